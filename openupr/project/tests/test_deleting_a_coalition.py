"""A deleted coalition leaves nothing: no row, no file, no word of it on the disk. Every table is looked through."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from openupr.accounts.models import AuditLine, Invitation, Person
from openupr.coalitions.clock import deletions_waiting
from openupr.coalitions.coalition import delete_coalition, delete_due_coalitions, wait_anew
from openupr.coalitions.invitations import invite_person
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.organisations import add_organisation
from openupr.coalitions.tasks import begin_deleting_coalitions, delete_coalitions
from openupr.coalitions.tests.examples.cast import Cast, another_coalition, cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.project.backups.restoring import _build, _schema, database_at

from .backups.everything import fill, some_value

# What belongs to no coalition: people's accounts, the public record, and what the server itself notes. A withdrawal is
# the hash of a code: it keeps a withdrawn testimony out when an older backup is restored.
SHARED = {
    "accounts.Person",
    "accounts.BackupMade",
    "accounts.DeviceCode",
    "accounts.Server",
    "conformance.AddedRuleSet",
    "languages.Reading",
    "reviews.Review",
    "testimonies.Withdrawal",
}
SHARED_APPS = {"account", "auth", "contenttypes", "django_tasks_database", "mfa", "recommendations", "sessions"}
CANARY = "quetzalcoatlus northropi"


def of_coalitions() -> list[type[models.Model]]:
    """Every table that holds something of coalitions: all that the lines above do not name."""
    found = apps.get_models(include_auto_created=True)
    return [each for each in found if each._meta.label not in SHARED and each._meta.app_label not in SHARED_APPS]


def fill_coalitions() -> None:
    """A row in every table; what no coalition's key leads to is given to the coalition."""
    fill()
    for model in of_coalitions():
        # What a backup does not carry: phones of the moment.
        if not model._base_manager.exists():
            model._base_manager.create(**dict(_values(model)))
    key = Coalition.objects.get().key
    for model in of_coalitions():
        if "circle" in {field.name for field in model._meta.concrete_fields}:
            model._base_manager.exclude(circle__startswith=key).update(circle=key)


def _values(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    for field in model._meta.concrete_fields:
        if field.is_relation:
            yield field.attname, getattr(field.related_model._base_manager.first(), "pk", None)
        elif not field.primary_key:
            yield field.attname, some_value(field)


def test_no_row_of_a_deleted_coalition_is_left_in_any_table(db: None) -> None:
    fill_coalitions()
    empty = [each._meta.label for each in of_coalitions() if not each._base_manager.exists()]
    assert empty == [], "fill them, or this test says nothing of them"
    delete_coalition(coalition=Coalition.objects.get())
    left = {each._meta.label: each._base_manager.count() for each in of_coalitions() if each._base_manager.exists()}
    assert left == {}, "delete them with their coalition, or name them above if they belong to none"


@pytest.mark.once
def test_no_word_of_a_deleted_coalition_is_left_on_the_disk(
    tmp_path: Path, settings: Any, transactional_db: None
) -> None:
    """Database, its log, index, log file. PostgreSQL's files are its server's: only SQLite's are read here."""
    settings.OPENUPR_HOME = tmp_path
    schema = _schema()
    with database_at(tmp_path / "openupr.sqlite3"):
        _build(schema)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
        fill_coalitions()
        assert plant() > 40
        assert CANARY.encode() in on_the_disk(tmp_path)
        delete_coalition(coalition=Coalition.objects.get())
        assert CANARY.encode() not in on_the_disk(tmp_path)


def plant() -> int:
    """Write the canary into a text of each table of coalitions; return into how many tables."""
    planted = 0
    for model in of_coalitions():
        text = next((field for field in model._meta.concrete_fields if _holds_words(field)), None)
        if text is not None:
            for row in model._base_manager.all():
                # A name may stand once in its group.
                model._base_manager.filter(pk=row.pk).update(**{text.name: f"{CANARY} {row.pk}"})
            planted += 1
    return planted


def _holds_words(field: models.Field[Any, Any]) -> bool:
    room = field.max_length is None or field.max_length >= len(CANARY) + 20
    fixed = field.unique or field.choices or field.name in ("circle", "token_hash", "time_zone")
    return isinstance(field, models.TextField | models.CharField) and room and not fixed


def on_the_disk(home: Path) -> bytes:
    return b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file())


