"""The dates of submissions in the coalition's timeline, and the page for each planned step."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.dates import DateWork
from openupr.coalitions.models import Coalition, Group
from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.rules.statuses import EVENT
from openupr.web.unions import Column

from .models import Circulation, SectionTask, Stance, Submission
from .models.submission import title_for_readers

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
    """Objections with a due date."""
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


# By the keys of timeline/data/plan_steps.csv.
_PAGES = {"draft": "rounds", "comments": "rounds", "validation": "validation", "sign-on": "signing", "lodge": "lodge"}
_LODGE = "submissions.lodge"


def _at(page: str) -> Callable[[Coalition | Group, Person, Collection[str]], str]:
    """A page of the one joint submission; with several or none, the list of them."""

    def address(holder: Coalition | Group, reader: Person, may: Collection[str]) -> str:
        coalition = holder.coalition if isinstance(holder, Group) else holder
        joint = list(coalition.submissions.exclude(kind=Submission.Kind.OWN).values_list("pk", flat=True)[:2])
        if len(joint) != 1:
            return reverse("submissions:submissions", args=[coalition.key])
        name = "submission" if page == "lodge" and _LODGE not in may else page
        return reverse(f"submissions:{name}", args=[coalition.key, joint[0]])

    return address


def _is(step: str) -> Callable[[str, str], bool]:
    return lambda key, _title: key == step


DATE_WORKS = tuple(DateWork(step, _is(step), _at(page)) for step, page in _PAGES.items())
