"""Two people open the same page and both save: the second overwrites no text of the first unseen.

Every form on every page of the register is tried, with a text in each field that takes one. Nothing is named here
that a new form could forget.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from openupr.accounts.actions import Table
from openupr.accounts.models import Person
from openupr.accounts.tests.examples import Example
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.conftest import the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.project.tables import TABLES
from openupr.web.database_locks import is_shared

from .test_canaries import _holds_any_text
from .test_huge_numbers import pages
from .test_permissions import APPS, IS_A_FILE, examples_of

NOTHING, LATER = "stores nothing", "the second's is lost"
# What becomes of the two texts where people do not write over each other; by address, and by button where it has some.
WITHOUT_A_CLASH = {
    # A password, a name or a code that is looked up; a date, an address or a file that a text cannot be.
    **dict.fromkeys(
        (
            "accounts:offer-password", "accounts:suspend", "mfa_reauthenticate", "attendance:paper",
            "advocacy:put-in-touch", "coalitions:came-back", "followup:government", "recommendations:import-address",
            "roadmaps:roadmap-back", "submissions:lodge", "testimonies:withdraw", "testimonies:type-in",
        ),
        NOTHING,
    ),
    # Another button of a form with a text.
    **dict.fromkeys(
        (
            "languages:name", "languages:read right", "roadmaps:outline-point up", "roadmaps:outline-point down",
            "roadmaps:outline-point remove", "submissions:paragraph up", "submissions:paragraph down",
            "submissions:paragraph remove", "testimonies:tell look", "testimonies:testimony set-aside",
            "followup:evidence-check verify",
        ),
        NOTHING,
    ),
    # Something further, which the example lets nobody fill.
    **dict.fromkeys(
        (
            "decisions:consultation-new", "phones:quiz-write", "phones:places-slip", "proposals:proposal-settle",
            "workshops:session-add",
        ),
        NOTHING,
    ),
    # It is decided once, and the second person is told so.
    **dict.fromkeys(
        (
            "followup:evidence-check reject", "submissions:suggestion accept", "submissions:suggestion reject",
            "coalitions:start-next",
        ),
        LATER,
    ),
    # The first person made another the rapporteur.
    "coalitions:appoint-rapporteur": "not shown",
    # Each reader has a wording of their own.
    "languages:read better": "overwritten: ['Theirsa0z']",
    # What support somebody needs is deleted on its day, which the example is past.
    **dict.fromkeys(("attendance:add", "attendance:person"), "overwritten: ['Theirsd3z']"),
}  # fmt: skip
# What has to be ticked before anything is stored, though the page does not say so to the browser.
_TICKED = {"looked_at", "as_written"}
_LATER = f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}"
_TEXTS = {"text", "search", "textarea"}


@dataclass
class TextForm:
    """A form as a browser would send it: where to, its fields, which of them take a text, its buttons."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class TextForms(HTMLParser):
    """The forms of a page that change something, filled as a browser fills them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[TextForm] = []
        self._by_id: dict[str, TextForm] = {}
        self._chosen: set[str] = set()
        self._open: TextForm | None = None
        self._select: tuple[TextForm, str] | None = None
        self._area: tuple[TextForm, str] | None = None
        self._area_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        name, value, kind = has.get("name", ""), has.get("value", ""), has.get("type", "text")
        if tag == "form":
            self._open = TextForm(has.get("action", "")) if has.get("method", "").lower() == "post" else None
            if self._open:
                self.forms.append(self._open)
                self._by_id[has.get("id", "")] = self._open
        form = self._by_id.get(has["form"]) if "form" in has else self._open
        if tag == "option" and self._select:
            owner, select = self._select
            # A choice that has to be made is made.
            if "selected" in has or not any(owner.fields.get(select, [])):
                owner.fields[select] = [value]
        if form is None or "disabled" in has:
            return
        if tag == "button":
            form.buttons.append((name, value))
        if not name:
            return
        if tag == "select":
            self._select = (form, name)
        elif tag == "textarea":
            self._area, self._area_text = (form, name), ""
            form.texts[name] = int(has.get("maxlength") or 0)
        elif tag == "input" and kind == "radio":
            if "checked" in has or name not in self._chosen:
                form.fields[name] = [value]
            if "checked" in has:
                self._chosen.add(name)
        elif tag == "input" and kind == "checkbox":
            if "checked" in has or "required" in has or name in _TICKED:
                form.fields.setdefault(name, []).append(value or "on")
        elif tag == "input" and kind == "date":
            form.fields[name] = [value or _LATER]
        elif tag == "input" and kind == "number":
            form.fields[name] = [value or has.get("min") or "7"]
        elif tag == "input" and kind == "time":
            form.fields[name] = [value or "10:00"]
        elif tag == "input" and kind not in ("file", "submit"):
            form.fields.setdefault(name, []).append(value)
            if kind in _TEXTS:
                form.texts[name] = int(has.get("maxlength") or 0)

    def handle_data(self, data: str) -> None:
        self._area_text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            form, name = self._area
            form.fields.setdefault(name, []).append(self._area_text.removeprefix("\n"))
            self._area = None
        if tag == "select":
            self._select = None
        if tag == "form":
            self._open = None


def forms_with_texts(answer: Any) -> list[TextForm]:
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    page = TextForms()
    page.feed(answer.content.decode())
    return [form for form in page.forms if form.texts]


def filled(form: TextForm, button: tuple[str, str] | None, word: str, only: str) -> tuple[Any, dict[str, str]]:
    """What a browser sends with words of one's own behind what stands in each field that takes a text (or in `only`
    one of them); and these words."""
    own, sent = {}, dict(form.fields)
    for number, (name, longest) in enumerate(form.texts.items()):
        if only in ("", name):
            own[name] = f"{word}{chr(97 + number % 26)}{number}z"
            before = form.fields[name][0][: longest - len(own[name]) - 1] if longest else form.fields[name][0]
            sent[name] = [f"{before} {own[name]}".strip()]
    if button and button[0]:
        sent[button[0]] = [button[1]]
    return sent, own


@contextmanager
def tables_written() -> Iterator[set[str]]:
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := re.match(r'(?:INSERT INTO|UPDATE) "(\w+)"', sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def stored(texts: set[str], tables: set[str]) -> set[str]:
    """Those of the texts that stand in a row of these tables."""
    there = set()
    for model in apps.get_models():
        if model._meta.db_table in tables:
            columns = [
                column.attname
                for column in model._meta.concrete_fields
                if isinstance(column, models.CharField | models.TextField | models.JSONField)
            ]
            for row in model._base_manager.values_list(*columns) if columns else ():
                values = " ".join(map(str, row))
                there |= {text for text in texts if text in values}
    return there


def outcome(browser: Client, form: TextForm, to: str, button: tuple[str, str] | None, only: str = "") -> str:
    """What becomes of two people's texts, in a word."""
    theirs, their_words = filled(form, button, "Theirs", only)
    yours, your_words = filled(form, button, "Yours", only)
    with tables_written() as written:
        first = browser.post(to, theirs)
        kept = stored(set(their_words.values()), written)
        if not kept:
            return f"stores nothing ({first.status_code})"
        second = browser.post(to, yours)
        after = stored({*their_words.values(), *your_words.values()}, written)
    if kept - after:
        return f"overwritten: {sorted(kept - after)} ({second.status_code})"
    if after & set(your_words.values()):
        return "both"
    page = unescape(second.content.decode())
    if not all(words in page for words in your_words.values()):
        return f"the second's is lost ({second.status_code})"
    # What is refused for another reason stays in its form.
    is_told = second.status_code == 422 or any(words in page for words in kept)
    return "told" if is_told else f"not shown ({second.status_code})"


