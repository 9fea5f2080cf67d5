"""PostgreSQL is killed while people save: what was acknowledged is there, and what was not is still in the page."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import OpenerDirector

import psycopg
import pytest

from openupr.project.tests.test_kill_during_saves import CAST, signed_in, texts_there
from openupr.project.tests.test_serve import serving

# test_server_faults finds what PostgreSQL says that is not understood; it has a server of its own to kill.
pytestmark = [pytest.mark.thorough, pytest.mark.once]

KILLS, SAVES = 5, 50
# It tells of each fault, and nobody reads it here.
WITHOUT_LOG = ("sh", "-c", 'exec "$@" 2>/dev/null', "sh")


@dataclass
class Answers:
    """What savers were told, and the texts whose saving was acknowledged."""

    statuses: list[int] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def save(browser: OpenerDirector, page: str, name: str, answers: Answers) -> None:
    """Write one recommendation after another, each again until it is taken."""
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(page).read().decode())
    assert found
    browser.addheaders = [("Referer", page)]
    number = 0
    while not answers.over.is_set():
        number += 1
        text = f"{name} recommends {number} times"
        body = {"csrfmiddlewaretoken": found[1], "text": text, "language": "en", "version": "0"}
        try:
            browser.open(page, urlencode(body).encode(), timeout=60)
        except HTTPError as answer:
            answers.statuses.append(answer.code)
            if answer.code == 302:
                answers.saved.append(text)
            elif text not in answer.read().decode():
                answers.lost.append(text)


def kill_a_connection(url: str) -> None:
    """SIGKILL to one of those that serve OpenUPR: PostgreSQL then ends all of them and recovers from its log."""
    while True:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                others = "SELECT pid FROM pg_stat_activity WHERE datname = 'openupr' AND pid <> pg_backend_pid()"
                row = connection.execute(f"{others} ORDER BY query_start DESC LIMIT 1").fetchone()
        except psycopg.OperationalError:
            row = None
        if row:
            os.kill(row[0], signal.SIGKILL)
            return
        time.sleep(0.1)


def test_what_was_acknowledged_is_there_and_nobody_loses_what_was_typed(on_postgresql: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
    told = subprocess.run(command, env=on_postgresql, check=True, capture_output=True, text=True).stdout
    key, group, *_ = told.split()
    answers = Answers()
    with serving(on_postgresql, begun_by=WITHOUT_LOG) as (_server, address):
        site = f"{address.rstrip('/')}/"
        page = f"{site}coalitions/{key}/groups/{group}/recommendations/new/"
        writers = [
            threading.Thread(target=save, args=(signed_in(name, site), page, name, answers))
            for name in ("dara", "chan")
        ]
        for each in writers:
            each.start()
        for fall in range(1, KILLS + 1):
            until = time.monotonic() + 60
            while len(answers.saved) < fall * SAVES // KILLS and time.monotonic() < until:
                time.sleep(0.05)
            kill_a_connection(on_postgresql["DATABASE_URL"])
        time.sleep(5)
        answers.over.set()
        for each in writers:
            each.join()
    there = list(texts_there(on_postgresql))
    assert len(answers.saved) >= SAVES
    assert set(answers.saved) - set(there) == set()
    assert set(answers.statuses) <= {302, 503}
    assert 503 in answers.statuses
    assert answers.lost == []
