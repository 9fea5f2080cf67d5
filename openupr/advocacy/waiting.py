"""What advocacy asks of people: promised next steps, pre-sessions, answers to diplomats,
strategies.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.timeline.models import Milestone
from openupr.upr.phases import ADOPTION

from .contact_book import SOON
from .models import ChecklistItem, ContactBook, DiplomatQuestion, Meeting, StrategyActivity
from .rules import KEPT_AFTER_ADOPTION, KEPT_WITHOUT_ADOPTION

_NOBODYS = Case(When(owner=None, then=Value(True)), default=Value(False))


def _items(today: date) -> QuerySet[Any]:
    """Items of checklists that are not done, for their owners; without one for the coordinators."""
    return _of_pre_sessions(ChecklistItem.objects.filter(done_on=None), title="text")


def _answers(today: date) -> QuerySet[Any]:
    """Answers owed to diplomats, for their owners; without an owner for the coordinators.

    The question is not shown.
    """
    return _of_pre_sessions(DiplomatQuestion.objects.filter(done_on=None))


def _of_pre_sessions(rows: QuerySet[Any], **columns: str) -> QuerySet[Any]:
    return waiting_rows(
        rows,
        coalition="workshop__coalition",
        person="owner",
        coordinators=_NOBODYS,
        about="workshop__title",
        part="workshop",
        due="due",
        **columns,
    )


def _activities(today: date) -> QuerySet[Any]:
    """Activities that are not done, for their owners; without one for the group's rapporteur."""
    rows = StrategyActivity.objects.filter(done_on=None, group__closed=False)
    return waiting_rows(
        rows,
        coalition="group__coalition",
        person="owner",
        rapporteur_of=Case(When(owner=None, then=F("group"))),
        group="group",
        about="group__name",
        title="text",
        due="due",
    )


def _next_steps(today: date) -> QuerySet[Meeting]:
    """Next steps after meetings that one of us promised; not with whom, nor what."""
    open_ones = Meeting.objects.filter(is_done=False, owner__isnull=False).exclude(next_step="")
    return waiting_rows(open_ones, coalition="contact__book__coalition", person="owner", due="next_due")


def _deletions(today: date) -> QuerySet[Any]:
    """Contacts that are deleted within 30 days, for the coordinators: the same day as
    `rules.deletion_day`.
    """
    milestones = Milestone.objects.filter(calendar=OuterRef("coalition__calendar"), key=ADOPTION)
    adoption = Subquery(milestones.values_list(Coalesce("until", "day"))[:1], output_field=DateField())
    after = Coalesce(_days_on(adoption, KEPT_AFTER_ADOPTION), _days_on(F("opened_on"), KEPT_WITHOUT_ADOPTION))
    at_least = _days_on(F("opened_on"), KEPT_AFTER_ADOPTION)
    rows = ContactBook.objects.annotate(w_day=Greatest(after, at_least, Coalesce("keep_until", "opened_on")))
    rows = rows.annotate(w_told_from=_days_on(F("w_day"), -SOON)).filter(w_told_from__lte=today)
    return waiting_rows(rows, coalition="coalition", coordinators=Value(True), due="w_day")


def _days_on(day: Combinable, days: timedelta) -> Cast:
    return Cast(ExpressionWrapper(day + Value(days), output_field=DateField()), DateField())


def _deletion_name(item: WaitingItem) -> str:
    return _("Save what you need, or keep it longer.")


def _contacts(item: WaitingItem) -> str:
    return reverse("advocacy:contacts", args=[item.coalition.key])


def _meeting(item: WaitingItem) -> str:
    return reverse("advocacy:meeting", args=[item.coalition.key, item.number])


def _item(item: WaitingItem) -> str:
    return reverse("advocacy:pre-session", args=[item.coalition.key, item.part]) + f"#item-{item.number}"


def _answer(item: WaitingItem) -> str:
    return reverse("advocacy:pre-session-answer", args=[item.coalition.key, item.part, item.number])


def _activity(item: WaitingItem) -> str:
    return reverse("advocacy:strategy", args=[item.coalition.key, item.group]) + f"#activity-{item.number}"


KINDS = (
    WaitingKind(
        "next-step",
        gettext_lazy("Do a promised next step"),
        gettext_lazy("Open it"),
        _next_steps,
        _meeting,
        private=True,
    ),
    WaitingKind(
        "contacts",
        gettext_lazy("Contacts and meetings are deleted"),
        gettext_lazy("Open them"),
        _deletions,
        _contacts,
        private=True,
        name=_deletion_name,
    ),
    WaitingKind("pre-session", gettext_lazy("Prepare the pre-session"), gettext_lazy("Open it"), _items, _item),
    WaitingKind("diplomat", gettext_lazy("Answer a diplomat"), gettext_lazy("Answer"), _answers, _answer),
    WaitingKind("strategy", gettext_lazy("Carry out the strategy"), gettext_lazy("Open it"), _activities, _activity),
)
