"""What the table of phones in the room is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import cast, players
from openupr.phones.models import SpeakerQuestion
from openupr.phones.services import questions
from openupr.workshops.models import Workshop
from openupr.workshops.services.planning import plan_workshop

INTERNAL: Mapping[str, str] = {
    "openupr.phones.services.acting": "the frame of the services that carry an action",
    "openupr.phones.services.floor": "part of the services that phones and moderators call",
}


def example() -> Example:
    """A coalition with everybody who may be in it, and a workshop today with a released question."""
    cache.clear()
    known = cast()
    workshop = plan_workshop(
        by=known.sophea,
        coalition=known.coalition,
        kind="submission",
        title="Workshop",
        first_day=timezone.localdate(),
        days=1,
    )
    questions.take_questions(by=known.bopha, workshop=workshop, taken=True)
    one = {**known.at_coalition, "workshop": workshop.pk}
    question = SpeakerQuestion.objects.create(workshop=workshop, text="Who decides?", state="released")
    numbered = {**one, "number": question.pk}
    return Example(
        players=tuple(_in_the_whole(each) for each in players(known)),
        addresses=_addresses(one, numbered),
        calls=_calls(workshop, question),
    )


def _addresses(one: Mapping[str, Any], question: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    pages = ("questions", "questions-list", "question-ask", "questions-moderate", "questions-open")
    pages += ("questions-projector", "questions-stage")
    of_question = ("question-vote", "question-withdraw", "question-moderate")
    parts = dict.fromkeys(pages, one) | dict.fromkeys(of_question, question)
    return {f"phones:{name}": given for name, given in parts.items()} | {
        "phones:questions-file": {**one, "kind": "csv"}
    }


def _calls(workshop: Workshop, question: SpeakerQuestion) -> dict[Callable[..., Any], Mapping[str, Any]]:
    on, to = {"workshop": workshop}, {"question": question}
    return {
        questions.take_questions: on,
        questions.ask_speakers: on,
        questions.vote_for: to,
        questions.take_vote_back: to,
        questions.withdraw_question: to,
        questions.release_question: to,
        questions.set_question_aside: to,
        questions.mark_answered: to,
    }


def _in_the_whole(player: Player) -> Player:
    """With regard to a workshop everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    return replace(player, elsewhere={**player.elsewhere, **dict.fromkeys((Workshop, SpeakerQuestion), whole)})