@pytest.fixture
def known(db: None) -> Cast:
    return cast()


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(known: Cast, rest: str = "") -> str:
    return f"/coalitions/{known.coalition.key}/{rest}"


def test_a_coordinator_has_the_coalition_deleted_in_seven_days_and_all_members_see_when(known: Cast) -> None:
    assert browser(known.dara).post(page_of(known, "delete/")).status_code == 403
    sophea = browser(known.sophea)
    assert page_of(known, "delete/") in sophea.get(page_of(known, "change/")).content.decode()
    sophea.post(page_of(known, "delete/"), {"do": "delete"})
    known.coalition.refresh_from_db()
    assert timedelta(days=6) < known.coalition.delete_at - timezone.now() <= timedelta(days=7)
    assert "This coalition is deleted on" in browser(known.vuthy).get(page_of(known, "people/")).content.decode()
    assert AuditLine.objects.filter(who=known.sophea, what="coalitions.delete:ask_to_delete").exists()
    assert delete_due_coalitions(now=timezone.now() + timedelta(days=6, hours=23)) == 0
    assert delete_due_coalitions(now=timezone.now() + timedelta(days=7, minutes=1)) == 1
    assert browser(known.dara).get(page_of(known)).status_code == 404


def test_the_deletion_is_taken_back_within_the_seven_days(known: Cast) -> None:
    sophea = browser(known.sophea)
    sophea.post(page_of(known, "delete/"), {"do": "delete"})
    first = Coalition.objects.get().delete_at
    sophea.post(page_of(known, "delete/"), {"do": "delete"})
    assert Coalition.objects.get().delete_at == first
    sophea.post(page_of(known, "delete/"), {"do": "keep"})
    assert delete_due_coalitions(now=timezone.now() + timedelta(days=30)) == 0
    assert "This coalition is deleted on" not in sophea.get(page_of(known)).content.decode()


def test_a_clock_that_jumped_deletes_no_coalition(known: Cast) -> None:
    now = timezone.now()
    Coalition.objects.update(delete_at=now + timedelta(days=7), clock_seen=today_there())
    assert delete_due_coalitions(now=now + timedelta(days=400)) == 0
    told = deletions_waiting(Coalition.objects.get(), today=today_there() + timedelta(days=400))
    assert told == ["The whole coalition, as a coordinator asked."]


def test_the_seven_days_begin_again_when_a_backup_of_then_is_restored(known: Cast) -> None:
    now = timezone.now()
    Coalition.objects.update(delete_at=now - timedelta(days=30))
    wait_anew(now=now)
    assert delete_due_coalitions(now=now + timedelta(days=6)) == 0
    assert Coalition.objects.get().delete_at == now + timedelta(days=7)


def test_the_worker_and_the_servers_start_delete_what_is_due(known: Cast) -> None:
    Coalition.objects.update(delete_at=timezone.now() - timedelta(minutes=1))
    begin_deleting_coalitions(now=timezone.now())
    assert not Coalition.objects.exists()
    waiting = DBTaskResult.objects.filter(task_path=delete_coalitions.module_path, status="READY")
    assert waiting.count() == 1
    begin_deleting_coalitions(now=timezone.now())
    assert waiting.count() == 1


def test_another_coalition_loses_nothing(known: Cast) -> None:
    other, today = another_coalition(known.nary), today_there()
    add_organisation(by=known.nary, coalition=other, name=known.forest.name, today=today)
    invite_person(by=known.nary, coalition=other, role="observer", now=timezone.now())
    before = rows_of(other)
    delete_coalition(coalition=known.coalition)
    assert rows_of(other) == before
    assert Person.objects.filter(username="sophea").exists()


def rows_of(coalition: Coalition) -> list[list[dict[str, Any]]]:
    return [
        list(Organisation.objects.filter(coalition=coalition).values()),
        list(coalition.participations.values()),
        list(Invitation.objects.filter(circle=coalition.key).values()),
        list(AuditLine.objects.filter(circle=coalition.key).values()),
    ]
