"""The home of a room that is measured: prepared before, read afterwards; as JSON on standard output.

python -m bench.room_home prepare|read|import ROWS
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
    from openupr.phones.questions import take_questions
    from openupr.phones.quiz import write_question
    from openupr.workshops.agenda_templates import start_from
    from openupr.workshops.rules.templates import AGENDAS
    from openupr.workshops.workshops import open_the_room, plan_workshop

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


def bring(rows: str) -> dict:
    """A file of so many rows waits for the worker, as if it had been chosen on the page."""
    import csv
    import uuid
    from pathlib import Path

    from openupr.recommendations.import_jobs import Arrived, choose_files
    from openupr.recommendations.importing.demo import DEMO_FILE
    from openupr.recommendations.incoming_files import incoming_folder
    from openupr.recommendations.tasks import import_waiting_file
    from openupr.recommendations.tests.exports import write_export

    with DEMO_FILE.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    kept_as = uuid.uuid4().hex
    path: Path = incoming_folder() / kept_as
    write_export(path, ({"Text": f"{texts[n % len(texts)]} (number {n})"} for n in range(int(rows))))
    arrived = Arrived(name="large.csv", kept_as=kept_as, size=path.stat().st_size)
    choose_files(token=uuid.uuid4().hex, files=[arrived], source="upr-info", queue=import_waiting_file.enqueue)
    return {}


def read() -> dict:
    """What the database holds of what phones sent."""
    from openupr.phones.models import QuizChoice, SpeakerQuestion, Vote
    from openupr.recommendations.models import SourceRecord

    votes = {each.pk: each.votes for each in SpeakerQuestion.objects.all()}
    return {
        "rows": SourceRecord.objects.exclude(source="demo").count(),
        "questions": list(SpeakerQuestion.objects.values_list("text", flat=True)),
        "votes": votes,
        "voters": Vote.objects.count(),
        "answers": sum(QuizChoice.objects.values_list("answers", flat=True)),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"prepare": prepare, "read": read, "import": bring}[sys.argv[1]](*sys.argv[2:])))
