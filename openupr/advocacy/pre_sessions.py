"""A coalition's pre-sessions: what is prepared, who speaks, who came, which answers are owed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Max, Min, QuerySet
from django.template import Context
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Participation
from openupr.upr.states import State
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import workshops_of

from .actions import ARRANGE_PRE_SESSION, TICK_PRE_SESSION
from .carriers import carried_states
from .models import (
    PRE_SESSION_KINDS,
    ChecklistItem,
    Contact,
    DiplomatQuestion,
    InvitedState,
    OfAPreSession,
    OwnedTask,
    Presence,
    Speaker,
)
from .states import presences

_HELD = _("It has a checklist, speakers, invited States or questions. Remove them.")
_USUAL = Path(__file__).parent / "data" / "pre_session_checklist.csv"


class UsualItem(NamedTuple):
    """An item of the usual checklist, so many days before the first day."""

    text: str
    days_before: int


@cache
def usual_items(kind: str) -> tuple[UsualItem, ...]:
    """What is prepared for a workshop of this kind, the first to do first."""
    with _USUAL.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, strict=True) if kind in row["kinds"].split()]
    return tuple(sorted((UsualItem(row["text"], int(row["days_before"])) for row in rows), key=lambda item: -item[1]))


@dataclass(frozen=True)
class TaskLine:
    """A task as a page shows it."""

    task: Any
    overdue: bool


@dataclass(frozen=True)
class PreSessionLine:
    """A pre-session in the list: how much is prepared, how many answers are owed."""

    workshop: Workshop
    items: int
    done: int
    owed: int


@dataclass(frozen=True)
class StateInvited:
    """A State on the list of those invited, with what the coalition knows of it.

    `has_contact`, `last_met`: of its contacts no more, as their words are on their own page alone.
    """

    invited: InvitedState
    presence: Presence | None
    asks: int
    has_contact: bool = False
    last_met: date | None = None


@dataclass(frozen=True)
class PreSession:
    """All of one pre-session.

    `not_invited`: States that are to carry a recommendation and are not on the list. For those who
    may not see contacts it has no State: neither who is invited nor who asked.
    """

    workshop: Workshop
    checklist: list[TaskLine]
    speakers: list[Speaker]
    invited: list[StateInvited]
    questions: list[TaskLine]
    not_invited: list[State]

    @property
    def came(self) -> int:
        return sum(line.invited.answer == InvitedState.Answer.CAME for line in self.invited)

    @property
    def done(self) -> int:
        return sum(line.task.done_on is not None for line in self.checklist)

    @property
    def owed(self) -> int:
        return sum(question.task.done_on is None for question in self.questions)


def pre_sessions_of(coalition: Coalition) -> list[PreSessionLine]:
    """The coalition's pre-sessions in the order of their days."""
    items, owed = _tasks(ChecklistItem, coalition), _tasks(DiplomatQuestion, coalition)
    return [
        PreSessionLine(
            workshop,
            sum(task.workshop_id == workshop.pk for task in items),
            sum(task.workshop_id == workshop.pk and task.done_on is not None for task in items),
            sum(task.workshop_id == workshop.pk and task.done_on is None for task in owed),
        )
        for workshop in workshops_of(coalition).filter(kind__in=PRE_SESSION_KINDS)
    ]


def _tasks(model: Any, coalition: Coalition) -> list[Any]:
    return list(model.objects.filter(workshop__coalition=coalition))


def pre_session_of(coalition: Coalition, number: int) -> Workshop | None:
    """The pre-session of this number, with `first` and `last`, its days."""
    return workshops_of(coalition).filter(kind__in=PRE_SESSION_KINDS, pk=number).first()


def pre_session_at(workshop: Workshop, *, today: date, with_states: bool) -> PreSession:
    """All of it, in a few queries.

    `with_states`: also which States came and asked, for those who may see contacts.
    """
    known = presences(workshop.coalition) if with_states else {}
    carrying = {state.state.iso3: state for state in carried_states(workshop.coalition)} if with_states else {}
    contacts = Contact.objects.filter(book__coalition=workshop.coalition).order_by("iso3")
    met = dict(contacts.values_list("iso3").annotate(last=Max("meetings__day"))) if with_states else {}
    invited = [
        StateInvited(
            invited=state,
            presence=known.get(state.iso3),
            asks=carrying[state.iso3].asks if state.iso3 in carrying else 0,
            has_contact=state.iso3 in met,
            last_met=met.get(state.iso3),
        )
        for state in (InvitedState.objects.filter(workshop=workshop) if with_states else ())
    ]
    there = {line.invited.iso3 for line in invited}
    questions = task_lines(DiplomatQuestion.objects.filter(workshop=workshop), today)
    if not with_states:
        for line in questions:
            line.task.iso3 = ""
    return PreSession(
        workshop=workshop,
        checklist=task_lines(ChecklistItem.objects.filter(workshop=workshop), today),
        speakers=list(Speaker.objects.filter(workshop=workshop).select_related("organisation")),
        invited=sorted(invited, key=lambda line: line.invited.state.name),
        questions=questions,
        not_invited=[state_carrying.state for iso3, state_carrying in carrying.items() if iso3 not in there],
    )


