"""A group's part of the follow-up list: as a file to be filled in elsewhere, and read when it comes back."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.texts import LONGEST
from openupr.documents import word
from openupr.files.kind import recognise
from openupr.files.own_process import call
from openupr.files.spreadsheet import rows_of_workbook
from openupr.files.tables import write_xlsx
from openupr.recommendations.queries.un_numbers import un_number_among
from openupr.returning.rows import RowBack, RowsCompared, SentRow, compare_rows, row_mark
from openupr.upr import responses

from ..models import FollowUp, Level
from ..rules import MOST_ROWS, NoColumn, NotThisPart, PartOfAnotherGroup, TooManyRows
from .lines import follow_ups_of

KeyT = TypeVar("KeyT")
Column = Literal["code", "text", "by", "answer", "level", "note"]
_HEADS: Mapping[Column, Promise] = {
    "code": gettext_lazy("Code"),
    "text": gettext_lazy("Recommendation"),
    "by": gettext_lazy("Asked by"),
    "answer": gettext_lazy("Answer"),
    "level": gettext_lazy("Level"),
    "note": gettext_lazy("What has been done"),
}
_NEEDED: tuple[Column, ...] = ("text", "level", "note")
_WIDTHS = (4, 10, 5, 4, 5, 12)
# The group, its line, and what the line said when the file went out.
_CODE = re.compile(r"(\d{1,18})\.(\d{1,18})\.([0-9a-f]{6})")
# Characters of a recommendation; a group may write one of 3,000 in.
_LONGEST_TEXT = 5_000
_SECONDS = 20
_BADLY = "This Word file could not be read. Open it in Word or LibreOffice, save it again and try once more."


def part_as_word(group: Group) -> bytes:
    """The part as a Word file."""
    intro = (
        _("Write the level of each recommendation in words: %(levels)s.") % {"levels": _levels()},
        _("Then write what has been done, and send the file back. Leave the codes as they are."),
        _("You may leave rows empty. What the group said before stays."),
    )
    document = word.Document(
        title=_("What became of recommendations to %(state)s") % {"state": group.coalition.state.name},
        blocks=(
            word.Paragraph(word.plain(_("Group: %(group)s") % {"group": group.name})),
            *(word.Paragraph(word.plain(text)) for text in intro),
            word.DocumentTable(
                tuple(tuple(map(word.plain, row)) for row in _rows(group)),
                header=tuple(word.plain(str(head)) for head in _HEADS.values()),
                widths=_WIDTHS,
                keeps_rows=True,
            ),
        ),
        furniture=word.Furniture(header=group.coalition.state.name),
        landscape=True,
    )
    return word.write_word(document)


def part_as_workbook(group: Group) -> bytes:
    """The part as an XLSX workbook of one sheet."""
    heads = [str(head) for head in _HEADS.values()]
    heads[list(_HEADS).index("level")] += f": {_levels()}"
    return write_xlsx(heads, list(_rows(group)), wrapped=True)


def _levels() -> str:
    return ", ".join(str(level.label) for level in Level)


def _rows(group: Group) -> Iterator[tuple[str, ...]]:
    for line in follow_ups_of(group):
        cells = cells_of(line)
        records = line.ask.records.all() if line.ask else ()
        record = min(records, key=lambda each: not each.preferred, default=None)
        origin = line.from_name or _("Unknown")
        origin = f"{origin}, {_('session %(number)s') % {'number': line.session}}" if line.session else origin
        yield (
            f"{group.pk}.{line.pk}.{row_mark(cells)}",
            line.text,
            ", ".join(filter(None, (origin, str(un_number_among(records))))),
            str(responses.label(record.response)) if record and record.response else "",
            str(Level(cells[0]).label) if cells[0] else "",
            cells[1],
        )


def cells_of(line: FollowUp) -> tuple[str, str]:
    """What a line says, as files and comparisons have it: (level, note), both "" where nothing was said yet."""
    return (line.done, line.note) if line.is_assessed else ("", "")


@dataclass(frozen=True)
class PartBack:
    """A file that came back. `strange` are rows that cannot be taken: their number, their key ("" without), and why."""

    rows: Sequence[RowBack]
    strange: Sequence[tuple[int, str, str]]

    def as_data(self) -> dict[str, object]:
        """As plain data; `from_data` makes it again."""
        rows = [[row.place, row.text, list(row.cells), row.key, row.mark] for row in self.rows]
        return {"rows": rows, "strange": [list(each) for each in self.strange]}

    @classmethod
    def from_data(cls, data: Mapping[str, list[list[object]]]) -> "PartBack":
        """Of what `as_data` gave, by way of JSON."""
        rows = [
            RowBack(int(str(place)), str(text), (str(cells[0]), str(cells[1])), str(key), str(mark))  # type: ignore[index]
            for place, text, cells, key, mark in data["rows"]
        ]
        return cls(rows, [(int(str(place)), str(key), str(why)) for place, key, why in data["strange"]])


def read_part(group: Group, data: bytes) -> PartBack:
    """What a Word file or workbook says; only its words are read.

    Raises RefusedFile, NoColumn, PartOfAnotherGroup, NotThisPart, TooManyRows.
    """
    table = _table(data)
    if len(table) > MOST_ROWS:
        raise TooManyRows
    rows: list[RowBack] = []
    strange: list[tuple[int, str, str]] = []
    codes = [_CODE.fullmatch(row["code"].strip()) for _place, row in table]
    _check_group(group, Counter(int(code[1]) for code in codes if code))
    for (place, row), code in zip(table, codes, strict=True):
        level, note = _level(row["level"]), row["note"].strip()
        key, mark = (code[2], code[3]) if code else ("", "")
        if level is None:
            told = _("“%(level)s” is no level. Write one of: %(levels)s.")
            strange.append((place, key, told % {"level": row["level"].strip()[:60], "levels": _levels()}))
        elif len(note) > LONGEST or len(row["text"]) > _LONGEST_TEXT:
            most = LONGEST if len(note) > LONGEST else _LONGEST_TEXT
            strange.append((place, key, _("A cell has more than %(most)s characters.") % {"most": f"{most:,}"}))
        elif row["text"].strip() or level or note or code:
            cells = (level or (Level.UNKNOWN.value if note else ""), note)
            rows.append(RowBack(place, row["text"].strip(), cells, key, mark))
    return PartBack(rows, strange)


def group_named_in(coalition: Coalition, data: bytes) -> Group | None:
    """The group of this coalition that most codes in a file name. Raises RefusedFile, NoColumn."""
    codes = (_CODE.fullmatch(row["code"].strip()) for _place, row in _table(data)[:MOST_ROWS])
    counted = Counter(int(code[1]) for code in codes if code)
    groups = coalition.groups.in_bulk([key for key in counted if key < 2**63])
    return max(groups.values(), key=lambda each: counted[each.pk], default=None)


def _check_group(group: Group, groups: Counter[int]) -> None:
    if groups and group.pk not in groups:
        other = group.coalition.groups.filter(pk__in=groups).first()
        if other is None:
            raise NotThisPart
        raise PartOfAnotherGroup(other.name)


def _table(data: bytes) -> list[tuple[int, dict[Column, str]]]:
    """The rows below the head, by column; each with its number."""
    grids = _word_tables(data) if _is_word(data) else [rows_of_workbook(data)]
    missing: list[Column] = list(_NEEDED)
    for grid in grids:
        for at, (_number, head) in enumerate(grid[:5]):
            places = _columns(head)
            lacking = [column for column in _NEEDED if column not in places]
            if not lacking:
                return [
                    (number, {column: _cell(cells, places.get(column)) for column in _HEADS})
                    for number, cells in grid[at + 1 :]
                ]
            missing = min(missing, lacking, key=len)
    raise NoColumn(str(_HEADS[missing[0]]))


def _is_word(data: bytes) -> bool:
    """Of a Word file the names of its parts stand in the archive as they are; a workbook says itself what it is not."""
    return recognise(data[:512])[0] == "zip" and b"word/document.xml" in data


def _word_tables(data: bytes) -> list[list[tuple[int, list[str]]]]:
    found = call("openupr.undocs.tables:read_tables", data, seconds=_SECONDS, needs=("lxml",), badly=_BADLY)
    grids = []
    for table in found.tables:
        grid = []
        for number, row in enumerate(table, start=1):
            cells = [""] * max((cell.end for cell in row.cells), default=0)
            for cell in row.cells:
                cells[cell.start] = "\n".join(cell.lines)
            grid.append((number, cells))
        grids.append(grid)
    return grids


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _columns(head: Sequence[str]) -> dict[Column, int]:
    """Where each column is, in whatever language of OpenUPR its head is; a head may say more after its name."""
    found: dict[Column, int] = {}
    for column, names in _in_all_languages(_HEADS).items():
        for at, text in enumerate(head):
            if at not in found.values() and any(_plain(text).startswith(name) for name in names):
                found[column] = at
                break
    return found


def _level(text: str) -> str | None:
    """The level that a cell names, "" of an empty one; None where it names none."""
    said = _plain(text).strip(" .")
    if not said:
        return ""
    for level, names in _in_all_languages({level: level.label for level in Level}).items():
        if said in names or said == level.outside.casefold():
            return level.value
    return None


def _in_all_languages(texts: Mapping[KeyT, object]) -> dict[KeyT, set[str]]:
    found: dict[KeyT, set[str]] = {key: set() for key in texts}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for key, text in texts.items():
                found[key].add(_plain(str(text)))
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class PartCompared:
    """A file beside the group's lines. `missing`: lines that it has no row for; `gone`: rows of lines that the group
    follows up no longer.
    """

    lines: Mapping[str, FollowUp]
    rows: RowsCompared
    missing: Sequence[FollowUp]
    gone: Sequence[RowBack]
    new: Sequence[RowBack]
    strange: Sequence[tuple[int, str, str]]


def part_compared(group: Group, back: PartBack) -> PartCompared:
    """What the file says against what the lines say now. Raises NotThisPart."""
    lines = {str(line.pk): line for line in follow_ups_of(group)}
    sent = [SentRow(key, line.text, cells_of(line)) for key, line in lines.items()]
    rows = compare_rows(sent, back.rows)
    strange = {key for _place, key, _why in back.strange}
    if not (rows.recognised or rows.unsure or strange & set(lines)):
        raise NotThisPart
    return PartCompared(
        lines=lines,
        rows=rows,
        missing=[lines[key] for key in rows.missing if key not in strange],
        gone=[row for row in rows.new if row.mark],
        new=[row for row in rows.new if not row.mark],
        strange=back.strange,
    )
