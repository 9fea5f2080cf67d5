"""The power fails while people save: whatever the server acknowledged is there when it is back."""

import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import pytest

from openupr.project.tests.test_serve import serving

KILLS = 3
PASSWORD = "let me in please"
# The cast of the coalition's tests, each with an account that can sign in; what is printed leads to the group.
CAST = f"""
from openupr.coalitions.tests.examples.cast import cast
known = cast()
for person in (known.dara, known.chan):
    person.set_password({PASSWORD!r})
    person.save()
print(known.coalition.key, known.land.pk)
"""


class _StayHere(HTTPRedirectHandler):
    """A redirect is the acknowledgement: it is not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def group(own_home: dict[str, str]) -> str:
    """The address of a group's pages in a home of this test's own."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
    told = subprocess.run(command, env=own_home, check=True, capture_output=True, text=True).stdout
    key, number = told.split()
    return f"/coalitions/{key}/groups/{number}/"


def signed_in(somebody: str, address: str) -> OpenerDirector:
    """Somebody's browser, signed in."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()), _StayHere())
    page = f"{address}account/sign-in/"
    _send(browser, page, _secret(browser, page), login=somebody, password=PASSWORD)
    return browser


def _secret(browser: OpenerDirector, page: str) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(page).read().decode())
    assert found is not None
    return found[1]


def _send(browser: OpenerDirector, page: str, secret: str, **fields: str) -> int:
    """The status of the answer; 0 where the server was gone."""
    body = urlencode({"csrfmiddlewaretoken": secret, **fields}).encode()
    try:
        return int(browser.open(page, body, timeout=10).status)
    except HTTPError as answer:
        return answer.code
    except (URLError, OSError):
        return 0


def save_on_and_on(browser: OpenerDirector, page: str, name: str, saved: list[str], gone: threading.Event) -> None:
    """Write one recommendation after another; `saved` holds those that were acknowledged."""
    secret = _secret(browser, page)
    number = 0
    while not gone.is_set():
        number += 1
        text = f"{name} {number} of {id(saved)}"
        status = _send(browser, page, secret, text=text, language="en", version="0")
        if status == 302:
            saved.append(text)
        elif status == 0:
            return


def texts_there(environment: dict[str, str]) -> Iterator[str]:
    """What the database holds after the fall, read by a new process."""
    read = "from openupr.coalitions.models import Wording\nfor each in Wording.objects.all(): print(each.text)"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", read]
    yield from subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()


def test_what_was_acknowledged_is_there_after_every_fall(own_home: dict[str, str], group: str) -> None:
    saved: dict[str, list[str]] = {"dara": [], "chan": []}
    chance = random.Random()
    for _fall in range(KILLS):
        gone = threading.Event()
        with serving(own_home) as (server, address):
            page = f"{address.rstrip('/')}{group}recommendations/new/"
            writers = [
                threading.Thread(
                    target=save_on_and_on, args=(signed_in(name, f"{address.rstrip('/')}/"), page, name, kept, gone)
                )
                for name, kept in saved.items()
            ]
            for writer in writers:
                writer.start()
            # Between two saves, in the middle of one, while another waits for it.
            gone.wait(chance.uniform(0.4, 1.2))
            server.send_signal(signal.SIGKILL)
            server.wait()
            gone.set()
            for writer in writers:
                writer.join()
    acknowledged = {text for kept in saved.values() for text in kept}
    assert len(acknowledged) >= 2 * KILLS
    assert acknowledged - set(texts_there(own_home)) == set()
