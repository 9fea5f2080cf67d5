"""What a coalition deletes of its contacts is nowhere on the disk. PostgreSQL's files are its server's."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from openupr.advocacy.contact_book import wipe_book
from openupr.advocacy.tests.examples import meeting
from openupr.coalitions.tests.examples.cast import cast
from openupr.project.backups.restoring import _build, _schema, database_at

SAID = "quetzalcoatlus northropi"


@pytest.mark.once
def test_no_word_of_a_deleted_meeting_is_left_in_the_database_or_its_log(
    tmp_path: Path, settings: Any, transactional_db: None
) -> None:
    settings.OPENUPR_HOME = tmp_path
    schema = _schema()
    with database_at(tmp_path / "openupr.sqlite3"):
        _build(schema)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
        known = cast()
        met = meeting(known)
        met.said = SAID
        met.save()
        assert SAID.encode() in _on_the_disk(tmp_path)
        wipe_book(by=known.sophea, coalition=known.coalition)
        assert SAID.encode() not in _on_the_disk(tmp_path)


def _on_the_disk(home: Path) -> bytes:
    return b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file())
