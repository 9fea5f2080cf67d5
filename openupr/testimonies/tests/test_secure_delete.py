"""What was deleted is erased from the disk on the database that is used, SQLite or PostgreSQL."""

import logging

import pytest
from django.db import connection

from openupr.accounts.secure_delete import erase_deleted
from openupr.coalitions.tests.examples.cast import cast
from openupr.testimonies.boxes import TABLES
from openupr.testimonies.evaluations import put_in
from openupr.testimonies.models import Remark, Testimony
from openupr.testimonies.withdrawals import withdraw

from .examples import CODE, a_box, told_in

CANARY = "zyzzyva-in-the-log"


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_sheet_or_a_withdrawal_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    box = a_box(cast())
    with caplog.at_level(logging.ERROR):
        for number in range(3):
            put_in(box=box, answers={"useful": "3", "best": f"Remark {number}"})
        told_in(box, CANARY)
        if connection.vendor == "postgresql":
            assert in_the_log_of_postgresql(CANARY)
        withdraw(code=CODE.plain)
    # What runs after the commit must not fail silently.
    assert caplog.records == []
    # On PostgreSQL other tests' transactions stand in the way, in databases of their own too.
    assert erase_deleted(*TABLES, wait=120_000)
    assert (Remark.objects.count(), Testimony.objects.count()) == (3, 0)
    if connection.vendor == "postgresql":
        # No row version of before is left: all rows of the box were written by one transaction.
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM testimonies_remark")
            assert cursor.fetchone() == (1,)
            cursor.execute("SELECT array_agg(id ORDER BY ctid) = array_agg(id ORDER BY id) FROM testimonies_remark")
            assert cursor.fetchone() == (True,)
        # Its log is not recycled where tests run (scripts/with-postgres.sh), so what was withdrawn is gone from it.
        assert not in_the_log_of_postgresql(CANARY)
        assert erased_beside_a_reader() is False


def erased_beside_a_reader() -> bool:
    """What erasing says while another connection has a transaction open, which could still ask for what is gone."""
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        with reader.cursor() as cursor:
            cursor.execute("SELECT 1")
        return erase_deleted(*TABLES, wait=0)
    finally:
        reader.close()


def in_the_log_of_postgresql(word: str) -> bool:
    """Whether a word stands in any file of its log, whoever else writes there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_ls_waldir() AS file WHERE "
            "position(%s::bytea IN pg_read_binary_file('pg_wal/' || file.name, 0, file.size, true)) > 0",
            [word.encode()],
        )
        return cursor.fetchone()[0] > 0
