"""One stage of the demo at one fixed moment, and the visible text of its pages: a process that page_texts starts.

It prints one line of JSON for each page: stage, language, person, address, then the lines of its text. What is random
(keys, codes, passwords) is replaced by a word, or comes in the same order each time. What a page changes is undone.
"""

import json
import os
import random
import re
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import time_machine

from openupr.project.stages import STAGES

# In Phnom Penh it is ten in the morning; the clock stands still.
MOMENT = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)
LANGUAGES = ("en", "km")
PEOPLE = ("", "sophea", "dara", "chan")


@dataclass(frozen=True)
class Extent:
    """How many addresses that differ only in what they are about, of a coalition and elsewhere; and how many
    parameters an address may have, of which there is then one with each set of names."""

    of_a_coalition: int = 1
    elsewhere: int = 1
    parameters: int = 0


# Those of which texts are kept: the stages of the version that they are of. What came later is not among them.
KEPT_STAGES = STAGES[: STAGES.index("pre-session") + 1]
# The record is looked at where it stands alone; a coalition at its last stage, by the coordinator.
EXTENTS = {
    (KEPT_STAGES[0], ""): Extent(elsewhere=5, parameters=2),
    (KEPT_STAGES[-1], "sophea"): Extent(of_a_coalition=40, parameters=1),
}
_STARTS = ("/", "/recommendations/", "/account/")

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
_UNSEEN = {"script", "style", "template"}
_VALUES = {"text", "number", "date", "time", "email", "url", "search", "submit", "button", "datetime-local", "month"}


class VisibleText(HTMLParser):
    """The lines that a page shows, with what its fields hold, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._parts: list[str] = []
        self._unseen = 0
        self.feed(html)
        self.close()

    @property
    def lines(self) -> list[str]:
        """One for each block, without needless blanks."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return [line for line in lines if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        if tag == "input" and has.get("type", "text") in _VALUES and has.get("value"):
            self._parts.append(f" [{has['value']}] ")
        if "checked" in has or "selected" in has:
            self._parts.append(" [x] ")
        for name in ("alt", "placeholder"):
            if has.get(name):
                self._parts.append(f" [{has[name]}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag in _UNSEEN:
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._parts.append(" ".join(re.split(r"\s+", data)))


def pages(stage: str, most: int | None) -> Iterator[tuple[str, str, str, list[str]]]:
    """Language, person, address and text of each page, at most so many addresses of each person."""
    from openupr.accounts.models import Person

    there = set(Person.objects.values_list("username", flat=True))
    for person in PEOPLE:
        if person and person not in there:
            continue
        addresses = []
        for address, lines in _crawl(person, most, EXTENTS.get((stage, person), Extent())):
            addresses.append(address)
            yield LANGUAGES[0], person, address, lines
        for language in LANGUAGES[1:]:
            browser = _browser(person, language)
            for address in addresses:
                yield language, person, address, _text(_answer(browser, address))[0]


def _crawl(person: str, most: int | None, extent: Extent) -> Iterator[tuple[str, list[str]]]:
    """Each address that links lead a person to, and its text in English."""
    browser = _browser(person, LANGUAGES[0])
    waiting = list(dict.fromkeys([*_STARTS, *_plain_addresses()]))
    seen, of_kind, number = set(waiting), Counter[Any](), 0
    while waiting and (most is None or number < most):
        address = waiting.pop(0)
        if not _is_wanted(address, of_kind, extent):
            continue
        number += 1
        lines, links = _text(_answer(browser, address))
        yield address, lines
        for link in links:
            target = urldefrag(urljoin(f"http://localhost{address}", link)).url
            if target.startswith("http://localhost/"):
                inside = target.removeprefix("http://localhost")
                if inside not in seen:
                    seen.add(inside)
                    waiting.append(inside)


def _plain_addresses() -> Iterator[str]:
    """The address of each route that needs no part, in the order of the tables."""
    from django.urls import NoReverseMatch, reverse

    from openupr.project.tables import by_route

    for route in by_route():
        try:
            yield reverse(route)
        except NoReverseMatch:
            continue


def _is_wanted(address: str, of_kind: Counter[Any], extent: Extent) -> bool:
    """Whether an address is a page of ours of which there are not enough yet."""
    from django.urls import Resolver404, resolve

    parts = urlsplit(address)
    if re.search(r"\.(pdf|docx|xlsx|zip|csv|json|jsonl|md|ics|svg|png|txt)$", parts.path):
        return False
    try:
        route = resolve(parts.path).view_name
    except Resolver404:
        return False
    parameters = frozenset(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
    # Each page is asked for in each language anyway.
    if len(parameters) > extent.parameters or "read-in" in parameters:
        return False
    of_kind[route, parameters] += 1
    if parameters:
        return of_kind[route, parameters] == 1
    is_of_a_coalition = parts.path.startswith("/coalitions/")
    return of_kind[route, parameters] <= (extent.of_a_coalition if is_of_a_coalition else extent.elsewhere)


def _browser(person: str, language: str) -> Any:
    from django.test import Client

    from openupr.accounts.models import Person

    browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
    if person:
        browser.force_login(Person.objects.get(username=person))
    browser.cookies["django_language"] = language
    return browser


def _answer(browser: Any, address: str) -> Any:
    """What a page answers; what it changed on the way is undone, so that no page hangs on another."""
    from django.db import transaction

    cookies = browser.cookies.copy()
    with transaction.atomic():
        answer = browser.get(address)
        if not answer.streaming:
            answer.content  # noqa: B018 - drawn within
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def _text(answer: Any) -> tuple[list[str], list[str]]:
    """The lines of an answer and its links; of what is no page its status, its kind and where it leads."""
    head = [] if answer.status_code == 200 else [f"status {answer.status_code} {answer.headers.get('Location', '')}"]
    kind = answer.headers.get("Content-Type", "")
    if answer.streaming or not kind.startswith("text/html"):
        return [*head, f"type {kind}"], [answer.headers["Location"]] if "Location" in answer.headers else []
    page = VisibleText(answer.content.decode())
    return [*head, *page.lines], page.links


def _chance_is_settled() -> None:
    """What is random comes in the same order each time, so that the same code gives the same texts."""
    chance = random.Random(1)
    secrets._sysrand = chance  # type: ignore[attr-defined]
    secrets.choice, secrets.randbits, os.urandom = chance.choice, chance.getrandbits, chance.randbytes
    random.seed(1)


def _random_words() -> list[tuple[str, str]]:
    """What other code, which asks chance more often, would show differently; and a word for it."""
    from openupr.accounts.models import Room
    from openupr.coalitions.models import Coalition

    keys = [(key, "KEY") for key in Coalition.objects.values_list("key", flat=True)]
    return keys + [(code, "CODE") for code in Room.objects.values_list("code", flat=True)]


def main(stage: str, most: int | None = None) -> None:
    """Make the demo in OPENUPR_HOME and print the texts."""
    time_machine.travel(MOMENT, tick=False).start()
    _chance_is_settled()
    from openupr.project.command import load_django

    load_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    from openupr.project.upgrading import make_tables
    from openupr.recommendations.coding_learning import learn_coding

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
    make_tables()
    call_command("demo", stage=stage, stdout=sys.stderr)
    # What the background worker would do first.
    call_command("vectors", stdout=sys.stderr)
    learn_coding()
    words = _random_words()
    for language, person, address, lines in pages(stage, most):
        line = json.dumps([stage, language, person, address, *lines], ensure_ascii=False)
        for random_word, word in words:
            line = line.replace(random_word, word)
        print(line, flush=True)  # noqa: T201 - what was asked for


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
