"""Rounds of a draft: circulated, who has read it, what became of each comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Participation

from .actions import CIRCULATE, HAVE_READ
from .editions import content_of, make_edition
from .models import (
    Circulation,
    Paragraph,
    Remark,
    ReturnedCopy,
    Submission,
)
from .rules.refusals import (
    BadDates,
    NothingToCirculate,
    RoundIsOver,
)
from .submissions import check_open


@dataclass(frozen=True, slots=True)
class Round:
    """A circulated draft.

    `readers`: who has read it; `unread`: who takes part and has not; both without coordinators, as
    they circulate it. `may_mark`: all who can still say that they read it; `copies`: the Word files
    that came back; `is_over`: its last day has passed.
    """

    circulation: Circulation
    readers: list[Person]
    unread: list[Person]
    may_mark: list[Person]
    remarks: list[Remark]
    copies: list[ReturnedCopy]
    is_over: bool

    @property
    def dealt_with(self) -> int:
        return sum(remark.resolved for remark in self.remarks)


def rounds_of(submission: Submission, *, today: date) -> list[Round]:
    """All rounds, the last first, with the comments made in each. A constant number of queries."""
    remarks = Remark.objects.select_related("author").prefetch_related(
        Prefetch("paragraph", Paragraph.all_ever.select_related("section"))
    )
    circulations = submission.circulations.select_related("edition").prefetch_related(
        "read_by", "returned_copies__brought_by", Prefetch("remarks", remarks)
    )
    parts = submission.coalition.participations.select_related("person").order_by("person", "pk")
    people = {part.person: part.role for part in parts}
    return [_round(circulation, people, today) for circulation in reversed(circulations)]


def comments_until(submission: Submission, *, today: date) -> date | None:
    """The last day for comments on a draft in circulation; None after it."""
    days = submission.circulations.filter(comments_until__gte=today).order_by("-comments_until")
    return days.values_list("comments_until", flat=True).first()


def _round(circulation: Circulation, people: Mapping[Person, str], today: date) -> Round:
    read = list(circulation.read_by.all())
    may_mark = [person for person in people if person not in read]
    readers, unread = (
        [person for person in some if people.get(person) != Participation.Role.COORDINATOR] for some in (read, may_mark)
    )
    remarks, copies = list(circulation.remarks.all()), list(circulation.returned_copies.all())
    return Round(circulation, readers, unread, may_mark, remarks, copies, circulation.is_over(today))


@act(CIRCULATE, _("Circulate a draft"), about="submission")
def circulate(*, by: Person, submission: Submission, comments_until: date, now: datetime) -> Circulation:
    """Circulate a draft: an edition is kept, and comments from now on belong to this round.

    The coordinator who circulates it counts as a reader. Raises Locked, NothingToCirculate,
    BadDates.
    """
    check_open(submission)
    if comments_until < day_of(submission.coalition, now):
        raise BadDates
    if not any(section["paragraphs"] for section in content_of(submission)["sections"]):
        raise NothingToCirculate
    number = submission.circulations.count() + 1
    edition = make_edition(submission, label=f"Draft {number}", now=now)
    circulation = Circulation.objects.create(
        submission=submission,
        number=number,
        circulated_on=day_of(submission.coalition, now),
        comments_until=comments_until,
        edition=edition,
    )
    circulation.read_by.add(by)
    return circulation


@act(HAVE_READ, about="circulation")
def have_read(*, by: Person, circulation: Circulation, today: date) -> None:
    """Record that a person has read the draft, up to the last day. Raises Locked, RoundIsOver."""
    check_open(circulation.submission)
    if circulation.is_over(today):
        raise RoundIsOver
    circulation.read_by.add(by)
