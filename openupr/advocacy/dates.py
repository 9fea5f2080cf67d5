"""The dates of advocacy: the review ahead, the statement's days, the adoption, the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from openupr.coalitions.models import Coalition
from openupr.coalitions.timeline import coalition_dates
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.dates_in_words import INVENTED, STATUS
from openupr.timeline.models import Milestone
from openupr.timeline.rules.statuses import ESTIMATE, PLANNED
from openupr.upr.phases import ADOPTION, REVIEW
from openupr.web.unions import Column

from .models import ChecklistItem, DiplomatQuestion, StrategyActivity


def review_ahead(coalition: Coalition, *, today: date) -> TimelineLine | None:
    """The date of the review, with the days that are left; None after it, or without a date.

    One query.
    """
    line = coalition_dates(coalition, today=today).get(REVIEW)
    return line if line and line.entry.window and today <= line.entry.window.last else None


def review_is_over(coalition: Coalition, *, today: date) -> bool:
    """Whether the day of the review has passed; False where none is known. One query."""
    review = coalition_dates(coalition, today=today).get(REVIEW)
    return bool(review and review.entry.window and review.entry.window.last < today)


def is_before_review(row: Mapping[str, Any], coalition: Coalition) -> bool:
    """Whether a row of the record is of an earlier review than the coalition's own."""
    own = coalition.review
    if own.session and row["session"]:
        return int(row["session"]) < own.session
    return row["cycle"] is None or int(row["cycle"]) < own.cycle


def milestone_of(coalition: Coalition, phase: str) -> Milestone | None:
    """The date of this phase in the coalition's calendar. One query."""
    return Milestone.objects.filter(calendar=coalition.calendar_id, key=phase).exclude(calendar=None).first()


@dataclass(frozen=True)
class AdoptionDay:
    """The day of the adoption.

    `when`: the month in words, "" where none is known. `status`: how sure it is. `is_estimate`: no
    one has published or noted it. `is_over`: it has passed.
    """

    when: str = ""
    status: str = ""
    is_estimate: bool = False
    is_over: bool = False
    last: date | None = None

    @property
    def has_passed(self) -> bool:
        """It is over, and that is sure."""
        return self.is_over and not self.is_estimate


def adoption_day(coalition: Coalition, *, today: date) -> AdoptionDay:
    """As the coalition's calendar knows it. One query."""
    known = milestone_of(coalition, ADOPTION)
    if known is None:
        return AdoptionDay()
    is_over = known.window.last < today
    first, last = (date_format(day, "F Y") for day in (known.window.first, known.window.last))
    month = first if first == last else _("%(first)s or %(last)s") % {"first": first, "last": last}
    when = f"{month} ({INVENTED})" if known.is_invented and is_over else month
    status = INVENTED if known.is_invented else STATUS[known.status]
    is_estimate = known.status in (ESTIMATE, PLANNED)
    return AdoptionDay(when, str(status), is_estimate, is_over, known.window.last)


APPLICATION, HAND_IN = "statement-application", "statement-hand-in"
"""The keys of its dates in the coalition's calendar."""
DATE_TITLES = {
    APPLICATION: gettext_noop("Apply for the Geneva pre-session"),
    HAND_IN: gettext_noop("Hand in the statement"),
}
GENEVA = "geneva-pre-session"
BEFORE_PRE_SESSION = timedelta(days=14)
"""UPR Info asks for the statement two weeks before the pre-session."""


@dataclass(frozen=True)
class StatementDate:
    """A date of the statement in the coalition's calendar; `proposed`: what follows from the
    pre-session's date.
    """

    key: str
    title: str
    day: date | None
    proposed: date | None


@dataclass(frozen=True)
class HandIn:
    """The day on which the statement is to be handed in, None where none is known.

    `is_done`: the checklist of a pre-session says so; `is_over`: its time is past.
    """

    day: date | None
    is_done: bool = False
    is_over: bool = False


def hand_in_of(coalition: Coalition, *, today: date) -> HandIn:
    """From the coalition's calendar, else from the checklists of its pre-sessions. Two queries."""
    written = Milestone.objects.filter(calendar=coalition.calendar_id, key=HAND_IN).exclude(calendar=None).first()
    items = ChecklistItem.objects.filter(workshop__coalition=coalition, text=DATE_TITLES[HAND_IN])
    items = items.annotate(last_day=Max("workshop__days__date"))
    to_do = [item for item in items if not item.done_on and item.last_day >= today]
    day = written.day if written else None
    if to_do:
        return HandIn(day or to_do[0].due)
    if items:
        return HandIn(day or items[0].due, is_done=any(item.done_on for item in items), is_over=True)
    return HandIn(day, is_over=bool(day and day < today))


def dates_of(coalition: Coalition) -> list[StatementDate]:
    """When to apply and when to hand the statement in. One query."""
    keys = (*DATE_TITLES, GENEVA)
    known = Milestone.objects.filter(calendar=coalition.calendar_id, key__in=keys).exclude(calendar=None)
    days = {milestone.key: milestone.day for milestone in known}
    geneva = days.get(GENEVA)
    proposed = {HAND_IN: geneva - BEFORE_PRE_SESSION if geneva else None}
    return [StatementDate(key, _(title), days.get(key), proposed.get(key)) for key, title in DATE_TITLES.items()]


_OF_A_PRE_SESSION: Mapping[str, Column] = {
    "calendar": "workshop__coalition__calendar",
    "holder": "workshop__coalition__key",
    "part": "workshop",
    "day": "due",
}


def _items() -> QuerySet[Any]:
    """Items of checklists that are not done."""
    return dated(ChecklistItem.objects.filter(done_on=None), title="text", **_OF_A_PRE_SESSION)


def _answers() -> QuerySet[Any]:
    """Answers that are owed to diplomats."""
    return dated(DiplomatQuestion.objects.filter(done_on=None), **_OF_A_PRE_SESSION)


def _activities() -> QuerySet[Any]:
    """Activities of groups' strategies that are not done."""
    return dated(
        StrategyActivity.objects.filter(done_on=None, group__closed=False),
        calendar=Coalesce("group__calendar", "group__coalition__calendar"),
        holder="group__coalition__key",
        part="group",
        about="group__name",
        day="due",
        person=Coalesce(NullIf("owner__called", Value("")), "owner__username"),
        note="text",
    )


def _pre_session(row: DatedThing) -> str:
    return reverse("advocacy:pre-session", args=[row.holder, row.part])


def _strategy(row: DatedThing) -> str:
    return reverse("advocacy:strategy", args=[row.holder, row.part])


DATED = (
    DatedKind("checklist", gettext_lazy("Pre-session: %(title)s"), _items, _pre_session),
    # A telephone may show them to others: they say nothing of substance, and name no State.
    DatedKind("answer-owed", gettext_lazy("Answer owed after the pre-session"), _answers, _pre_session),
    DatedKind("strategy", gettext_lazy("Activity of the strategy"), _activities, _strategy),
)
