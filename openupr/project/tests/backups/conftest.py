"""Keys, and a database of its own for what replaces the whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connection

from openupr.coalitions.models import Coalition, Organisation
from openupr.project.backups.making import new_file
from openupr.project.backups.restoring import _build, _schema, database_at
from openupr.project.backups.sealing import Means, seal
from openupr.reviews.models import Review

NOW = datetime(2018, 7, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def key() -> Any:
    """The secret half of an organisation's age key."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def closing(key: Any) -> Means:
    return Means(keys=[key.to_public()])


@pytest.fixture
def opening(key: Any) -> Means:
    return Means(keys=[key])


@pytest.fixture
def empty_home(db: None, tmp_path: Path) -> Iterator[None]:
    """A database without anything of anybody's: on SQLite a file of its own; on PostgreSQL the test's transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    schema = _schema()
    with database_at(tmp_path / "home.sqlite3"):
        _build(schema)
        yield


def a_coalition() -> Coalition:
    """The coalition here, or a new one."""
    if found := Coalition.objects.first():
        return found
    # The calendar may be there, and may not.
    review = Review.objects.filter(iso3="KHM", session=None).first()
    review = review or Review.objects.create(iso3="KHM", cycle=5, status=Review.Status.EXPECTED)
    return Coalition.objects.create(review=review, name="Coalition of the lake", founded=NOW.date())


def organisations_called(*names: str) -> list[Organisation]:
    """New organisations of one coalition."""
    coalition = a_coalition()
    return Organisation.objects.bulk_create(Organisation(coalition=coalition, name=name) for name in names)


def sealed(path: Path, lines: list[bytes], means: Means) -> Path:
    """A backup file of these lines, whatever they are."""
    with new_file(path, over=True) as out:
        seal((line for line in lines), out, means)
    return path
