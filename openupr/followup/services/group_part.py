"""A group's part of the list that was filled in elsewhere: taken over as a person decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Group

from ..models import FollowUp
from ..permissions import TAKE_PART
from .lines import line_in_own_words, write_assessment


@dataclass(frozen=True)
class TakenRow:
    """What a row of the file says. `line` is the group's line as it was shown; None: it becomes one, with `text`."""

    line: FollowUp | None
    text: str
    level: str
    note: str


@act(TAKE_PART, _("Take a group's part from a changed file"), about="group")
def take_part_back(*, by: Person, group: Group, rows: Sequence[TakenRow], today: date) -> int:
    """Write what the rows say as the group's word; all of them or none. Returns how many.

    Raises SavedMeanwhile where a line changed since it was shown, NothingSaid, AnswerTooLong.
    """
    for row in rows:
        line = row.line or line_in_own_words(group, row.text)
        write_assessment(by=by, follow_up=line, done=row.level, note=row.note, version=line.version, today=today)
    return len(rows)
