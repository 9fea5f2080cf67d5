"""What whoever takes the laptop away reads in its files: not who answered, not when, not in which order."""

import json
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import connection, models
from django.test import Client, override_settings
from django.utils import timezone

from openupr.accounts.models import AuditLine
from openupr.accounts.rooms import COOKIE, enter_room, open_room
from openupr.coalitions.tests.examples.cast import cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.project.backups.restoring import _build, _schema, database_at
from openupr.submissions.document import public_version
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.tests.examples import drafted
from openupr.testimonies.boxes import close_box
from openupr.testimonies.evaluations import put_in
from openupr.testimonies.models import Box, Remark, Slip, Tally, Testimony
from openupr.testimonies.rules.codes import Code
from openupr.testimonies.testimonies import put_testimony_in
from openupr.testimonies.tests.examples import CODE, DAY, a_box, let_go
from openupr.testimonies.withdrawals import withdraw

# About SQLite's own files.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
_PAGE = 4096


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A database of its own in a file, as the server keeps it."""
    schema = _schema()
    path = tmp_path / "openupr.sqlite3"
    with database_at(path), override_settings(OPENUPR_HOME=tmp_path):
        _build(schema)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA secure_delete=ON")
        yield path


def all_bytes(file: Path) -> bytes:
    """Everything in the database's folder: itself, its log, whatever lies beside."""
    return b"".join(path.read_bytes() for path in sorted(file.parent.rglob("*")) if path.is_file())


def sheet(number: int) -> str:
    """A remark that says which sheet it is from."""
    return f"remark-{number:03d}-{'x' * (number % 7)}"


def order_in(data: bytes) -> list[int]:
    """The sheets in the order in which their remarks lie in the file."""
    return [int(found) for found in re.findall(rb"remark-(\d{3})-", data)]


def test_where_a_remark_lies_says_nothing_about_when_it_came(file: Path) -> None:
    box = a_box(cast())
    for number in range(30):
        put_in(box=box, answers={"useful": "4", "best": sheet(number)})
    data = file.read_bytes()
    lies = order_in(data)
    assert sorted(lies) == list(range(30)), "each remark lies there once: no page before is left"
    # The order in the file is that of random keys. SQLite fills a page from its end.
    by_key = [int(text.split("-")[1]) for text in Remark.objects.order_by("pk").values_list("text", flat=True)]
    assert sorted(_pages(data)) == sorted(by_key)
    assert _pages(data) == by_key
    assert by_key != list(range(30))


def _pages(data: bytes) -> list[int]:
    """The sheets in the order in which SQLite lists them: within each page from its end, pages by their first."""
    found = []
    for at in range(0, len(data), _PAGE):
        within = order_in(data[at : at + _PAGE])[::-1]
        if within:
            found.append(within)
    keys = {int(t.split("-")[1]): pk for pk, t in Remark.objects.values_list("pk", "text")}
    return [number for page in sorted(found, key=lambda page: keys[page[0]]) for number in page]


def test_the_log_is_empty_once_a_sheet_is_in(file: Path) -> None:
    box = a_box(cast())
    put_in(box=box, answers={"useful": "4", "best": sheet(1)})
    log = file.with_name("openupr.sqlite3-wal")
    assert not log.exists() or log.stat().st_size == 0
    put_testimony_in(box=box, code=CODE, text="canary-of-a-testimony", phrase="", consent="public")
    assert log.stat().st_size == 0
    assert b"canary-of-a-testimony" in file.read_bytes()


def test_no_row_of_a_box_is_numbered_as_it_came(file: Path) -> None:
    """SQLite numbers rows as they come unless the number is the key itself: an `INTEGER PRIMARY KEY`."""
    with closing(sqlite3.connect(file)) as raw:
        for model in (Remark, Testimony, Slip):
            columns = raw.execute(f"PRAGMA table_info({model._meta.db_table})").fetchall()
            assert [(row[1], row[2].upper()) for row in columns if row[5]] == [("id", "INTEGER")]
    box = a_box(cast())
    for number in range(12):
        put_in(box=box, answers={"best": sheet(number)})
    with closing(sqlite3.connect(file)) as raw:
        rows = raw.execute("SELECT rowid, id, text FROM testimonies_remark ORDER BY rowid").fetchall()
    assert all(rowid == key for rowid, key, _text in rows)
    assert [int(text.split("-")[1]) for *_keys, text in rows] != list(range(12))


def test_what_was_chosen_is_counted_and_nothing_else_is_there_of_a_sheet(file: Path) -> None:
    box = a_box(cast())
    for key, value in [("useful", "1"), ("useful", "5"), ("length", "long")]:
        put_in(box=box, answers={key: value})
    counted = dict(Tally.objects.filter(number__gt=0, box=box).values_list("value", "number"))
    assert counted == {"1": 1, "5": 1, "long": 1}
    assert not Remark.objects.exists()


