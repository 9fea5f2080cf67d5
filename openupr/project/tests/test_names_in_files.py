"""No file that OpenUPR writes names this computer, its user, its folders, or the person who downloads it.

Every address that answers with a file is asked for each kind of file, and the file is unpacked to its last byte. Where
the server has an address for others, no answer of any kind leads to localhost instead. Asked here as well, for it takes
a while to draw each page: what a coalition keeps private is in no answer but its own, and the log tells of none. No
page shows an object of Python where a template meant one of its values.
"""

import getpass
import io
import os
import platform
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse

from openupr.accounts.actions import Table
from openupr.accounts.models import Person
from openupr.accounts.tests.examples import Player
from openupr.coalitions.models import Coalition
from openupr.files.tests.files_with_names import unpacked
from openupr.project.tables import TABLES
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.exports import write_export

from .private_words import own_routes, plant_private
from .test_canaries import browser, let_loose, what_is_heard  # noqa: F401
from .test_permissions import APPS, browser_of, examples_of

# What is written does not depend on the database.
pytestmark = pytest.mark.once

USER, SIGNS_IN_AS, PRIVATE = "zyzuser", "zyzzyvasignin", "quetzprivate"
EXPECTED = {
    "recommendations": {"csv", "xlsx", "pdf"},
    "submissions": {"csv", "docx", "pdf"},
    "timeline": {"ics", "pdf"},
}
# What examples keep in place of a file.
PLACEHOLDERS = {b"PK", b"%PDF-", b"%PDF-1.3"}
OBJECT = re.compile(rb"\b[A-Z]\w+\([a-z_]+=")
"""How Python shows an object, such as `Balance(used=0`."""
KINDS = ("csv", "xlsx", "json", "ics", "docx", "pdf", "html", "md", "svg", "png")


def inside(data: bytes) -> bytes:
    """All that a file holds: an archive's parts, a PDF's streams and its text."""
    if data in PLACEHOLDERS:
        return data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.comment + b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        texts = "".join(page.get_textpage().get_text_range() for page in document)
        return unpacked(data) + texts.encode()
    return data


def files_of(player: Player, routes: list[str], addresses: dict[str, Any]) -> Iterator[tuple[str, HttpResponseBase]]:
    """What each address answers, in each kind that it has."""
    for _route, address, answer in answers_of(browser_of(player), routes, addresses):
        yield address, answer


def answers_of(
    browser: Client, routes: list[str], addresses: dict[str, Any]
) -> Iterator[tuple[str, str, HttpResponseBase]]:
    """The same, and the route of each address."""
    for route in routes:
        parts = dict(addresses.get(route, {}))
        kinds = [{**parts, "kind": kind} for kind in KINDS] if "kind" in parts else [parts]
        for given in kinds:
            try:
                address = reverse(route, kwargs=given)
            except Exception:
                continue
            # As somebody asks who sits at the server itself.
            answer = browser.get(address, headers={"host": "localhost:8000"})
            assert answer.status_code != 500, address
            if answer.status_code == 200:
                yield route, address, answer


@pytest.fixture
def somewhere(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Words that name this computer, its user and its folders."""
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, USER)
    assert getpass.getuser() == USER
    folders = (settings.BASE_DIR, settings.OPENUPR_HOME, tempfile.gettempdir(), Path(os.__file__).parent)
    words = (USER, SIGNS_IN_AS, platform.node(), *map(str, folders))
    # A short name stands anywhere by chance.
    return [word.encode() for word in words if len(word) > 3]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=APPS)
def test_no_file_names_this_computer_its_user_or_who_downloads_it_nor_leads_any_answer_to_localhost(
    table: Table, somewhere: list[bytes], tmp_path: Path, heard: list[str]
) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    with override_settings(OPENUPR_HOME=tmp_path, OPENUPR_ADDRESS="https://upr.example.org"):
        import_file(source="upr-info", path=write_export(tmp_path / "export.csv", [{"Text": "Stop evictions"}]))
        refresh_index()
        example = examples_of(table.app).example()
        let_loose(example)
        for coalition in Coalition.objects.all():
            plant_private(coalition, PRIVATE)
        mightiest = max(example.players, key=lambda each: len(each.roles) * isinstance(each.actor, Person))
        Person.objects.filter(pk=getattr(mightiest.actor, "pk", None)).update(username=SIGNS_IN_AS)
        routes = [route for action in table.actions if not action.changes for route in action.routes]
        for route, address, answer in answers_of(browser(mightiest), routes, dict(example.addresses)):
            found = inside(b"".join(answer) if answer.streaming else answer.content)
            head = answer.headers.get("Content-Disposition", "")
            nowhere = [b"localhost", b"127.0.0.1", *([] if route in own_routes() else [PRIVATE.encode()])]
            wrong += [(address, word) for word in nowhere if word in found]
            if "filename" not in head:
                wrong += [(address, each) for each in OBJECT.findall(found)]
                continue
            seen[head.rstrip('"').rpartition(".")[2]] += 1
            wrong += [(address, word) for word in somewhere if word in head.encode() + found]
    assert wrong == []
    assert EXPECTED.get(table.app, set()) <= set(seen), seen
