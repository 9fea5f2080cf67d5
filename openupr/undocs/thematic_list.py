"""OHCHR's thematic lists: a State's recommendations by theme, with position, groups of persons and
SDGs.

A table in Word, in several layouts: coded themes or not, SDGs in the cell of the themes or in a
column of their own, States in brackets or in a column. The head row says which;
`data/list_columns.csv` lists what heads are called. A recommendation stands under each of its
themes: its rows are merged. A layout without the columns that are needed is refused; what a column
says that is not known is kept beside the recommendation.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from openupr.files.refusal import RefusedFile
from openupr.upr.names import UnknownName
from openupr.upr.ohchr_themes import is_theme
from openupr.upr.review_documents import report_symbol
from openupr.upr.sdgs import find_sdg, goal_in

from .list_cells import (
    NUMBER,
    SOURCE,
    bare_number,
    cut_source,
    number_and_text,
    parts_of_cell,
    position_and_source,
    position_told,
    without_codes,
)
from .list_review import problems_of_review, review_of_list
from .opening import Opened
from .states import states_in
from .stray_blanks import without_stray_blanks
from .tables import WordCell, WordRow, WordTables, read_tables
from .values import CellPlace, ListComment, ListedItem, Position, Problem, ThematicList
from .wordings import Clause, wordings

_COLUMNS = Path(__file__).parent / "data" / "list_columns.csv"
_NEEDED = ("recommendation", "position", "themes")
# A cell of these may be parted in several columns.
_LISTS = ("themes", "persons", "sdgs", "assessment")
_TITLE = re.compile(r"thematic\s+list\s+of\s+recommendations", re.IGNORECASE)
_SYMBOL = re.compile(r"A/HRC/\d{1,3}/\d{1,4}")
_THEME = re.compile(r"(?:themes?|rights?\s+or\s+areas?|rights?\s*/\s*areas?|rights?|areas?)\s*:\s*", re.IGNORECASE)
_DIGITS = re.compile(r"[^\w]+")
_COMMENT = re.compile(r"comments?\s*:", re.IGNORECASE)
_COMMENT_BEHIND = re.compile(r"(?<=[).;])\s*(?=comments?\s*:)", re.IGNORECASE)
_SIGN_OF_NOTE = re.compile(r"(?<=[^\W\d])\d{1,2}\b")  # of a footnote that is not raised: "Position1"

Column = Literal["recommendation", "states", "position", "source", "themes", "persons", "sdgs", "number", "assessment"]


def is_thematic_list(opened: Opened) -> bool:
    """Whether a Word file is titled so, or has a table with a list's most certain columns."""
    if opened.format != "word":
        return False
    tables = read_tables(opened.data)
    if any(_TITLE.search(line) for line in tables.around[:40]):
        return True
    heads = (_named(row) for table in tables.tables for row in table[:3])
    return any({"recommendation", "position"} <= {column for column, *_ in head} for head in heads)


def read_thematic_list(opened: Opened) -> ThematicList:
    """Raises RefusedFile, with what is missing, for a layout that is not known."""
    tables = read_tables(opened.data)
    reading = _Reading()
    for table in tables.tables:
        reading.table(table)
    if not reading.rows:
        raise RefusedFile("This thematic list has no row with a recommendation.")
    items, problems = _merged(reading.rows)
    symbol = _symbol(reading.rows, tables)
    state, cycle, session = review_of_list((*tables.around, *reading.before), symbol)
    return ThematicList(
        kind="thematic-list",
        symbol=symbol or (report_symbol(state, session) if state and session else ""),
        state=state,
        session=session,
        problems=(*problems_of_review(state, cycle, session), *problems),
        items=items,
        columns=tuple(reading.columns),
        comments=tuple(reading.comments),
    )


# -- The table
# --------------------------------------------------------------------------------------------------------


def _symbol(rows: list["_Read"], tables: WordTables) -> str:
    """The report's symbol: that which the sources of the positions name most often."""
    named = Counter(match[0] for row in rows if (match := _SYMBOL.search(row.source)))
    if named:
        return named.most_common(1)[0][0]
    match = _SYMBOL.search(" ".join(tables.around))
    return match[0] if match else ""


