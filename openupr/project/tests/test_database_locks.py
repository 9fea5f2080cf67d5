"""Locks that the servers of one database share."""

import pytest
from django.db import connection

from openupr.project.presence import ServerPresence
from openupr.project.tests.test_worker import begun
from openupr.project.worker import put_back_of_the_dead
from openupr.web.database_locks import DatabaseLock, LockHeld, database_lock, is_locked

pytestmark = pytest.mark.django_db


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


def test_what_the_worker_of_a_dead_server_left_is_ready_again_and_a_living_ones_task_is_not() -> None:
    of_the_dead, of_the_living = begun("dead"), begun("living")
    with ServerPresence(worker="living"):
        assert put_back_of_the_dead("mine") == 1
    of_the_dead.refresh_from_db()
    of_the_living.refresh_from_db()
    assert (of_the_dead.status, of_the_living.status) == ("READY", "RUNNING")