def write_everywhere() -> None:
    """Put a text into every text of every row that can hold it: then each form has one to lose."""
    for model in apps.get_models():
        if model.__module__.startswith("openupr.") and model is not Person:
            texts = [
                column.name
                for column in model._meta.concrete_fields
                if _holds_any_text(column) and not isinstance(column, models.URLField)
            ]
            if texts:
                model._base_manager.update(**dict.fromkeys(texts, "Something that stood there before."))


Page = tuple[Client, str, Any]


def pages_of_examples(table: Table) -> Iterator[Page]:
    """Each page of an app as whoever may most there sees it, with a text wherever one can stand."""
    example: Example = examples_of(table.app).example()
    write_everywhere()
    for route, parts, _player, browser, _expected in pages(table, example):
        address = reverse(route, kwargs=dict(parts))
        if not IS_A_FILE.search(address):
            yield browser, address, browser.get(address)


def pages_of_the_demo(browser: Client, begin: str) -> Iterator[Page]:
    """One page of each kind in a coalition to which links lead."""
    waiting, kinds = [begin], set()
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\b[A-Z]{3}\b|\d+", "0", address)
        if kind in kinds or IS_A_FILE.search(address):
            continue
        kinds.add(kind)
        answer = browser.get(address)
        if answer.status_code == 200 and not answer.streaming and "text/html" in answer.headers["Content-Type"]:
            waiting += re.findall(rf'href="({begin}[^"#?]*)', answer.content.decode())
            yield browser, address, answer


