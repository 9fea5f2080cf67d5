"""What the table of phones in the room is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache

from openupr.accounts.actions import Role
from openupr.accounts.models import Guest, Room
from openupr.accounts.rules import hashed
from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.coalitions.tests.examples.clock import today_there
from openupr.phones import places, questions, quiz, tables
from openupr.phones.models import QuizQuestion, SpeakerQuestion
from openupr.phones.rules.tables import table_circle
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

_TOKEN = "a table's token"
INTERNAL: Mapping[str, str] = {
    "openupr.phones.floor": "part of the services that phones and moderators call",
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
        first_day=today_there(),
        days=1,
    )
    questions.take_questions(by=known.bopha, workshop=workshop, taken=True)
    one = {**known.at_coalition, "workshop": workshop.pk}
    question = SpeakerQuestion.objects.create(workshop=workshop, text="Who decides?", state="released")
    asked = quiz.write_question(
        by=known.bopha, workshop=workshop, text="How often?", choices="*Every five years\nNever"
    )
    return Example(
        players=(*(_in_the_whole(each) for each in players(known)), _at_the_table(known)),
        addresses=_addresses(known, one, question, asked),
        calls=_calls(known, workshop, question, asked),
    )


def _addresses(
    known: Cast, one: Mapping[str, Any], question: SpeakerQuestion, asked: QuizQuestion
) -> dict[str, Mapping[str, Any]]:
    pages = ("questions", "questions-list", "question-ask", "questions-moderate", "questions-open")
    pages += ("questions-projector", "questions-stage")
    pages += ("quiz", "quiz-now", "quiz-run", "quiz-take", "quiz-write", "quiz-projector", "quiz-stage")
    pages += ("places", "places-now", "wish", "places-run", "places-step", "places-slip", "places-move")
    pages += ("places-projector", "places-stage", "tables", "tables-open")
    of_question = ("question-vote", "question-withdraw", "question-moderate")
    of_quiz = ("quiz-answer", "quiz-question", "quiz-hands")
    parts = dict.fromkeys(pages, one) | {key: {**one, "number": question.pk} for key in of_question}
    parts |= {key: {**one, "number": asked.pk} for key in of_quiz}
    parts |= {key: {**one, "kind": "csv"} for key in ("questions-file", "quiz-file", "places-file")}
    parts |= dict.fromkeys(("table", "table-open"), known.at_land) | {"table-answer": {**known.at_land, "number": 1}}
    return {f"phones:{name}": given for name, given in parts.items()}


def _calls(
    known: Cast, workshop: Workshop, question: SpeakerQuestion, asked: QuizQuestion
) -> dict[Callable[..., Any], Mapping[str, Any]]:
    on, to, of_quiz = {"workshop": workshop}, {"question": question}, {"question": asked}
    return {
        questions.take_questions: on,
        questions.ask_speakers: on,
        questions.vote_for: to,
        questions.take_vote_back: to,
        questions.withdraw_question: to,
        questions.release_question: to,
        questions.set_question_aside: to,
        questions.mark_answered: to,
        quiz.take_from_lessons: on,
        quiz.write_question: on,
        quiz.open_question: of_quiz,
        quiz.show_answers: of_quiz,
        quiz.put_question_away: of_quiz,
        quiz.drop_question: of_quiz,
        quiz.count_hands: of_quiz,
        quiz.answer_quiz: of_quiz,
        places.take_wishes: on,
        places.wish: on,
        places.enter_slip: on,
        places.propose_places: on,
        places.move_places: on,
        places.show_places: on,
        tables.open_table: {"group": known.land},
        tables.open_all_tables: on,
        tables.close_table: {"group": known.land},
        tables.answer_for_the_table: {"group": known.land},
    }


def _at_the_table(known: Cast) -> Player:
    """The device on the table of the group `land`, and nothing anywhere else."""
    circle = table_circle(known.coalition.key, known.land.pk)
    room = Room.objects.create(code="TABLE", circle=circle, day=today_there(), time_zone="Asia/Phnom_Penh")
    guest = Guest.objects.create(room=room, token_hash=hashed(_TOKEN))
    nobody = frozenset({Role.ANYONE})
    return Player(
        "the device on the table",
        guest,
        nobody | {Role.AT_THE_TABLE},
        elsewhere=dict.fromkeys((Workshop, Coalition, SpeakerQuestion, QuizQuestion, dict, type(None)), nobody),
        token=_TOKEN,
    )


def _in_the_whole(player: Player) -> Player:
    """With regard to a workshop everybody is what they are in the coalition as a whole."""
    whole = player.elsewhere.get(Coalition, player.roles)
    return replace(
        player, elsewhere={**player.elsewhere, **dict.fromkeys((Workshop, SpeakerQuestion, QuizQuestion), whole)}
    )
