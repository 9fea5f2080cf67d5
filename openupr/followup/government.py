"""The list for the Government to answer, by institution, and its answers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.files.tables import write_xlsx
from openupr.returning.rows import Cells, SentRow
from openupr.upr.un_numbers import in_series

from .filled_elsewhere import (
    Column,
    PartBack,
    PartCompared,
    code_of,
    compared,
    heads_of,
    levels_in_words,
    owners_in,
    read_back,
)
from .follow_up_list import ShortFollowUpLine, Viewer, lines_of
from .mid_term import ReportRow, contact_of, report_rows
from .models import Level, ListedRecommendation
from .rules import NotThisPart

_ANSWER: tuple[Column, ...] = ("level", "note", "source")
# The reader knows the UN's number; our code is for the file's way back.
_COLUMNS: tuple[Column, ...] = ("number", "text", "by", *_ANSWER, "code")
# Widths of the columns: shares in Word, characters in the workbook (the institution after the
# number).
_WIDTHS = (4.5, 10, 5.5, 5, 9, 5.5, 3)
_CHARACTERS = (16, 22, 46, 20, 20, 40, 24, 7)
_SMALL = 6


@dataclass(frozen=True)
class Institution:
    """A responsible institution ("" for none), its recommendations and pledges, and how many it
    answered.
    """

    name: str
    recommendations: int
    pledges: int
    answered: int


def institutions_of(lines: Sequence[ShortFollowUpLine]) -> list[Institution]:
    """The institutions of these lines by name, what no institution is named for last."""
    every = Counter(line.listed.institution for line in lines)
    answered = Counter(line.listed.institution for line in lines if line.claim)
    pledges = Counter(line.listed.institution for line in lines if line.listed.is_pledge)
    return [
        Institution(name, every[name] - pledges[name], pledges[name], answered[name])
        for name in sorted(every, key=lambda name: (not name, name))
    ]


def answers_as_word(coalition: Coalition, only: Collection[int], *, today: date) -> bytes:
    """These recommendations as a Word file, a table for each institution."""
    state = coalition.state.name
    blocks: list[word.Block] = [word.Paragraph(word.plain(text)) for text in (*_head(coalition, today), *_intro())]
    for institution, rows in groupby(_rows(coalition, only), key=_institution):
        blocks.append(word.Heading(word.plain(institution or _("No institution named yet")), numbered=False))
        blocks.append(
            word.DocumentTable(
                tuple(tuple(_runs(coalition, row)) for row in rows),
                header=tuple(map(word.plain, heads_of(_COLUMNS))),
                widths=_WIDTHS,
                keeps_rows=True,
            )
        )
    document = word.Document(
        title=_("Recommendations to %(state)s: answer of the Government") % {"state": state},
        blocks=tuple(blocks),
        furniture=word.Furniture(header=state),
        landscape=True,
        points=10,
    )
    return word.write_word(document)


def answers_as_workbook(coalition: Coalition, only: Collection[int], *, today: date) -> bytes:
    """The same as a workbook of one sheet, with the institution as a column.

    Its head is above the table.
    """
    columns: tuple[Column, ...] = ("number", "institution", *_COLUMNS[1:])
    rows = [
        (number, _institution(row), *cells)
        for row in _rows(coalition, only)
        for number, *cells in [list(_cells(coalition, row))]
    ]
    return write_xlsx(
        heads_of(columns, levels=True),
        rows,
        above=list(_head(coalition, today)),
        wrapped=True,
        widths=_CHARACTERS,
        last_is_small=True,
    )


def _head(coalition: Coalition, today: date) -> Iterator[str]:
    """Who sends it, on which day, and until when to answer.

    At most four lines: `read_back` looks for the table's head in the first five.
    """
    sender = _("From: %(coalition)s") % {"coalition": coalition.name}
    yield f"{sender}, {date_format(today, 'j F Y')}"
    contact = contact_of(coalition) or f"[{_('How to reach us')}]"
    yield _("Contact: %(contact)s") % {"contact": contact}
    yield _("Please answer by: %(day)s") % {"day": f"[{_('Date')}]"}


def _intro() -> Iterator[str]:
    yield _("Write the level of each recommendation in words: %(levels)s.") % {"levels": levels_in_words()}
    yield _("Then write what has been done, and in which public document this is said. Leave the codes as they are.")
    yield _("You may leave rows empty. We show your answer as the Government's, beside what organisations say.")


def _rows(coalition: Coalition, only: Collection[int] | None = None) -> list[ReportRow]:
    """Each recommendation once, by institution."""
    rows = report_rows(lines_of(coalition, Viewer(), only=only))
    return sorted(rows, key=lambda row: (not _institution(row), _institution(row)))


def _institution(row: ReportRow) -> str:
    return next((line.listed.institution for line in row.lines if line.listed.institution), "")


def _runs(coalition: Coalition, row: ReportRow) -> Iterator[word.Inlines]:
    *cells, code = _cells(coalition, row)
    yield from map(word.plain, cells)
    yield (word.Run(code, points=_SMALL),)


def _cells(coalition: Coalition, row: ReportRow) -> Iterator[str]:
    sent = _sent(row)
    level, note, source = sent.cells
    states = "; ".join(sorted({line.listed.from_name for line in row.lines if line.listed.from_name}))
    if row.first.listed.is_pledge:
        states = _("The State itself")
    session = row.first.listed.session
    by = states or _("Unknown"), str(row.first.answer.label) if row.first.answer else ""
    yield in_series(line.un_number for line in row.lines) or (
        _("session %(number)s") % {"number": session} if session else ""
    )
    yield sent.text
    yield "\n".join(filter(None, by))
    yield str(Level(level).label) if level else ""
    yield note
    yield source
    yield code_of(_owner(coalition), sent.key, sent.cells)


def _owner(coalition: Coalition) -> str:
    return f"G{coalition.pk}"


def _sent(row: ReportRow) -> SentRow:
    claim = next((line.claim for line in row.lines if line.claim), None)
    cells = (claim.level, claim.reason, claim.source) if claim else ("", "", "")
    return SentRow(str(min(line.listed.pk for line in row.lines)), row.first.listed.text, cells)


def read_answers(coalition: Coalition, data: bytes, *, source: str) -> PartBack:
    """What the Government's file says; `source` is where it says so, for rows that do not tell it.

    Raises RefusedFile, NoColumn, NotThisPart, TooManyRows.
    """

    def belongs(owners: Counter[str]) -> None:
        if owners and _owner(coalition) not in owners:
            raise NotThisPart

    return read_back(data, belongs, _settling(" ".join(source.split())), columns=_ANSWER)


def _settling(source: str) -> Callable[[Cells], Cells | str]:
    def settle(cells: Cells) -> Cells | str:
        level, note, own = cells
        if not level:
            return _("It has no level. Write one of: %(levels)s.") % {"levels": levels_in_words()}
        if not note:
            return _("It does not say what has been done.")
        return (
            (level, note, own or source)
            if own or source
            else _("It has no source. Write one in the row, or for all rows.")
        )

    return settle


def answers_compared(coalition: Coalition, back: PartBack) -> PartCompared:
    """What the file says against the claims that are here. Raises NotThisPart."""
    part = compared([_sent(row) for row in _rows(coalition)], back)
    # Nobody adds a recommendation by way of this file; what it does not mention was not asked.
    return replace(part, missing=(), gone=[*part.gone, *part.new], new=())


def listed_by_row(coalition: Coalition) -> Mapping[str, list[ListedRecommendation]]:
    """The recommendations of each row of the file, by its key."""
    return {_sent(row).key: [line.listed for line in row.lines] for row in _rows(coalition)}


def are_answers_of(coalition: Coalition, data: bytes) -> bool:
    """Whether a file has codes of this coalition's list for the Government.

    Raises RefusedFile, NoColumn.
    """
    return _owner(coalition) in owners_in(data)
