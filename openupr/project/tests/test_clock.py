"""One clock: a request or a command looks at it, everything below is told `today` and `now`."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest
import time_machine
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from openupr.accounts.models import Room
from openupr.coalitions.models import Coalition
from openupr.web.clock import Clock, TimedRequest, move_clock

PRODUCT = Path(__file__).parents[2]
# What else asks the time, and why.
ALLOWED = {
    "web/clock.py": "the clock itself",
    "accounts/models.py": "the day of joining, written with the row by the clock of the page",
    "accounts/acting.py": "the moment of a line of the audit log, written with the row",
    "testimonies/withdrawals.py": "the list's file is given the hour at which its day began",
    "recommendations/file_import.py": "an import notes when it began and ended",
    "recommendations/import_jobs.py": "the same of a file that waits for its turn",
    "project/serving.py": "a process begins by itself and reads whether its certificate is still valid",
    "project/sessions.py": "a session is looked up before the request has looked at the clock",
    "project/backups/restoring.py": "restoring a backup is what the command does",
}
# Commands and background tasks begin by themselves: no request has looked at the clock for them.
BEGINNINGS = ("/management/commands/", "/tasks.py")
# A module without any of these cannot ask.
NAMES_OF_TIME = re.compile(r"\b(now_in|timezone|date|datetime)\b")


def asks_the_time(tree: ast.AST) -> Iterator[int]:
    """The lines of a module that ask the time; telling the day of a given moment is no question."""
    with_moment = {id(call.func) for call in ast.walk(tree) if isinstance(call, ast.Call) and call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "now_in":
            yield node.lineno
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        of, name = node.value.id, node.attr
        if (of, name) in {("timezone", "now"), ("date", "today"), ("datetime", "now"), ("datetime", "today")}:
            yield node.lineno
        if of == "timezone" and name in {"localdate", "localtime"} and id(node) not in with_moment:
            yield node.lineno


def test_nothing_but_the_clock_asks_the_time() -> None:
    found = []
    for path in PRODUCT.rglob("*.py"):
        name = path.relative_to(PRODUCT).as_posix()
        if "/tests/" in name or "/migrations/" in name or name in ALLOWED:
            continue
        text = path.read_text()
        if NAMES_OF_TIME.search(text) and not any(beginning in f"/{name}" for beginning in BEGINNINGS):
            found += [f"{name}:{line}" for line in asks_the_time(ast.parse(text))]
    assert not found, f"Take `request.now`, `request.today`, or an argument, in {', '.join(found)}"


def test_every_exception_is_still_one() -> None:
    assert [name for name in ALLOWED if not list(asks_the_time(ast.parse((PRODUCT / name).read_text())))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("moment", [datetime(2026, 11, 28, 23, 30, tzinfo=UTC), datetime(2026, 12, 31, 18, tzinfo=UTC)])
def test_a_phone_enters_the_room_of_the_demo_when_the_country_is_a_day_ahead(moment: datetime) -> None:
    with time_machine.travel(moment):
        call_command("demo", stage="workshop", verbosity=0)
        room = Room.objects.get(circle=Coalition.objects.get().key)
        phone = Client()
        assert phone.post("/room/", {"code": room.code}).status_code == 302
        assert "You are in the room" in phone.get("/room/").content.decode()


def test_a_request_has_one_moment_and_on_a_coalitions_pages_the_day_of_its_country() -> None:
    seen: list[tuple[datetime, date]] = []

    def page(request: HttpRequest) -> HttpResponse:
        for zone in ("UTC", "Asia/Phnom_Penh"):
            move_clock(request, zone)
            asked = cast(TimedRequest, request)
            seen.append((asked.now, asked.today))
        return HttpResponse()

    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    with time_machine.travel(late, tick=True):
        Clock(page)(RequestFactory().get("/"))
    (here, today), (there, tomorrow) = seen
    assert here == there
    assert (today, tomorrow) == (date(2026, 12, 31), date(2027, 1, 1))
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()