@dataclass(slots=True)
class _Read:
    """A row of the table that holds a recommendation, before rows of the same are merged."""

    place: CellPlace
    number: str
    text: str
    section: str
    position: Position
    source_position: str
    source: str
    states: tuple[str, ...]
    unknown: tuple[str, ...]
    themes: tuple[str, ...]
    persons: tuple[str, ...]
    sdgs: tuple[str, ...]
    assessment: CellPlace | None
    assessed: bool
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    """A row across the table: its words, and the themes, groups of persons and SDGs that it
    names.
    """

    name: str = ""
    parts: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[str]:
        return self.parts.get(kind, [])


@dataclass(slots=True)
class _Reading:
    rows: list[_Read] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    comments: list[ListComment] = field(default_factory=list)
    # What rows above a head say: some lists have their title in the table.
    before: list[str] = field(default_factory=list)
    _head: list[tuple[Column, int, int]] = field(default_factory=list)
    # Columns that are not known: what each is called, and its place.
    _strange: list[tuple[str, int, int]] = field(default_factory=list)
    _section: _Section = _Section()

    def table(self, rows: tuple[WordRow, ...]) -> None:
        start = self._find_head(rows)
        if start is None:
            return
        above: dict[int, WordCell] = {}
        width = max((end for _, _, end in self._head), default=0)
        for row in rows[start:]:
            for cell in row.cells:
                if not cell.continued:
                    above[cell.start] = cell
            cells = [above.get(cell.start, cell) if cell.continued else cell for cell in row.cells]
            if _named(row) == self._head or not any(cell.lines for cell in row.cells):
                continue
            read = self._row(cells)
            if self._is_comment(read):
                continue
            if heading := _heading(cells, width):
                self._section = heading
            else:
                self.rows.append(read)

    def _is_comment(self, row: _Read) -> bool:
        """Keeps the comment of a row that holds one: alone, or behind a recommendation, which is
        then without it. A comment without a number is on that of the row before.
        """
        before, *behind = _COMMENT_BEHIND.split(row.text, maxsplit=1)
        is_alone = bool(_COMMENT.match(row.text)) and not any(clause.states for clause in wordings(row.text))
        if not (is_alone or behind):
            return False
        number = row.number or (self.rows[-1].number if self.rows else "")
        self.comments.append(ListComment(number, row.text if is_alone else behind[0], row.place.row + 1))
        row.text = row.text if is_alone else before
        return is_alone

    def _find_head(self, rows: tuple[WordRow, ...]) -> int | None:
        """Where the rows below the head begin; None for a table that is no list.

        Raises RefusedFile.
        """
        for at, row in enumerate(rows[:8]):
            head = _named(row)
            if {"recommendation", "position"} <= {column for column, *_ in head}:
                known = {start for _, start, _ in head}
                self._head, self.columns = head, [column for column, *_ in head]
                self._strange = [
                    (cell.text, cell.start, cell.end) for cell in row.cells if cell.lines and cell.start not in known
                ]
                self.before += [cell.text for above in rows[:at] for cell in above.cells if cell.lines]
                self._check(
                    row, head, has_sections=any(_heading(list(below.cells), head[-1][2]) for below in rows[at + 1 :])
                )
                return at + 1
        numbered = sum(bool(row.cells) and bool(NUMBER.match(row.cells[0].text)) for row in rows)
        if self._head and rows and len(rows[-1].cells) in (1, len(self._head)):
            return 0  # the table before goes on
        if numbered > 1:
            self._check(rows[0], _named(rows[0]))
        return None

    @staticmethod
    def _check(row: WordRow, head: list[tuple[Column, int, int]], *, has_sections: bool = False) -> None:
        """Raises RefusedFile for a head without a column that is needed, or with two that exclude
        each other.
        """
        columns = Counter(column for column, *_ in head)
        needed = [name for name in _NEEDED if not (name == "themes" and has_sections)]
        missing = [name for name in needed if not columns[name]]  # type: ignore[index]
        if missing:
            named = ", ".join(f"“{name}”" for name in missing)
            have = ", ".join(f"“{cell.text[:40]}”" for cell in row.cells) or "none"
            raise RefusedFile(
                f"This thematic list has no column for {named}; its columns are {have}. Name the columns in the head "
                "row of its table as OHCHR does: “Recommendation”, “Position”, “Full list of themes”. Then bring the "
                "list in again."
            )
        if twice := [column for column, n in columns.items() if n > 1 and column not in _LISTS]:
            raise RefusedFile(
                f"This thematic list has two columns for “{twice[0]}”, so it was not read. Remove one of them in Word, "
                "then bring the list in again."
            )

    def _row(self, cells: list[WordCell]) -> _Read:
        by_column: dict[str, list[WordCell]] = {}
        for column, start, end in self._head:
            by_column.setdefault(column, []).extend(cell for cell in cells if start <= cell.start < end)
        lines = {
            column: tuple(line for cell in column_cells for line in cell.lines)
            for column, column_cells in by_column.items()
        }
        inline: dict[str, None] = {}
        text, source = cut_source(lines.get("recommendation", ()))
        position_text, elsewhere = position_and_source(lines.get("position", ()))
        source = source or elsewhere or SOURCE.sub("", " ".join(lines.get("source", ())))
        number, text = number_and_text(" ".join(lines.get("number", ())), without_codes(text, inline))
        beside = [(name, cell) for name, start, end in self._strange for cell in cells if start <= cell.start < end]
        known = {cell.start for column_cells in by_column.values() for cell in column_cells} | {
            cell.start for _, cell in beside
        }
        # A column of numbers has often no head.
        number = number or next((n for cell in cells if cell.start not in known and (n := bare_number(cell.text))), "")
        parts = _together(parts_of_cell(lines.get(kind, ()), kind, inline) for kind in ("themes", "persons", "sdgs"))
        states, unknown = states_in("; ".join(lines.get("states", ())))
        sdgs = [*parts["sdgs"], *inline]
        assessment = by_column.get("assessment")
        return _Read(
            place=cells[0].place,
            number=number,
            text=text,
            section=self._section.name,
            position=position_told(position_text),
            source_position=position_text,
            source=source,
            states=states,
            unknown=unknown,
            themes=tuple(parts["themes"] or self._section.of("themes")),
            persons=tuple(parts["persons"] or self._section.of("persons")),
            sdgs=(*sdgs, *(goal for goal in self._section.of("sdgs") if _goals([goal]) - _goals(sdgs))),
            assessment=assessment[0].place if assessment else None,
            assessed=any(cell.text.strip() for cell in assessment or ()),
            beside=tuple((name, cell.text) for name, cell in beside if cell.text),
        )


