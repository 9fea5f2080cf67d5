"""Questions to the speakers: asked and voted for by phones, released by a moderator."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest, Person
from openupr.workshops.models import Session, Workshop

from .actions import ASK, MODERATE_QUESTIONS
from .floor import changed, floor_of, phone
from .models import Floor, SpeakerQuestion, Vote
from .rules.questions import (
    MOST_OF_ONE,
    MOST_WAITING,
    MOST_WAITING_OF_ONE,
    NotAskable,
    OfOneTooMany,
    QuestionsClosed,
    TooManyWait,
    cleaned_question,
)

HEADER = ("question", "to", "session", "votes", "answered")
_State = SpeakerQuestion.State


@dataclass(frozen=True)
class RoomQuestions:
    """The questions of a room; `own` and `voted` of one phone."""

    is_open: bool
    edition: int
    released: list[SpeakerQuestion]
    answered: list[SpeakerQuestion]
    own: list[SpeakerQuestion] = field(default_factory=list)
    voted: frozenset[int] = frozenset()


def edition_of(workshop: Workshop) -> int:
    """The edition of a workshop's questions, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return floor.questions_edition if floor else 0


def are_taken(workshop: Workshop) -> bool:
    """Whether questions are taken now, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return bool(floor and floor.questions_open)


def room_questions(workshop: Workshop, guest: Guest | None = None) -> RoomQuestions:
    """Released questions, the most wanted first; what this phone asked and wants. Two queries at
    the most.
    """
    wanted = Q(state__in=(_State.RELEASED, _State.ANSWERED))
    if guest:
        wanted |= Q(guest=guest)
    questions = list(SpeakerQuestion.objects.filter(wanted, workshop=workshop))
    own = [question for question in questions if guest and question.guest_id == guest.pk]
    voted = Vote.objects.filter(guest=guest).values_list("question", flat=True) if guest else ()
    return RoomQuestions(
        is_open=are_taken(workshop),
        edition=edition_of(workshop),
        released=[question for question in questions if question.state == _State.RELEASED],
        answered=[question for question in questions if question.state == _State.ANSWERED],
        own=sorted(own, key=attrgetter("pk")),
        voted=frozenset(voted),
    )


def question_in(workshop: Workshop, number: int) -> SpeakerQuestion | None:
    """A question of the workshop, with the workshop itself at hand."""
    if number >= 2**63:
        return None
    speaker_question = SpeakerQuestion.objects.filter(workshop=workshop, pk=number).first()
    if speaker_question:
        speaker_question.workshop = workshop
    return speaker_question


def waiting_in(workshop: Workshop) -> list[SpeakerQuestion]:
    """What waits for the moderator, the oldest first."""
    speaker_questions = SpeakerQuestion.objects.filter(workshop=workshop, state=_State.WAITING)
    return list(speaker_questions.select_related("session").order_by("pk"))


def set_aside_in(workshop: Workshop) -> list[SpeakerQuestion]:
    """What the moderator set aside, the latest first."""
    return list(SpeakerQuestion.objects.filter(workshop=workshop, state=_State.SET_ASIDE).order_by("-pk"))


def rows_of(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """Released and answered questions as rows of a file, by the names of HEADER."""
    speaker_questions = SpeakerQuestion.objects.filter(workshop=workshop, state__in=(_State.RELEASED, _State.ANSWERED))
    for question in speaker_questions.select_related("session"):
        yield {
            "question": question.text,
            "to": question.to,
            "session": question.session.title if question.session else "",
            "votes": question.votes,
            "answered": "yes" if question.state == _State.ANSWERED else "",
        }


_EDITION = "questions_edition"


@act(
    MODERATE_QUESTIONS,
    {True: _("Let phones ask the speakers"), False: _("Let phones ask the speakers no longer")},
    about="workshop",
    varies_by="taken",
)
def take_questions(*, by: Person, workshop: Workshop, taken: bool) -> Floor:
    """Phones may ask from now on, or not any more; what was asked stays."""
    floor = floor_of(workshop)
    floor.questions_open, floor.questions_edition = taken, floor.questions_edition + 1
    floor.save(update_fields=["questions_open", _EDITION])
    return floor


@act(ASK, about="workshop")
def ask_speakers(
    *, by: Actor, workshop: Workshop, text: str, to: str = "", session: Session | None = None
) -> SpeakerQuestion:
    """Ask, from a phone; it waits for the moderator. The same once more is the same question.

    Raises OnlyFromTheRoom, TooFast, QuestionsClosed, EmptyQuestion, OfOneTooMany, TooManyWait.
    """
    guest, text = phone(by), cleaned_question(text)
    if not floor_of(workshop).questions_open:
        raise QuestionsClosed
    own = list(SpeakerQuestion.objects.filter(workshop=workshop, guest=guest))
    waiting = [question for question in own if question.state == _State.WAITING]
    if same := next((question for question in waiting if question.text == text), None):
        return same
    if len(waiting) >= MOST_WAITING_OF_ONE or len(own) >= MOST_OF_ONE:
        raise OfOneTooMany
    if SpeakerQuestion.objects.filter(workshop=workshop, state=_State.WAITING).count() >= MOST_WAITING:
        raise TooManyWait
    speaker_question = SpeakerQuestion.objects.create(
        workshop=workshop, session=session, guest=guest, to=to[:120], text=text
    )
    changed(workshop, _EDITION)
    return speaker_question


@act(ASK, about="question")
def vote_for(*, by: Actor, question: SpeakerQuestion) -> None:
    """One vote a phone; a second one changes nothing. Raises OnlyFromTheRoom, TooFast,
    NotAskable.
    """
    guest = phone(by)
    if not SpeakerQuestion.objects.select_for_update().filter(pk=question.pk, state=_State.RELEASED).exists():
        raise NotAskable
    _vote, is_new = Vote.objects.get_or_create(question=question, guest=guest)
    if is_new:
        SpeakerQuestion.objects.filter(pk=question.pk).update(votes=F("votes") + 1)
        changed(question.workshop, _EDITION)


@act(ASK, about="question")
def take_vote_back(*, by: Actor, question: SpeakerQuestion) -> None:
    """The phone's vote counts no more. Raises OnlyFromTheRoom, TooFast."""
    gone, _ = Vote.objects.filter(question=question, guest=phone(by)).delete()
    if gone:
        SpeakerQuestion.objects.filter(pk=question.pk, votes__gt=0).update(votes=F("votes") - 1)
        changed(question.workshop, _EDITION)