def tried_in(all_pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Each form with a text by its address and button, and what became of two people's texts."""
    tried = set()
    for browser, address, answer in all_pages:
        for form in forms_with_texts(answer):
            to = form.action or address
            target = resolve(re.split("[?#]", to)[0]).view_name
            names = frozenset(re.sub(r"\d+", "0", name) for name in form.texts)
            for button in form.buttons or [None]:
                if (target, names, button) not in tried:
                    tried.add((target, names, button))
                    yield f"{target} {button[1] if button else ''}".strip(), best_outcome(browser, form, to, button)


def best_outcome(browser: Client, form: TextForm, to: str, button: tuple[str, str] | None) -> str:
    """With all texts at once; where that stores nothing, with one after the other. Nothing stays."""
    became = "stores nothing"
    for only in ("", *(form.texts if len(form.texts) > 1 else ())):
        cache.clear()
        cookies = browser.cookies.copy()
        with transaction.atomic():
            became = outcome(browser, form, to, button, only)
            transaction.set_rollback(True)
        browser.cookies = cookies
        if not became.startswith(NOTHING):
            break
    return became


def wrong_in(all_pages: Iterable[Page]) -> list[str]:
    return [
        f"{form}: {became}"
        for form, became in tried_in(all_pages)
        if became not in ("both", "told") and WITHOUT_A_CLASH.get(form, "") != became.rpartition(" (")[0]
    ]


HOW = "Derive the form from VersionedForm (openupr/web/page_versions.py)"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_of_two_who_save_at_once_the_second_overwrites_nothing_unseen(table: Table) -> None:
    assert wrong_in(pages_of_examples(table)) == [], HOW


# The forms that the examples show are tried in `make test`; the demo has some fifty more.
@pytest.mark.thorough
@pytest.mark.once
@pytest.mark.django_db
def test_nor_does_anybody_in_the_demo() -> None:
    call_command("demo", stage="after-review", stdout=StringIO())
    browser = Client()
    browser.force_login(Person.objects.get(username="sophea"))
    wrong = wrong_in(pages_of_the_demo(browser, reverse("coalitions:coalition", args=[Coalition.objects.get().key])))
    # The demo's workshop is over: whom somebody puts on its list is deleted on the days that were promised.
    wrong = [each for each in wrong if NOTHING not in each and not each.startswith("attendance:add")]
    assert "\n".join(wrong) == "", HOW


@pytest.mark.everywhere
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_save_in_the_same_moment_one_is_told(cast: Cast) -> None:
    if not is_shared():
        return  # SQLite lets one transaction write at a time
    address = f"/coalitions/{cast.coalition.key}/change/"
    opened = Client()
    opened.force_login(cast.sophea)
    (form,) = forms_with_texts(opened.get(address))
    both, together = {"First": 0, "Second": 0}, threading.Barrier(2)

    def save(name: str) -> None:
        browser = Client()
        browser.cookies = opened.cookies
        together.wait()
        both[name] = browser.post(address, {**form.fields, "name": [name]}).status_code
        connection.close()

    people = [threading.Thread(target=save, args=[name]) for name in both]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(both.values()) == [302, 409]
    saved = next(name for name, status in both.items() if status == 302)
    assert Coalition.objects.get().name == saved
