"""The dates of submissions in the coalition's timeline: rounds, tasks in sections, objections to settle."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.rules.statuses import EVENT
from openupr.web.unions import Column

from ..models import Circulation, SectionTask, Stance, Submission
from ..models.submission import title_for_readers

_LODGED = Submission.State.LODGED


def _rounds() -> QuerySet[Any]:
    """The last day for comments of each round, until the submission is lodged."""
    return dated(
        Circulation.objects.exclude(submission__state=_LODGED),
        calendar="submission__coalition__calendar",
        holder="submission__coalition__key",
        part="submission",
        title="submission__title",
        day="comments_until",
    )


_OF_SECTION: Mapping[str, Column] = {
    "calendar": Coalesce("section__group__calendar", "section__submission__coalition__calendar"),
    "holder": "section__submission__coalition__key",
    "part": "section__submission",
    "title": "section__heading",
    "about": "section__group__name",
    "day": "due",
}


def _tasks() -> QuerySet[Any]:
    """Tasks in sections that are not done."""
    rows = SectionTask.objects.filter(done_on=None, section__taken_out_at=None)
    return dated(rows.exclude(section__submission__state=_LODGED), whose="organisation__name", **_OF_SECTION)


def _objections() -> QuerySet[Any]:
    """Objections that are to be settled by a day."""
    rows = Stance.objects.filter(says=Stance.Says.OBJECT, settled=False, section__taken_out_at=None)
    return dated(rows.exclude(section__submission__state=_LODGED), whose="seen_to_by__name", **_OF_SECTION)


def _submission(row: DatedThing) -> str:
    return title_for_readers(row.title)


def _of_rounds(row: DatedThing) -> str:
    return reverse("submissions:rounds", args=[row.holder, row.part])


def _of_tasks(row: DatedThing) -> str:
    return reverse("submissions:tasks", args=[row.holder, row.part])


def _validation(row: DatedThing) -> str:
    return reverse("submissions:validation", args=[row.holder, row.part])


DATED = (
    DatedKind("round", _("Comments close: %(title)s"), _rounds, _of_rounds, EVENT, _submission),
    DatedKind("section-task", _("Section: %(title)s"), _tasks, _of_tasks),
    DatedKind("objection", _("Objection to settle: %(title)s"), _objections, _validation),
)