@act(ASK, about="question")
def withdraw_question(*, by: Actor, question: SpeakerQuestion) -> None:
    """Delete the phone's own question, whatever its state; another phone's stays.

    Raises OnlyFromTheRoom, TooFast.
    """
    if question.guest_id == phone(by).pk:
        question.delete()
        changed(question.workshop, _EDITION)


@act(MODERATE_QUESTIONS, _("Release a question from the room"), about="question")
def release_question(*, by: Person, question: SpeakerQuestion) -> SpeakerQuestion:
    """The room sees it and votes."""
    return _become(question, _State.RELEASED)


@act(MODERATE_QUESTIONS, _("Set a question from the room aside"), about="question")
def set_question_aside(*, by: Person, question: SpeakerQuestion) -> SpeakerQuestion:
    """The room does not see it, or no more."""
    return _become(question, _State.SET_ASIDE)


@act(MODERATE_QUESTIONS, _("Mark a question from the room as answered"), about="question")
def mark_answered(*, by: Person, question: SpeakerQuestion) -> SpeakerQuestion:
    """A speaker has answered it: it moves below those that are open."""
    return _become(question, _State.ANSWERED)


def _become(question: SpeakerQuestion, state: SpeakerQuestion.State) -> SpeakerQuestion:
    question.state = state
    question.save(update_fields=["state"])
    changed(question.workshop, _EDITION)
    return question
