"""Whoever looks whether a lock is held learns it, and stands in nobody's way."""

import fcntl

from openupr.index.locks import is_held


def test_a_lock_is_held_while_somebody_has_it_and_no_longer(tmp_path):
    lock = tmp_path / "some.lock"
    assert not is_held(lock)
    assert not lock.exists()
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_held(lock)
    assert not is_held(lock)


def test_two_may_look_at_once(tmp_path):
    lock = tmp_path / "some.lock"
    with lock.open("w") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        assert not is_held(lock)
