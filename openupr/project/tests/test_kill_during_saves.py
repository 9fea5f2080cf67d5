"""The power fails while people save: whatever the server acknowledged is there when it is back."""

import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import pytest

from openupr.project.tests.extent import ALL, kills
from openupr.project.tests.test_serve import serving

KILLS = kills(3)
SAVES = 200 if ALL else 60  # at least, of recommendations and paragraphs together, before the last fall
PASSWORD = "let me in please"
# The cast of the coalition's tests, each with an account that can sign in; what is printed leads to the group and to
# a section of a submission in which each has a paragraph.
CAST = f"""
from django.utils import timezone
from openupr.coalitions.tests.examples.cast import cast
from openupr.submissions.paragraphs import add_paragraph
from openupr.submissions.tests.examples import drafted
known = cast()
made = drafted(known)
for person in (known.dara, known.chan):
    person.set_password({PASSWORD!r})
    person.save()
dara = add_paragraph(by=known.dara, section=made.section, text="To be written", now=timezone.now())
print(known.coalition.key, known.land.pk, made.submission.pk, made.section.pk, dara.pk, made.paragraph.pk)
"""
READ = """
from openupr.proposals.models import Wording
from openupr.submissions.models import ParagraphVersion
for each in (*Wording.objects.all(), *ParagraphVersion.objects.all()):
    print(each.text)
"""
FOLLOW_UP_SAVES = 50
# A recommendation that the group Land follows up; what is printed leads to it.
FOLLOWED = f"""
from openupr.coalitions.tests.examples.cast import cast
from openupr.followup.group_lines import write_in
known = cast()
for person in (known.dara, known.chan):
    person.set_password({PASSWORD!r})
    person.save()
line = write_in(by=known.chan, group=known.land, text="Title the land of indigenous communities.")
print(known.coalition.key, known.land.pk, line.pk)
"""
READ_FOLLOW_UP = """
from openupr.followup.models import Assessment, Evidence
for each in Assessment.objects.all():
    print(each.reason)
for each in Evidence.objects.all():
    print(each.what)
"""


class _StayHere(HTTPRedirectHandler):
    """A redirect is the acknowledgement: it is not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Pages:
    """Where things are written: a group's pages, a section's, and the key of each one's paragraph there."""

    group: str
    section: str
    paragraphs: dict[str, str]


@pytest.fixture
def pages(own_home: dict[str, str]) -> Pages:
    """In a home of this test's own."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
    told = subprocess.run(command, env=own_home, check=True, capture_output=True, text=True).stdout
    key, group, submission, section, dara, chan = told.split()
    return Pages(
        f"coalitions/{key}/groups/{group}/",
        f"coalitions/{key}/submissions/{submission}/sections/{section}/",
        {"dara": dara, "chan": chan},
    )


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


@dataclass
class Saving:
    """All that was acknowledged; `wanted` of them and the server may fall."""

    saved: list[str] = field(default_factory=list)
    wanted: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def acknowledged(self, text: str) -> None:
        self.saved.append(text)
        if len(self.saved) >= self.wanted:
            self.enough.set()

    def expect(self, wanted: int) -> None:
        self.wanted = wanted
        self.enough.clear()


def save_recommendations(browser: OpenerDirector, page: str, name: str, saving: Saving) -> None:
    """Write one recommendation after another until the server is gone."""
    try:
        secret, number = _secret(browser, page), 0
    except OSError:
        return  # the others were so quick that it is gone already
    while True:
        number += 1
        text = f"{name} recommends {number} {page}"
        status = _send(browser, page, secret, text=text, language="en", version="0")
        if status == 302:
            saving.acknowledged(text)
        elif status == 0:
            return


def save_paragraph(browser: OpenerDirector, page: str, key: str, saving: Saving) -> None:
    """Save one paragraph again and again, each time over the version that is there, until the server is gone."""
    try:
        html, secret = browser.open(page).read().decode(), _secret(browser, page)
    except OSError:
        return  # the others were so quick that it is gone already
    found = re.search(rf'paragraphs/{key}/"\s+autocomplete.*?name="version" value="(\d+)"', html, re.DOTALL)
    assert found is not None
    version = int(found[1])
    while True:
        text = f"Paragraph {key} over {version} {page}"
        status = _send(browser, f"{page}paragraphs/{key}/", secret, text=text, version=str(version))
        if status == 302:
            saving.acknowledged(text)
        elif status == 0:
            return
        version += status == 302


def save_assessments(browser: OpenerDirector, page: str, line: str, saving: Saving) -> None:
    """Assess one recommendation again and again, each time over the version that is there, until the server is gone."""
    try:
        html, secret = browser.open(page).read().decode(), _secret(browser, page)
    except OSError:
        return
    found = re.search(rf'name="line-{line}-version" value="(\d+)"', html)
    assert found is not None
    version = int(found[1])
    while True:
        text = f"Assessed over {version} {page}"
        fields = {f"line-{line}-done": "begun", f"line-{line}-note": text, f"line-{line}-version": str(version)}
        status = _send(browser, f"{page}{line}/", secret, **fields)
        if status == 302:
            saving.acknowledged(text)
        elif status == 0:
            return
        version += status == 302


def add_evidence(browser: OpenerDirector, page: str, line: str, saving: Saving) -> None:
    """Add one piece of evidence after another until the server is gone."""
    try:
        secret, number = _secret(browser, page), 0
    except OSError:
        return
    while True:
        number += 1
        text = f"Evidence {number} {page}"
        given = {"what": text, "kind": "law", "source": "The gazette", "reliability": "likely", "seen_by": "coalition"}
        fields = {f"evidence-{line}-{name}": value for name, value in given.items()}
        status = _send(browser, f"{page}{line}/evidence/", secret, **fields)
        if status == 302:
            saving.acknowledged(text)
        elif status == 0:
            return


def texts_there(environment: dict[str, str], read: str = READ) -> Iterator[str]:
    """What the database holds after the fall, read by a new process."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", read]
    yield from subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.thorough("on PostgreSQL")  # what answers only after it is saved is the same there
