"""A pre-session beside its agenda: what to prepare, who speaks, which States are invited, which
answers are owed.
"""

from datetime import date, timedelta

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Workshop

from ..actions import ARRANGE_PRE_SESSION, TICK_PRE_SESSION
from ..models import ChecklistItem, DiplomatQuestion, InvitedState, OfAPreSession, OwnedTask
from ..queries.pre_session import usual_items
from ..queries.states import carried_states


@act(ARRANGE_PRE_SESSION, _("Start a pre-session's checklist"), about="workshop")
def start_checklist(*, by: Person, workshop: Workshop) -> list[ChecklistItem]:
    """Add the usual items for its kind that are not there yet, each counted back from the first
    day.
    """
    there = set(ChecklistItem.objects.filter(workshop=workshop).values_list("text", flat=True))
    new = [
        ChecklistItem(workshop=workshop, text=each.text, days_before=each.days_before)
        for each in usual_items(workshop.kind)
        if each.text not in there
    ]
    for item in new:
        _save(item)
    return new


@act(ARRANGE_PRE_SESSION, _("Invite the States that carry recommendations to a pre-session"), about="workshop")
def invite_carriers(*, by: Person, workshop: Workshop) -> list[InvitedState]:
    """Invite the States that are to carry a recommendation and are not on the list yet."""
    there = set(InvitedState.objects.filter(workshop=workshop).values_list("iso3", flat=True))
    carrying = [each.state.iso3 for each in carried_states(workshop.coalition)]
    new = [InvitedState(workshop=workshop, iso3=iso3) for iso3 in carrying if iso3 not in there]
    return InvitedState.objects.bulk_create(new, ignore_conflicts=True)


@act(ARRANGE_PRE_SESSION, _("Change what is arranged for a pre-session"), about="workshop")
def save_entry(*, by: Person, workshop: Workshop, entry: OfAPreSession) -> OfAPreSession:
    """Save something of the pre-session, new or changed."""
    entry.workshop = workshop
    _save(entry)
    return entry


@act(ARRANGE_PRE_SESSION, _("Remove something arranged for a pre-session"), about="workshop")
def drop_entry(*, by: Person, workshop: Workshop, entry: OfAPreSession) -> None:
    """Take something of the pre-session out."""
    entry.delete()


@act(
    TICK_PRE_SESSION,
    {True: _("Say that something for a pre-session is done"), False: _("Say that it is not done after all")},
    about="workshop",
    varies_by="done",
)
def finish_entry(*, by: Person, workshop: Workshop, entry: OwnedTask, done: bool, today: date) -> None:
    """Say that an item is done or an answer is given, or take it back."""
    entry.done_on = (entry.done_on or today) if done else None
    entry.save(update_fields=["done_on"])


@act(TICK_PRE_SESSION, _("Write down an answer owed after a pre-session"), about="workshop")
def answer_question(
    *, by: Person, workshop: Workshop, question: DiplomatQuestion, answer: str, done: bool, today: date
) -> DiplomatQuestion:
    """Write down the answer, and whether the diplomat has it."""
    question.answer = answer
    question.done_on = (question.done_on or today) if done else None
    question.save(update_fields=["answer", "done_on"])
    return question


def follow_first_day(workshop: Workshop) -> None:
    """What workshops call when their days have changed: what is not done counts back from the first
    day anew.
    """
    for item in ChecklistItem.objects.filter(workshop=workshop, done_on=None):
        _save(item)


def _save(entry: OfAPreSession) -> None:
    if isinstance(entry, ChecklistItem):
        first = entry.workshop.days.aggregate(first=Min("date"))["first"]
        entry.due = first - timedelta(days=entry.days_before)
    entry.save()
