"""The dates of advocacy in the timeline: what to prepare, answers owed, activities of
strategies.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.web.unions import Column

from ..models import ChecklistItem, DiplomatQuestion, StrategyActivity

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
    DatedKind("checklist", _("Pre-session: %(title)s"), _items, _pre_session),
    # A telephone may show them to others: they say nothing of substance, and name no State.
    DatedKind("answer-owed", _("Answer owed after the pre-session"), _answers, _pre_session),
    DatedKind("strategy", _("Activity of the strategy"), _activities, _strategy),
)