def test_what_was_acknowledged_is_there_after_every_fall(own_home: dict[str, str], pages: Pages) -> None:
    saving, chance = Saving(), random.Random()
    browsers: dict[str, OpenerDirector] = {}
    for fall in range(1, KILLS + 1):
        saving.expect(SAVES if fall == KILLS else len(saving.saved) + chance.randint(15, 30))
        with serving(own_home) as (server, address):
            site, writers = f"{address.rstrip('/')}/", []
            for name, key in pages.paragraphs.items():
                browser = browsers[name] = browsers.get(name) or signed_in(name, site)
                recommend, write = f"{site}{pages.group}recommendations/new/", f"{site}{pages.section}"
                writers += [
                    _begun(save_recommendations, browser, recommend, name, saving),
                    _begun(save_paragraph, browser, write, key, saving),
                ]
            assert saving.enough.wait(60)
            # Between two saves, in the middle of one, while others wait for it.
            threading.Event().wait(chance.uniform(0, 0.05))
            server.send_signal(signal.SIGKILL)
            server.wait()
            for writer in writers:
                writer.join()
    assert len(saving.saved) >= SAVES
    assert len([text for text in saving.saved if text.startswith("Paragraph")]) >= SAVES // 10
    assert set(saving.saved) - set(texts_there(own_home)) == set()


@pytest.mark.thorough
def test_follow_up_that_was_acknowledged_is_there_after_every_fall(own_home: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FOLLOWED]
    told = subprocess.run(command, env=own_home, check=True, capture_output=True, text=True).stdout
    key, group, line = told.split()
    saving, chance = Saving(), random.Random()
    browsers: dict[str, OpenerDirector] = {}
    for fall in range(1, KILLS + 1):
        saving.expect(FOLLOW_UP_SAVES if fall == KILLS else len(saving.saved) + chance.randint(5, 15))
        with serving(own_home) as (server, address):
            site = f"{address.rstrip('/')}/"
            page, writers = f"{site}coalitions/{key}/groups/{group}/done-since/", []
            for name, work in (("dara", save_assessments), ("chan", add_evidence)):
                browser = browsers[name] = browsers.get(name) or signed_in(name, site)
                writers.append(_begun(work, browser, page, line, saving))
            assert saving.enough.wait(60)
            threading.Event().wait(chance.uniform(0, 0.05))
            server.send_signal(signal.SIGKILL)
            server.wait()
            for writer in writers:
                writer.join()
    assert len(saving.saved) >= FOLLOW_UP_SAVES
    assert {text.split()[0] for text in saving.saved} == {"Assessed", "Evidence"}
    assert set(saving.saved) - set(texts_there(own_home, READ_FOLLOW_UP)) == set()


def _begun(work: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments)
    thread.start()
    return thread
