"""Whoever looks whether a lock is held learns it, and stands in nobody's way."""

import pytest

from openupr.index.locks import Held, hold_lock, is_held


def test_a_lock_is_held_while_somebody_has_it_and_no_longer(tmp_path):
    lock = tmp_path / "some.lock"
    assert not is_held(lock)
    assert not lock.exists()
    with hold_lock(lock):
        assert is_held(lock)
    assert not is_held(lock)


def test_who_does_not_want_to_wait_is_told(tmp_path):
    lock = tmp_path / "some.lock"
    with hold_lock(lock), pytest.raises(Held), hold_lock(lock, wait=False):
        pass
    with hold_lock(lock, wait=False):
        pass
