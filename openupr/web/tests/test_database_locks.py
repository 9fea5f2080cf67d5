"""Locks that the servers of one database share."""

import pytest
from django.db import connection

from openupr.web.database_locks import DatabaseLock, LockHeld, database_lock, is_locked

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="On SQLite one folder holds all."),
]


def test_a_lock_has_one_holder_and_is_free_when_it_lets_go() -> None:
    with database_lock("import"):
        assert is_locked("import")
        with pytest.raises(LockHeld), database_lock("import", wait=False):
            pass
        with database_lock("another", wait=False):
            pass
    assert not is_locked("import")


def test_servers_share_a_lock_that_nobody_has_alone_meanwhile() -> None:
    with database_lock("servers", shared=True), database_lock("servers", shared=True, wait=False):
        assert not _is_free("servers", shared=False)
    with database_lock("servers", wait=False):
        assert not _is_free("servers", shared=True)


def _is_free(name: str, *, shared: bool) -> bool:
    try:
        with database_lock(name, shared=shared, wait=False):
            return True
    except LockHeld:
        return False


def test_a_lock_whose_connection_is_lost_is_free_and_its_holder_notices() -> None:
    lock = DatabaseLock()
    lock.take("import")
    assert lock.is_kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())
    assert not is_locked("import")
    assert not lock.is_kept()