def _together(several: Iterable[dict[str, list[str]]]) -> dict[str, list[str]]:
    together: dict[str, list[str]] = {"themes": [], "persons": [], "sdgs": []}
    for parts in several:
        for kind, labels in parts.items():
            together[kind] += labels
    return together


def _goals(labels: Iterable[str]) -> set[str]:
    """The codes of the goals and targets that labels name."""
    return {code for label in labels if (code := _sdg(label))}


def _named(row: WordRow) -> list[tuple[Column, int, int]]:
    """(column, first and last place) of the cells that are heads of a list's columns."""
    columns = ((_column(cell.text), cell.start, cell.end) for cell in row.cells)
    return [(column, start, end) for column, start, end in columns if column]


def _column(text: str) -> Column | None:
    text = _SIGN_OF_NOTE.sub("", text.casefold())
    words = " ".join(_DIGITS.sub(" ", text).replace("state s", "state").split())
    if not words or len(words) > 100:
        return None
    padded = f" {words} "
    named = [(f"{heading}{end}", column) for heading, column in _headings().items() for end in ("", "s")]
    for whole in (True, False):
        for heading, column in named:
            # A heading of one short word is that word alone: "State" is in many sentences.
            alone = (len(heading) < 9 and column in ("states", "number")) or heading.startswith("status")
            begins = words == heading or (not alone and padded.startswith(f" {heading} "))
            if begins or (not whole and not alone and f" {heading} " in padded):
                return column
    return None


@cache
def _headings() -> Mapping[str, Column]:
    with _COLUMNS.open(encoding="utf-8", newline="") as file:
        return {row["heading"]: row["column"] for row in csv.DictReader(file, strict=True)}  # type: ignore[misc]


def _heading(cells: list[WordCell], width: int) -> _Section | None:
    """What a row across the table names; None for any other row."""
    filled = [cell for cell in cells if cell.lines]
    if len(filled) != 1:
        return None
    first, text = filled[0], filled[0].text
    across = len(cells) == 1 or (first.end - first.start) >= width
    if _THEME.match(text) or is_theme(text) or goal_in(text) or (across and not NUMBER.match(text)):
        parts = parts_of_cell(first.lines, "themes", {})
        # Whom a heading says it is about is no part of its name.
        name = _THEME.sub("", text, count=1).strip() if not parts["persons"] else "; ".join(parts["themes"])
        return _Section(name, parts if name else {})
    return None


# -- Rows of the same recommendation
# ----------------------------------------------------------------------------------


