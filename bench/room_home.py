"""The home of a room that is measured: prepared before, read afterwards; as JSON on standard output.

python -m bench.room_home prepare|read
"""

import json
import sys

import django

QUIZ = 12
RELEASED = 15


def prepare() -> dict:
    """A coalition with a workshop today, its agenda, released questions, a quiz, an open room."""
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from openupr.coalitions.tests.examples.cast import cast
    from openupr.coalitions.tests.examples.clock import today_there
    from openupr.phones.models import SpeakerQuestion
    from openupr.phones.services.questions import take_questions
    from openupr.phones.services.quiz import write_question
    from openupr.workshops.rules.templates import AGENDAS
    from openupr.workshops.services.planning import plan_workshop
    from openupr.workshops.services.room import open_the_room
    from openupr.workshops.services.templates import start_from

    known, today = cast(), today_there()
    workshop = plan_workshop(
        by=known.sophea, coalition=known.coalition, kind="submission", title="A room", first_day=today, days=2
    )
    start_from(by=known.sophea, workshop=workshop, rows=AGENDAS[0].rows)
    take_questions(by=known.bopha, workshop=workshop, taken=True)
    for number in range(RELEASED):
        text = f"Released before, number {number}: who decides about land, and when will we know?"
        SpeakerQuestion.objects.create(workshop=workshop, text=text, state="released")
    for number in range(QUIZ):
        choices = "*Every four and a half years\nEvery year\nNever\nWhen it wishes"
        write_question(by=known.bopha, workshop=workshop, text=f"Question {number}: how often?", choices=choices)
    room = open_the_room(by=known.bopha, coalition=known.coalition, today=today)
    browser = Client()
    browser.force_login(known.bopha)
    return {
        "at": f"/coalitions/{known.coalition.key}/workshops/{workshop.pk}/",
        "code": room.code,
        "session": browser.cookies["sessionid"].value,
    }


def read() -> dict:
    """What the database holds of what phones sent."""
    from openupr.phones.models import QuizChoice, SpeakerQuestion, Vote

    votes = {each.pk: each.votes for each in SpeakerQuestion.objects.all()}
    return {
        "questions": list(SpeakerQuestion.objects.values_list("text", flat=True)),
        "votes": votes,
        "voters": Vote.objects.count(),
        "answers": sum(QuizChoice.objects.values_list("answers", flat=True)),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "read": read}[sys.argv[1]]()))