def test_two_orders_of_the_same_sheets_leave_the_same_counts_in_the_same_places(tmp_path: Path) -> None:
    def pages_after(order: list[tuple[str, str]], name: str) -> bytes:
        schema = _schema()
        with database_at(tmp_path / name), override_settings(OPENUPR_HOME=tmp_path):
            _build(schema)
            box = a_box(cast())
            for key, value in order:
                put_in(box=box, answers={key: value})
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT group_concat(pageno || '-' || pgoffset || '-' || pgsize || '-' || unused || '-' || ncell) "
                    "FROM dbstat WHERE name = 'testimonies_tally'"
                )
                numbers = cursor.fetchone()[0]
                cursor.execute("SELECT pageno FROM dbstat WHERE name = 'testimonies_tally' AND pagetype = 'leaf'")
                leaves = [row[0] for row in cursor.fetchall()]
            data = (tmp_path / name).read_bytes()
            return numbers.encode() + b"".join(data[(leaf - 1) * _PAGE : leaf * _PAGE] for leaf in leaves)

    sheets = [("useful", "4")] * 3 + [("useful", "2")] * 2 + [("length", "long")] * 4
    assert pages_after(sheets, "one.sqlite3") == pages_after(sheets[::-1], "two.sqlite3")


def test_no_hour_and_nobody_stands_beside(file: Path) -> None:
    known = cast()
    box = a_box(known)
    lines = AuditLine.objects.count()
    code = open_room(by=None, circle=known.coalition.key, today=today_there(), time_zone="Asia/Phnom_Penh").code
    guest, token = enter_room(code=code, now=timezone.now())
    phone = Client()
    phone.cookies[COOKIE] = token
    address = f"/coalitions/{known.coalition.key}/boxes/{box.pk}/"
    assert phone.post(f"{address}evaluate/", {"useful": "5", "best": "canary-remark"}).status_code == 302
    told = {"text": "canary-testimony", "consent": "public", "do": "send"}
    assert phone.post(f"{address}tell/", told).status_code == 200
    assert AuditLine.objects.count() == lines
    kinds = {
        type(field)
        for model in (Tally, Remark, Testimony, Slip)
        for field in model._meta.concrete_fields
        if not field.is_relation
    }
    times = (models.DateField, models.TimeField)
    assert [kind for kind in kinds if issubclass(kind, times)] == []
    pointed_to = {
        field.related_model
        for model in (Tally, Remark, Testimony, Slip)
        for field in model._meta.concrete_fields
        if field.is_relation
    }
    assert pointed_to == {Box}
    tokens = [token.encode(), guest.token_hash.encode()]
    (row,) = Testimony.objects.values()
    assert not any(each.decode() in json.dumps(row) for each in tokens)


def test_a_withdrawn_testimony_is_in_no_file_any_more(file: Path) -> None:
    box = a_box(cast())
    canary = f"canary-{secrets.token_hex(8)} " * 400
    others = [Code(f"plain {number}", f"{number:064d}") for number in range(20)]
    for code in others:
        put_testimony_in(box=box, code=code, text="We have seen it. " * 90, phrase="", consent="internal")
    put_testimony_in(box=box, code=CODE, text=canary, phrase=canary[:20], consent="public")
    assert canary[:20].encode() in all_bytes(file)
    withdraw(code=CODE.plain.lower().replace("-", " "))
    assert canary[:12].encode() not in all_bytes(file)
    assert Testimony.objects.count() == 20
    assert (file.parent / "withdrawn-testimonies.txt").stat().st_mode & 0o777 == 0o600


def test_a_withdrawn_quote_is_in_no_kept_file_any_more(file: Path) -> None:
    known = cast()
    box, canary = a_box(known), f"canary-{secrets.token_hex(8)} " * 400
    put_testimony_in(box=box, code=CODE, text=canary, phrase="", consent="submission")
    close_box(by=known.sophea, box=box, today=DAY)
    let_go(known.sophea)
    draft = drafted(known)
    draft.paragraph.text = f"One said: [[testimony:{Testimony.objects.get().pk}]]"
    draft.paragraph.save()
    files = asdict(public_version(draft.submission))
    given = {"by": known.sophea, "submission": draft.submission, "receipt": "No. 7", "lodged_on": DAY}
    lodge_submission(**given, now=timezone.now(), **files)
    assert all_bytes(file).count(canary[:20].encode()) > 800, "in the testimony, the HTML and the Markdown"
    withdraw(code=CODE.plain)
    assert canary[:12].encode() not in all_bytes(file)