def _merged(rows: list[_Read]) -> tuple[tuple[ListedItem, ...], list[Problem]]:
    merged: dict[tuple[str, str], list[_Read]] = {}
    for row in rows:
        merged.setdefault((row.number, _DIGITS.sub(" ", row.text.casefold()).strip()), []).append(row)
    problems: list[Problem] = []
    items: list[ListedItem] = []
    texts = Counter(number for number, _ in merged if number)
    for several in merged.values():
        first, start = several[0], len(items)
        about: list[Problem] = [*_unlike(several)]
        if first.number and texts[first.number] > 1:
            sentence = f"{first.number} stands in the list with {texts[first.number]} different texts."
            about.append(Problem(None, "number twice", sentence, first.number))
        about += _of_row(first)
        items += _items(several, about)
        # A problem of one wording is about that item, any other about all of this number.
        everyone = range(len(items) - start)
        problems += [replace(problem, items=tuple(start + at for at in problem.items or everyone)) for problem in about]
    return tuple(items), problems


def _items(rows: list[_Read], problems: list[Problem]) -> Iterator[ListedItem]:
    first = rows[0]
    for wording in _wordings(first, problems):
        yield ListedItem(
            number=first.number,
            text=without_stray_blanks(wording.text),
            printed=wording.text,
            states=wording.states,
            position=next((row.position for row in rows if row.position), ""),
            source_position=first.source_position,
            themes=_all(rows, "themes") or tuple(dict.fromkeys(row.section for row in rows if row.section)),
            persons=_all(rows, "persons"),
            sdgs=_all(rows, "sdgs"),
            position_from=first.source,
            sections=tuple(dict.fromkeys(row.section for row in rows if row.section)),
            rows=tuple(row.place for row in rows),
            assessments=tuple(row.assessment for row in rows if row.assessment),
            assessed=any(row.assessed for row in rows),
            beside=tuple(dict.fromkeys(pair for row in rows for pair in row.beside)),
        )


def _all(rows: list[_Read], name: str) -> tuple[str, ...]:
    """As the first row has them, also what it repeats; then what other rows have beside."""
    first: tuple[str, ...] = getattr(rows[0], name)
    others = dict.fromkeys(value for row in rows[1:] for value in getattr(row, name))
    return (*first, *(value for value in others if value not in first))


def _wordings(row: _Read, problems: list[Problem]) -> list[Clause]:
    clauses = wordings(row.text) or [Clause(row.text, ())]
    named = [state for wording in clauses for state in wording.states]
    for at, wording in enumerate(clauses):
        problems += [
            Problem(None, "unknown State", f"{row.number}: no State is called “{name[:60]}”.", row.number, (at,))
            for name in wording.unknown
        ]
    if row.states and not named:
        return [Clause(" ".join(row.text.split()).rstrip(" ;"), row.states)]
    if row.states and set(named) != set(row.states):
        sentence = f"{row.number}: the States in the text are not those of the column."
        problems.append(Problem(None, "States differ", sentence, row.number))
    for at, wording in enumerate(clauses):
        if not wording.states:
            sentence = f"{row.number}: “{wording.text[:60]}” has no State behind it."
            problems.append(Problem(None, "no State", sentence, row.number, (at,)))
    return clauses


def _of_row(row: _Read) -> Iterator[Problem]:
    where = f"Row {row.place.row + 1}"
    if not row.number:
        yield Problem(None, "no number", f"{where}: “{row.text[:60]}” has no number.")
    if not row.text.strip():
        yield Problem(None, "no text", f"{where} has no text.", row.number)
    if not row.position:
        sentence = (
            f"“{row.source_position[:60]}” is no position that is known here" if row.source_position else "no position"
        )
        yield Problem(None, "no position", f"{where}, {row.number}: {sentence}.", row.number)
    for name in row.unknown:
        yield Problem(None, "unknown State", f"{where}, {row.number}: no State is called “{name[:60]}”.", row.number)


def _sdg(label: str) -> str:
    try:
        return find_sdg(label)
    except UnknownName:
        return ""


def _unlike(rows: list[_Read]) -> Iterator[Problem]:
    """A recommendation that stands in several rows must have the same position in all of them.

    Its themes, groups and SDGs may be parted among its rows.
    """
    first = rows[0]
    if any(row.source_position != first.source_position for row in rows[1:]):
        yield Problem(None, "rows differ", f"{first.number}: its rows have different positions.", first.number)
