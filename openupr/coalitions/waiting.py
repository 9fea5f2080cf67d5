"""What coalitions ask of people: to keep the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Lower
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.timeline.models import Milestone
from openupr.upr.phases import SUBMISSION_DEADLINE

from .dates import COORDINATORS, DATES_WRITTEN_ELSEWHERE, RAPPORTEURS, REPRESENTATIVES, WHOLE_GROUP
from .for_me import WaitingItem, WaitingKind, waiting_rows
from .models import Coalition, Group, Organisation, Participation

_COLUMNS = {
    "person": "w_person_named",
    "number": "w_date",
    "title": "w_called",
    "due": "w_day",
    "hour": "w_clock",
    "zone": "w_clock_zone",
}
# The step of the plan that is a meeting.
_MEETING = "validation"
# Steps of the plan that an app asks of each group by itself, until their day.
_ASKED_OF_GROUPS = ("outline",)
_STEP, _TASK = Milestone.Kind.STEP, Milestone.Kind.TASK


def _steps(today: date) -> QuerySet[Any]:
    """Steps of the plan back from the deadline, which have an owner."""
    return _of_coalitions(_STEP, today).exclude(w_step__in=_ASKED_OF_GROUPS, w_day__gte=today)


def _planned(today: date) -> QuerySet[Any]:
    """Other tasks in a coalition's own calendar with an owner."""
    return _of_coalitions(_TASK, today)


def _of_coalitions(kind: str, today: date) -> QuerySet[Any]:
    """Dates of coalitions: for the person, for people with the role, or for the organisation's
    people. Other words are for the coordinators, in their own name.

    Overdue dates wait for the coordinators too, who mark them as done. All organisations are asked
    until the day.
    """
    rows = _dates(kind, Coalition.objects.all(), coalition="pk")
    asked_all = Q(w_role__in=REPRESENTATIVES)
    is_over = Q(w_day__lt=today)
    roles = (*RAPPORTEURS, *REPRESENTATIVES)
    others = ~Q(w_role__in=roles) & Q(w_organised=None) & Q(w_person_named=None)
    return waiting_rows(
        rows,
        coalition="pk",
        whose=_where_named(Q(w_role__in=(*roles, *COORDINATORS)) | ~Q(w_organised=None)),
        organisation="w_organised",
        coordinators=_true_where(is_over | others),
        rapporteurs=_true_where(Q(w_role__in=RAPPORTEURS)),
        representatives=_true_where(asked_all & ~is_over),
        part=Case(When(w_step=_MEETING, then=1), default=0, output_field=BigIntegerField()),
        **_COLUMNS,
    )


def _planned_by_groups(today: date) -> QuerySet[Any]:
    """Tasks in a group's calendar: for the person; for all its members until the day where the
    owner is the group; else for its rapporteur. The rapporteur is asked too, once a person is
    overdue.
    """
    rows = _dates(_TASK, Group.objects.filter(closed=False), coalition="coalition")
    is_over = Q(w_day__lt=today)
    is_group = Q(w_role=Lower("name")) | Q(w_role__in=WHOLE_GROUP)
    whole = is_group & ~is_over
    in_time = Q(w_person_named__isnull=False) & ~is_over
    is_named = Q(w_role__in=COORDINATORS) | ~Q(w_organised=None)
    return waiting_rows(
        rows,
        coalition="coalition",
        whose=_where_named(is_group | is_named),
        organisation="w_organised",
        coordinators=_true_where(Q(w_role__in=COORDINATORS)),
        rapporteur_of=Case(When(whole | in_time | is_named, then=None), default="pk"),
        members_of=Case(When(whole, then="pk")),
        group="pk",
        about="name",
        **_COLUMNS,
    )


def _dates(kind: str, holders: QuerySet[Any], *, coalition: str) -> QuerySet[Any]:
    """Open tasks in calendars of these holders that have an owner: a person, or in words
    (`w_owner`).

    `w_organised` is the organisation of that name. Where another app writes the date, that app asks
    the person.
    """
    rows = holders.annotate(
        w_date=F("calendar__milestones"),
        w_step=F("calendar__milestones__key"),
        w_kept=F("calendar__milestones__kind"),
        w_status=F("calendar__milestones__status"),
        w_owner=F("calendar__milestones__whose"),
        w_role=Lower("calendar__milestones__whose"),
        w_called=F("calendar__milestones__title"),
        w_person_named=F("calendar__milestones__person"),
        w_day=F("calendar__milestones__day"),
        w_clock=Coalesce(Cast("calendar__milestones__hour", TextField()), Value(""), output_field=TextField()),
        w_clock_zone=F("calendar__milestones__zone"),
    )
    rows = rows.filter(w_kept=kind).exclude(w_status=Milestone.Status.DONE).exclude(w_owner="", w_person_named=None)
    for elsewhere in DATES_WRITTEN_ELSEWHERE:
        rows = rows.exclude(w_person_named__isnull=False, w_step__startswith=f"{elsewhere.kind}-")
    named = Organisation.objects.filter(coalition=OuterRef(coalition))
    named = named.filter(Q(name__iexact=OuterRef("w_owner")) | Q(short_name__iexact=OuterRef("w_owner")))
    owned: QuerySet[Any] = rows.annotate(w_organised=Subquery(named.values("pk")[:1]))
    return owned


def _submissions_due(today: date) -> QuerySet[Any]:
    """The deadline for submissions, where its day is written down, for all who take part."""
    days = Milestone.objects.filter(calendar=OuterRef("coalition__calendar"), key=SUBMISSION_DEADLINE)
    days = days.exclude(status__in=(Milestone.Status.DONE, Milestone.Status.ESTIMATE))
    last = Subquery(days.values(last=Coalesce("until", "day"))[:1])
    rows = Participation.objects.annotate(w_last=last).filter(w_last__gte=today)
    return waiting_rows(rows, coalition="coalition", person="person", due="w_last")


def _where_named(condition: Q) -> Case:
    """The owner as the date has it, where it names a role or an organisation."""
    return Case(When(condition, then="w_owner"), default=Value(""))


def _true_where(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _work(item: WaitingItem) -> str:
    return reverse("coalitions:date-work", args=[item.coalition.key, item.number])


def _finish(item: WaitingItem) -> str:
    return reverse("coalitions:own-date-done", args=[item.coalition.key, item.number])


def _says_date(item: WaitingItem) -> str | Promise:
    """What is given to one person is a task, and no date of the whole group or coalition."""
    if item.row.person is None:
        return item.kind.label
    return _("A task for you") if item.row.person == item.reader else _("A task")


_DATED: Mapping[str, Any] = {"says": _says_date, "is_date": True, "on_the_day": lambda _item: True, "finish": _finish}
KINDS = (
    WaitingKind(
        "step",
        _("A step of the plan"),
        _("Open it"),
        _steps,
        _work,
        until_lodged=True,
        is_date=True,
        on_the_day=lambda item: item.part == 1,
        finish=_finish,
    ),
    WaitingKind("date", _("A date of the coalition"), _("Open it"), _planned, _work, **_DATED),
    WaitingKind("group-date", _("A date of the group"), _("Open it"), _planned_by_groups, _work, **_DATED),
    WaitingKind(
        "submissions-due",
        _("Submissions due"),
        _("Open the timeline"),
        _submissions_due,
        lambda item: reverse("coalitions:timeline", args=[item.coalition.key]),
        private=True,
        until_lodged=True,
        is_date=True,
    ),
)
