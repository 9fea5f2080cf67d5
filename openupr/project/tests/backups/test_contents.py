"""What goes into a backup comes out again, every row of every table."""

import hashlib
import io
import json
import sqlite3
from contextlib import closing as closing_file
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from openupr.accounts.models import Guest, Person
from openupr.accounts.tests.examples import person
from openupr.coalitions.models import Organisation
from openupr.project.backups.contents import NOT_CARRIED, BackupContents, applied, carried, written
from openupr.project.backups.loading import load
from openupr.project.backups.restoring import _build, _schema, database_at, restore
from openupr.project.backups.sealing import Means
from openupr.roadmaps.models import Feedback

from .conftest import NOW, a_coalition, organisations_called, sealed
from .everything import HARD, fill


def rows(lines: list[bytes]) -> dict[str, list[Any]]:
    """The rows of each table."""
    found: dict[str, list[Any]] = {}
    for line in map(json.loads, lines[1:-1]):
        if isinstance(line, dict):
            found[line["table"]] = []
        else:
            found[list(found)[-1]].append(line)
    return found


@pytest.mark.django_db
def test_every_row_of_every_table_is_carried_and_comes_back_equal() -> None:
    fill()
    there = {
        model._meta.label: list(model._base_manager.order_by("pk").values_list(*_without_guests(model)))
        for model in carried()
    }
    lines = list(written(now=NOW))
    found = rows(lines)
    assert {label: len(each) for label, each in found.items()} == {label: len(each) for label, each in there.items()}
    assert 0 not in map(len, found.values())
    assert all(HARD in row for row in found["timeline.Milestone"])

    Person.objects.update(called="somebody else")
    organisations_called("Came later")
    load(BackupContents(io.BytesIO(b"".join(lines))))
    assert list(written(now=NOW)) == lines
    assert there == {
        model._meta.label: list(model._base_manager.order_by("pk").values_list(*_without_guests(model)))
        for model in carried()
    }
    assert a_coalition().organisations.create(name="A new row gets a new number").pk


def _without_guests(model: type[models.Model]) -> list[str]:
    return [
        field.attname
        for field in model._meta.concrete_fields
        if not field.is_relation or field.related_model._meta.label not in NOT_CARRIED
    ]


@pytest.mark.django_db
def test_phones_and_who_is_signed_in_are_not_carried(client: Any) -> None:
    fill()
    client.force_login(Person.objects.first())
    feedback = Feedback.objects.exclude(guest=None).first() or Feedback.objects.first()
    feedback.guest = Guest.objects.first()
    feedback.save()
    text = b"".join(written(now=NOW)).decode()
    assert feedback.guest.token_hash not in text
    assert client.session.session_key not in text
    load(BackupContents(io.BytesIO(text.encode())))
    assert Feedback.objects.get(pk=feedback.pk).guest is None


def test_what_points_to_something_not_carried_may_point_nowhere() -> None:
    for model in carried():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model._meta.label in NOT_CARRIED:
                assert field.null, f"{field}: carry what it points to, or let it be empty"


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if connection.vendor == "sqlite":
        # The tests' own database, in memory, is no two people's.
        schema = _schema()
        home = database_at(tmp_path / "home.sqlite3")
        home.__enter__()
        request.addfinalizer(lambda: home.__exit__(None, None, None))
        _build(schema)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
    [first] = organisations_called("First")
    lines = written(now=NOW)
    begun = [next(lines), next(lines)]
    write_from_elsewhere(
        "INSERT INTO accounts_organisation (name, short_name, about, coalition_id)"
        f" VALUES ('Second', '', '', {first.coalition_id})"
    )
    kept = rows([*begun, *lines])["coalitions.Organisation"]
    assert [row[3] for row in kept] == ["First"]
    assert [each.name for each in Organisation.objects.order_by("pk")] == ["First", "Second"]


def write_from_elsewhere(statement: str) -> None:
    if connection.vendor == "sqlite":
        with closing_file(sqlite3.connect(connection.settings_dict["NAME"], timeout=1)) as other:
            other.execute(statement)
            other.commit()
    else:
        with closing_file(connection.copy()) as another, another.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.thorough  # test_old_data brings a backup of version 0.2.0 up to date
def test_a_backup_of_an_older_version_is_brought_up_to_date(
    empty_home: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    person("Sophea")
    present, old = applied(), of_an_older_version()
    assert b'"advocacy.PutInTouch"' not in b"".join(old)
    Person.objects.all().delete()
    restored = restore(sealed(tmp_path / "old.age", old, closing), means=opening)
    assert restored.made == NOW
    assert [person.called for person in Person.objects.all()] == ["Sophea"]
    # The table that the older version did not have is here, and so are its migrations.
    assert rows(list(written(now=NOW)))["advocacy.PutInTouch"] == []
    assert applied() == present


def of_an_older_version() -> list[bytes]:
    """What a version before the table of organisations put in touch would have written."""
    loader = MigrationLoader(connection)
    later = set(loader.graph.backwards_plan(("advocacy", "0011_put_in_touch")))
    migrations = {app: [name for name in names if (app, name) not in later] for app, names in applied().items()}
    keys = [(app, name) for app, names in migrations.items() for name in names]
    models = loader.project_state(keys).apps.get_models(include_auto_created=True)
    lines = list(written(now=NOW, every=models))
    head = json.loads(lines[0]) | {"migrations": {app: names for app, names in migrations.items() if names}}
    return ended([json.dumps(head).encode() + b"\n", *lines[1:]])


def ended(lines: list[bytes]) -> list[bytes]:
    """Lines with an end that fits them: whoever has the public key can make it."""
    end = json.loads(lines[-1]) | {"sha256": hashlib.sha256(b"".join(lines[:-1])).hexdigest()}
    return [*lines[:-1], json.dumps(end).encode() + b"\n"]
