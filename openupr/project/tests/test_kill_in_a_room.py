"""The power fails while a room asks, votes and answers: whatever phones were told is there when the server is back."""

import http.client
import json
import random
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import pytest

from openupr.project.tests.test_serve import eventually, serving

PHONES_AT_ONCE = 4
FALLS = 1
ENOUGH = 25  # acknowledged before each fall
ROOM = """
import json
from django.utils import timezone
from openupr.coalitions.tests.examples.cast import cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.phones.models import SpeakerQuestion
from openupr.phones.questions import take_questions
from openupr.phones.quiz import open_question, write_question
from openupr.workshops.workshops import plan_workshop
from openupr.workshops.workshops import open_the_room
known, today = cast(), today_there()
workshop = plan_workshop(
    by=known.sophea, coalition=known.coalition, kind="submission", title="A room", first_day=today, days=1
)
take_questions(by=known.bopha, workshop=workshop, taken=True)
released = [SpeakerQuestion.objects.create(workshop=workshop, text=f"Number {n}", state="released") for n in range(6)]
quiz = write_question(by=known.bopha, workshop=workshop, text="How often?", choices="*Sometimes\\nNever")
open_question(by=known.bopha, question=quiz)
print(json.dumps({
    "at": f"/coalitions/{known.coalition.key}/workshops/{workshop.pk}/",
    "code": open_the_room(by=known.bopha, coalition=known.coalition, today=today).code,
    "released": [each.pk for each in released],
    "answer": [f"quiz/{quiz.pk}/answer/", quiz.choices.first().pk],
}))
"""
READ = """
import json
from openupr.phones.models import QuizChoice, SpeakerQuestion, Vote
print(json.dumps({
    "asked": [each.text for each in SpeakerQuestion.objects.all()],
    "votes": {each.pk: each.votes for each in SpeakerQuestion.objects.all()},
    "voters": Vote.objects.count(),
    "answers": sum(each.answers for each in QuizChoice.objects.all()),
}))
"""


@dataclass
class Told:
    """What phones were told."""

    asked: set[str] = field(default_factory=set)
    votes: Counter[int] = field(default_factory=Counter)
    answers: int = 0

    @property
    def acknowledged(self) -> int:
        return len(self.asked) + self.votes.total() + self.answers


class Phone:
    """A browser of few words; None once the server is gone."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)
        self._cookies: dict[str, str] = {}

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, address: str, **fields: object) -> tuple[int, str] | None:
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self._cookies.items()), "HX-Request": "true"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({"csrfmiddlewaretoken": self._cookies.get("csrftoken", ""), **fields})
        try:
            self._connection.request(method, address, body if method == "POST" else None, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        for cookie in answer.msg.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


def one_phone_after_the_other(address: str, room: dict, told: Told, name: str) -> None:
    """Each enters, votes for everything, answers and asks three times; then the next one does, until the fall."""
    for number in range(10_000):
        with closing(Phone(address)) as phone:
            if not takes_part(phone, room, told, f"Phone {number} of {name}"):
                return


def takes_part(phone: Phone, room: dict, told: Told, name: str) -> bool:
    """False once the server is gone."""
    at = room["at"]
    if not (
        phone.ask("GET", "/room/?read-in=en")
        and phone.ask("GET", "/room/")
        and phone.ask("POST", "/room/", code=room["code"])
    ):
        return False
    for question in room["released"]:
        answer = phone.ask("POST", f"{at}questions/{question}/vote/", do="vote")
        if answer is None:
            return False
        told.votes[question] += bool(re.search(rf'id="vote-{question}"\s+name="do"\s+value="take-back"', answer[1]))
    answer = phone.ask("POST", at + room["answer"][0], choice=room["answer"][1])
    told.answers += bool(answer and "Counted." in answer[1])
    for time in range(3):
        text = f"{name} asks for the {time}. time"
        answer = phone.ask("POST", f"{at}questions/ask/", text=text)
        if answer is None:
            return False
        if answer[0] == 302:
            told.asked.add(text)
    return True


def run(home: dict[str, str], code: str) -> dict:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    told = subprocess.run(command, env=home, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told.splitlines()[-1]))


@pytest.mark.thorough("on PostgreSQL")  # what answers only after it is saved is the same there
def test_what_phones_were_told_is_there_after_a_fall(own_home: dict[str, str]) -> None:
    room, chance, told = run(own_home, ROOM), random.Random(), []
    for fall in range(FALLS):
        with serving(own_home) as (server, address):
            each = [Told() for _ in range(PHONES_AT_ONCE)]
            told += each
            phones = [
                threading.Thread(target=one_phone_after_the_other, args=(address, room, part, f"{fall}.{number}"))
                for number, part in enumerate(each)
            ]
            for phone in phones:
                phone.start()
            eventually(lambda each=each: sum(part.acknowledged for part in each) >= ENOUGH)
            threading.Event().wait(chance.uniform(0, 0.2))
            server.send_signal(signal.SIGKILL)
            server.wait()
            for phone in phones:
                phone.join()
    there = run(own_home, READ)
    asked = set().union(*(part.asked for part in told))
    assert asked - set(there["asked"]) == set()
    votes = sum((part.votes for part in told), Counter())
    # Of what was under way when it fell one each may have been written and not told.
    under_way = FALLS * PHONES_AT_ONCE
    assert {question: there["votes"][str(question)] >= votes[question] for question in votes} == dict.fromkeys(
        votes, True
    )
    assert votes.total() <= sum(there["votes"].values()) == there["voters"] <= votes.total() + under_way
    answers = sum(part.answers for part in told)
    assert answers <= there["answers"] <= answers + under_way
