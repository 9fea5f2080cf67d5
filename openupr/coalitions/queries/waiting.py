"""What coalitions themselves ask of people: to speak in decisions, to close them, and to keep the plan."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.timeline.models import Milestone

from ..models import Coalition, Decision, Group, Voice
from .for_me import WaitingItem, WaitingKind, waiting_rows

# As timeline/data/plan_steps.csv names the owner of a step.
_COORDINATOR = "the coordinator"
_STEP, _TASK = Milestone.Kind.STEP, Milestone.Kind.TASK


def _to_speak(today: date) -> QuerySet[Any]:
    """Open decisions in which an organisation has not spoken, for who speaks for it."""
    members = "coalition__member_organisations__"
    rows = Decision.objects.filter(closed_at=None).annotate(
        w_member=F(f"{members}organisation"),
        w_speaks=F(f"{members}representative"),
        w_name=F(f"{members}organisation__name"),
    )
    spoken = Voice.objects.filter(decision=OuterRef("pk"), organisation=OuterRef("w_member"))
    asked = Group.organisations.through.objects.filter(group=OuterRef("group"), organisation=OuterRef("w_member"))
    rows = rows.exclude(w_member=None).filter(~Exists(spoken)).filter(Q(group=None) | Exists(asked))
    return waiting_rows(
        rows,
        coalition="coalition",
        person="w_speaks",
        whose="w_name",
        group="group",
        about="w_name",
        title="question",
        due="closes_on",
    )


def _to_close(today: date) -> QuerySet[Any]:
    """Decisions that are still open after their last day, for the coordinators; a group's for its rapporteur."""
    rows = Decision.objects.filter(closed_at=None, closes_on__lt=today)
    return waiting_rows(
        rows,
        coalition="coalition",
        coordinators=Case(When(group=None, then=Value(True)), default=Value(False)),
        rapporteur_of="group",
        group="group",
        about=Coalesce("group__name", Value("")),
        title="question",
        due="closes_on",
    )


def _steps(today: date) -> QuerySet[Any]:
    """Steps of the plan back from the deadline, which have an owner in words: a role or an organisation."""
    return _dates(_STEP, Coalition.objects.all(), today, coalition="pk")


def _planned(today: date) -> QuerySet[Any]:
    """Other tasks in a coalition's own calendar with such an owner."""
    return _dates(_TASK, Coalition.objects.all(), today, coalition="pk")


def _planned_by_groups(today: date) -> QuerySet[Any]:
    """The same of the groups."""
    return _dates(_TASK, Group.objects.all(), today, coalition="coalition", group="pk", about="name")


def _dates(kind: str, holders: QuerySet[Any], today: date, **columns: str) -> QuerySet[Any]:
    """Those of the coordinator wait for the coordinators from their day on."""
    rows = holders.annotate(
        w_date=F("calendar__milestones"),
        w_kept=F("calendar__milestones__kind"),
        w_status=F("calendar__milestones__status"),
        w_owner=F("calendar__milestones__whose"),
        w_called=F("calendar__milestones__title"),
        w_person_named=F("calendar__milestones__person"),
        w_day=F("calendar__milestones__day"),
    )
    rows = rows.filter(w_kept=kind, w_person_named=None).exclude(w_status=Milestone.Status.DONE).exclude(w_owner="")
    theirs = Case(When(w_owner=_COORDINATOR, w_day__lte=today, then=Value(True)), default=Value(False))
    return waiting_rows(
        rows, coordinators=theirs, whose="w_owner", number="w_date", title="w_called", due="w_day", **columns
    )


def _decision(item: WaitingItem) -> str:
    return reverse("coalitions:decision", args=[item.coalition.key, item.number])


def _timeline(item: WaitingItem) -> str:
    if item.group:
        return reverse("coalitions:group-timeline", args=[item.coalition.key, item.group])
    return reverse("coalitions:timeline", args=[item.coalition.key])


KINDS = (
    WaitingKind("decision", _("Say what your organisation chooses"), _("Answer"), _to_speak, _decision),
    WaitingKind("close-decision", _("Close this decision"), _("Close it"), _to_close, _decision),
    WaitingKind("step", _("A step of the plan"), _("Open the timeline"), _steps, _timeline, until_lodged=True),
    WaitingKind("date", _("A date of the coalition"), _("Open the timeline"), _planned, _timeline),
    WaitingKind("group-date", _("A date of the group"), _("Open its dates"), _planned_by_groups, _timeline),
)
