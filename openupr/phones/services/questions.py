"""Questions to the speakers: asked and voted for by phones, released by a moderator."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person
from openupr.workshops.models import Session, Workshop

from ..actions import ASK, MODERATE_QUESTIONS
from ..models import Floor, SpeakerQuestion, Vote
from ..rules.questions import (
    MOST_OF_ONE,
    MOST_WAITING,
    MOST_WAITING_OF_ONE,
    NotAskable,
    OfOneTooMany,
    QuestionsClosed,
    TooManyWait,
    cleaned_question,
)
from .floor import changed, floor_of, phone

_EDITION = "questions_edition"
_State = SpeakerQuestion.State


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

    Raises OnlyFromTheRoom, TooFast, QuestionsClosed, NothingAsked, OfOneTooMany, TooManyWait.
    """
    guest, text = phone(by), cleaned_question(text)
    if not floor_of(workshop).questions_open:
        raise QuestionsClosed
    own = list(SpeakerQuestion.objects.filter(workshop=workshop, guest=guest))
    waiting = [each for each in own if each.state == _State.WAITING]
    if same := next((each for each in waiting if each.text == text), None):
        return same
    if len(waiting) >= MOST_WAITING_OF_ONE or len(own) >= MOST_OF_ONE:
        raise OfOneTooMany
    if SpeakerQuestion.objects.filter(workshop=workshop, state=_State.WAITING).count() >= MOST_WAITING:
        raise TooManyWait
    asked = SpeakerQuestion.objects.create(workshop=workshop, session=session, guest=guest, to=to[:120], text=text)
    changed(workshop, _EDITION)
    return asked


@act(ASK, about="question")
def vote_for(*, by: Actor, question: SpeakerQuestion) -> None:
    """One vote a phone; a second one changes nothing. Raises OnlyFromTheRoom, TooFast, NotAskable."""
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
    """The phone's own question is deleted, wherever it stands; another's stays. Raises OnlyFromTheRoom, TooFast."""
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
    """A speaker has answered it: it stands below those that are open."""
    return _become(question, _State.ANSWERED)


def _become(question: SpeakerQuestion, state: SpeakerQuestion.State) -> SpeakerQuestion:
    question.state = state
    question.save(update_fields=["state"])
    changed(question.workshop, _EDITION)
    return question