def task_lines(tasks: QuerySet[Any], today: date) -> list[TaskLine]:
    """Tasks with their owners, those that are overdue marked."""
    return [TaskLine(task, task.is_overdue(today)) for task in tasks.select_related("owner")]


def owners_in(coalition: Coalition) -> QuerySet[Person]:
    """Who can own a task: everybody of the coalition but those who only look on."""
    theirs = coalition.participations.exclude(role=Participation.Role.OBSERVER)
    return Person.objects.filter(participations__in=theirs).distinct()


# What the lists of a pre-session are called in addresses and files, with their columns.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "checklist": ("what", "owner", "due", "done"),
    "speakers": ("organisation", "speaks_on", "minutes"),
    "invited": ("state", "iso3", "answer", "function"),
    "questions": ("question", "asked_by", "owner", "due", "answer", "done"),
}


def rows_of(prepared: PreSession, name: str) -> Iterator[Mapping[str, Any]]:
    """One of the lists as rows of a file."""
    return iter(_ROWS[name](prepared))


def _task_row(task: OwnedTask) -> dict[str, Any]:
    return {
        "owner": str(task.owner or ""),
        "due": task.due.isoformat(),
        "done": task.done_on.isoformat() if task.done_on else "",
    }


_ROWS: Mapping[str, Any] = {
    "checklist": lambda prepared: [{"what": line.task.text, **_task_row(line.task)} for line in prepared.checklist],
    "speakers": lambda prepared: [
        {"organisation": speaker.organisation.name, "speaks_on": speaker.theme, "minutes": speaker.minutes or ""}
        for speaker in prepared.speakers
    ],
    "invited": lambda prepared: [
        {
            "state": line.invited.state.name,
            "iso3": line.invited.iso3,
            "answer": line.invited.answer,
            "function": line.invited.function,
        }
        for line in prepared.invited
    ],
    "questions": lambda prepared: [
        {
            "question": line.task.text,
            "asked_by": line.task.state.name if line.task.state else "",
            "answer": line.task.answer,
            **_task_row(line.task),
        }
        for line in prepared.questions
    ],
}


def beside_workshop(context: Context) -> Mapping[str, Any] | None:
    """On the page of a pre-session's agenda: the way to what is kept beside it."""
    workshop = context.get("workshop")
    is_one = isinstance(workshop, Workshop) and workshop.kind in PRE_SESSION_KINDS
    return {"pre_session": workshop} if is_one and "advocacy.see-pre-sessions" in context["may"] else None


def holds_pre_session(workshop: Workshop) -> list[str]:
    """Why a workshop is not deleted: what would go with it."""
    kept = (ChecklistItem, Speaker, InvitedState, DiplomatQuestion)
    prepared = any(model.objects.filter(workshop=workshop).exists() for model in kept)
    return [str(_HELD)] if prepared else []


@act(ARRANGE_PRE_SESSION, _("Start a pre-session's checklist"), about="workshop")
def start_checklist(*, by: Person, workshop: Workshop) -> list[ChecklistItem]:
    """Add the usual items for its kind that are not there yet, each counted back from the first
    day.
    """
    there = set(ChecklistItem.objects.filter(workshop=workshop).values_list("text", flat=True))
    new = [
        ChecklistItem(workshop=workshop, text=usual.text, days_before=usual.days_before)
        for usual in usual_items(workshop.kind)
        if usual.text not in there
    ]
    for item in new:
        _save(item)
    return new


@act(ARRANGE_PRE_SESSION, _("Invite the States that carry recommendations to a pre-session"), about="workshop")
def invite_carriers(*, by: Person, workshop: Workshop) -> list[InvitedState]:
    """Invite the States that are to carry a recommendation and are not on the list yet."""
    there = set(InvitedState.objects.filter(workshop=workshop).values_list("iso3", flat=True))
    carrying = [state.state.iso3 for state in carried_states(workshop.coalition)]
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
