"""A list that is sent out as Word or a workbook and comes back filled in."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.rules.texts import LONGEST
from openupr.files.kind import recognise
from openupr.files.limits import RETURNED
from openupr.files.own_process import call
from openupr.files.rows import Numbered
from openupr.files.spreadsheet import rows_of_workbook
from openupr.returning.rows import Cells, RowBack, RowsCompared, SentRow, compare_rows, row_mark

from .models import Level
from .rules import MOST_ROWS, NoColumn, NotThisPart, TooManyRows

KeyT = TypeVar("KeyT")
Column = Literal["code", "number", "institution", "text", "by", "answer", "level", "note", "source"]
HEADS: Mapping[Column, Promise] = {
    "code": gettext_lazy("Code"),
    "number": gettext_lazy("Number"),
    "institution": gettext_lazy("Responsible institution"),
    "text": gettext_lazy("Recommendation"),
    "by": gettext_lazy("Asked by"),
    "answer": gettext_lazy("Answer"),
    "level": gettext_lazy("Level"),
    "note": gettext_lazy("What has been done"),
    "source": gettext_lazy("Source"),
}
_NEEDED: tuple[Column, ...] = ("text", "level", "note")
# Owner of the file (a group's number, or G for the Government), line, and the mark of what it said.
_CODE = re.compile(r"(G?\d{1,18})\.(\d{1,18})\.([0-9a-f]{6})")
# Characters of a recommendation; a group may write one of 3,000 in.
_LONGEST_TEXT = 5_000
_SECONDS = 20
_BADLY = "This Word file could not be read. Open it in Word or LibreOffice, save it again and try once more."


def code_of(owner: str, key: str, cells: Cells) -> str:
    """What the column "Code" says of a line."""
    return f"{owner}.{key}.{row_mark(cells)}"


def levels_in_words() -> str:
    """The levels that a cell may name."""
    return ", ".join(str(level.label) for level in Level)


def heads_of(columns: Sequence[Column], *, levels: bool = False) -> list[str]:
    """The heads of these columns. `levels`: the head of the level lists those that can be chosen."""
    return [
        f"{HEADS[column]}: {levels_in_words()}" if levels and column == "level" else str(HEADS[column])
        for column in columns
    ]


@dataclass(frozen=True)
class PartBack:
    """A file that came back.

    `strange`: rows that cannot be used (their number, key or "", and why).
    """

    rows: Sequence[RowBack]
    strange: Sequence[tuple[int, str, str]]

    def as_data(self) -> dict[str, object]:
        """As plain data; `from_data` makes it again."""
        rows = [[row.place, row.text, list(row.cells), row.key, row.mark] for row in self.rows]
        return {"rows": rows, "strange": [list(pair) for pair in self.strange]}

    @classmethod
    def from_data(cls, data: Mapping[str, list[list[object]]]) -> "PartBack":
        """Of what `as_data` gave, by way of JSON."""
        rows = [
            RowBack(int(str(place)), str(text), tuple(map(str, cells)), str(key), str(mark))  # type: ignore[call-overload]
            for place, text, cells, key, mark in data["rows"]
        ]
        return cls(rows, [(int(str(place)), str(key), str(why)) for place, key, why in data["strange"]])


def read_back(
    data: bytes,
    belongs: Callable[[Counter[str]], None],
    settle: Callable[[Cells], Cells | str],
    *,
    columns: Sequence[Column] = ("level", "note"),
) -> PartBack:
    """Read a returned Word file or workbook; only its words are used.

    `belongs` gets how many codes name which owner, and raises if the file belongs to none. `settle`
    turns cells of `columns` into values, or says why it cannot. Raises RefusedFile, NoColumn,
    TooManyRows, and what `belongs` raises.
    """
    table = _table(data)
    if len(table) > MOST_ROWS:
        raise TooManyRows
    rows: list[RowBack] = []
    strange: list[tuple[int, str, str]] = []
    codes = [_CODE.fullmatch(row["code"].strip()) for _place, row in table]
    belongs(Counter(code[1] for code in codes if code))
    for (place, row), code in zip(table, codes, strict=True):
        key, mark = (code[2], code[3]) if code else ("", "")
        cells = _settled(row, columns, settle)
        if isinstance(cells, str):
            strange.append((place, key, cells))
        elif row["text"].strip() or any(cells) or code:
            rows.append(RowBack(place, row["text"].strip(), cells, key, mark))
    return PartBack(rows, strange)


def _settled(
    row: Mapping[Column, str], columns: Sequence[Column], settle: Callable[[Cells], Cells | str]
) -> Cells | str:
    level = _level(row["level"])
    if level is None:
        sentence = _("“%(level)s” is no level. Write one of: %(levels)s.")
        return sentence % {"level": row["level"].strip()[:60], "levels": levels_in_words()}
    cells = tuple(level if column == "level" else row[column].strip() for column in columns)
    too_long = max(map(len, cells)) > LONGEST
    if too_long or len(row["text"]) > _LONGEST_TEXT:
        most = LONGEST if too_long else _LONGEST_TEXT
        return _("A cell has more than %(most)s characters.") % {"most": f"{most:,}"}
    return settle(cells) if any(cells) else cells


def owners_in(data: bytes) -> Counter[str]:
    """How many codes of a file name which owner. Raises RefusedFile, NoColumn."""
    codes = (_CODE.fullmatch(row["code"].strip()) for _place, row in _table(data)[:MOST_ROWS])
    return Counter(code[1] for code in codes if code)


def _table(data: bytes) -> list[tuple[int, dict[Column, str]]]:
    """The rows below each head, by column, with their number counted through all tables of a
    file.
    """
    grids = _rows_of_word(data) if _is_word(data) else [rows_of_workbook(data, RETURNED)]
    missing: list[Column] = list(_NEEDED)
    rows_below: list[tuple[int, dict[Column, str]]] = []
    before = 0
    for grid in grids:
        for at, (_number, head) in enumerate(grid[:5]):
            places = _columns(head)
            lacking = [column for column in _NEEDED if column not in places]
            missing = min(missing, lacking, key=len)
            if not lacking:
                rows_below += [
                    (before + number, {column: _cell(cells, places.get(column)) for column in HEADS})
                    for number, cells in grid[at + 1 :]
                ]
                break
        before += grid[-1][0] if grid else 0
    if missing:
        raise NoColumn(str(HEADS[missing[0]]))
    return rows_below


def _is_word(data: bytes) -> bool:
    """Whether it is a Word file: its archive names its parts. A workbook says itself what it is."""
    return recognise(data[:512])[0] == "zip" and b"word/document.xml" in data


def _rows_of_word(data: bytes) -> list[list[Numbered]]:
    grids: list[list[Numbered]] = call(
        "openupr.undocs.tables:rows_of_tables", data, RETURNED, seconds=_SECONDS, needs=("lxml",), badly=_BADLY
    )
    return grids


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _columns(head: Sequence[str]) -> dict[Column, int]:
    """Where each column is, in any language of OpenUPR; a head may have more words after its
    name.
    """
    places: dict[Column, int] = {}
    for column, names in _in_all_languages(HEADS).items():
        for at, text in enumerate(head):
            if at not in places.values() and any(_plain(text).startswith(name) for name in names):
                places[column] = at
                break
    return places


def _level(text: str) -> str | None:
    """The level that a cell names, "" of an empty one; None where it names none."""
    cell = _plain(text).strip(" .")
    if not cell:
        return ""
    for level, names in _in_all_languages({level: level.label for level in Level}).items():
        if cell in names or cell == level.outside.casefold():
            return level.value
    return None


def _in_all_languages(texts: Mapping[KeyT, object]) -> dict[KeyT, set[str]]:
    names: dict[KeyT, set[str]] = {key: set() for key in texts}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for key, text in texts.items():
                names[key].add(_plain(str(text)))
    return names


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class PartCompared:
    """A file compared with the list.

    `missing`: lines without a row in the file; `gone`: rows whose line no longer exists; `new`:
    added rows.
    """

    lines: Mapping[str, SentRow]
    rows: RowsCompared
    missing: Sequence[SentRow]
    gone: Sequence[RowBack]
    new: Sequence[RowBack]
    strange: Sequence[tuple[int, str, str]]


def compared(sent: Sequence[SentRow], back: PartBack) -> PartCompared:
    """What the file says against what the lines say now. Raises NotThisPart."""
    lines = {row.key: row for row in sent}
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
