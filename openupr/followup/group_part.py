"""A group's part of the follow-up list, sent out and taken back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.documents import word
from openupr.files.tables import write_xlsx
from openupr.recommendations.recommendation import un_number_among
from openupr.returning.rows import Cells, SentRow
from openupr.upr import responses

from .actions import TAKE_PART
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
from .group_lines import follow_ups_of, line_in_own_words, write_assessment
from .models import FollowUp, Level
from .rules import NotThisPart, PartOfAnotherGroup

_COLUMNS: tuple[Column, ...] = ("code", "text", "by", "answer", "level", "note")
# In Word as shares, in the workbook in characters.
_WIDTHS = (5.5, 9.5, 5, 4, 5, 11)
_CHARACTERS = (16, 46, 20, 14, 20, 46)


def part_as_word(group: Group) -> bytes:
    """The part as a Word file."""
    intro = (
        _("Write the level of each recommendation in words: %(levels)s.") % {"levels": levels_in_words()},
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
                header=tuple(map(word.plain, heads_of(_COLUMNS))),
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
    return write_xlsx(heads_of(_COLUMNS, levels=True), list(_rows(group)), wrapped=True, widths=_CHARACTERS)


def _rows(group: Group) -> Iterator[tuple[str, ...]]:
    for line in follow_ups_of(group):
        cells = cells_of(line)
        records = line.ask.records.all() if line.ask else ()
        record = min(records, key=lambda source_record: not source_record.preferred, default=None)
        origin = line.from_name or _("Unknown")
        origin = f"{origin}, {_('session %(number)s') % {'number': line.session}}" if line.session else origin
        yield (
            code_of(str(group.pk), str(line.pk), cells),
            line.text,
            ", ".join(filter(None, (origin, str(un_number_among(records))))),
            str(responses.label(record.response)) if record and record.response else "",
            str(Level(cells[0]).label) if cells[0] else "",
            cells[1],
        )


def cells_of(line: FollowUp) -> tuple[str, str]:
    """(level, note) of a line, as files and comparisons use it; both "" if nothing was said yet."""
    return (line.done, line.note) if line.is_assessed else ("", "")


def read_part(group: Group, data: bytes) -> PartBack:
    """What a Word file or workbook says of the part.

    Raises RefusedFile, NoColumn, PartOfAnotherGroup, NotThisPart, TooManyRows.
    """

    def belongs(owners: Counter[str]) -> None:
        if owners and str(group.pk) not in owners:
            other = group.coalition.groups.filter(pk__in=[key for key in owners if _is_group(key)]).first()
            if other is None:
                raise NotThisPart
            raise PartOfAnotherGroup(other.name)

    return read_back(data, belongs, _settle)


def _settle(cells: Cells) -> Cells:
    level, note = cells
    return level or Level.UNKNOWN.value, note


def _is_group(owner: str) -> bool:
    return owner.isdecimal() and int(owner) < 2**63


def group_named_in(coalition: Coalition, data: bytes) -> Group | None:
    """The group of this coalition that most codes in a file name. Raises RefusedFile, NoColumn."""
    counted = owners_in(data)
    groups = coalition.groups.in_bulk([int(key) for key in counted if _is_group(key)])
    return max(groups.values(), key=lambda group: counted[str(group.pk)], default=None)


def part_compared(group: Group, back: PartBack) -> PartCompared:
    """What the file says against what the group's lines say now. Raises NotThisPart."""
    return compared([SentRow(str(line.pk), line.text, cells_of(line)) for line in follow_ups_of(group)], back)


@dataclass(frozen=True)
class TakenRow:
    """What a row of the file says.

    `line`: the group's line as shown; None: a new line with `text`.
    """

    line: FollowUp | None
    text: str
    level: str
    note: str


@act(TAKE_PART, gettext_lazy("Take a group's part from a changed file"), about="group")
def take_part_back(*, by: Person, group: Group, rows: Sequence[TakenRow], today: date) -> int:
    """Write what the rows say as the group's word; all of them or none. Returns how many.

    Raises SavedMeanwhile where a line changed since it was shown, NoAssessment, AnswerTooLong.
    """
    for row in rows:
        line = row.line or line_in_own_words(group, row.text)
        write_assessment(by=by, follow_up=line, done=row.level, note=row.note, version=line.version, today=today)
    return len(rows)
