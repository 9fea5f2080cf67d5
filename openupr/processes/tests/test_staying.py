"""What is large lives in a process of its own, and ends with it."""

import os
import time

import pytest

from openupr.processes.staying import FailedThere, StayingProcess, TookTooLong


def test_two_calls_are_answered_by_one_other_process() -> None:
    process = StayingProcess(needs=())
    first = process.call("os:getpid", seconds=20)
    assert first == process.call("os:getpid", seconds=20)
    assert first != os.getpid()
    process.end()


def test_it_ends_when_nobody_called_for_a_while_and_starts_again() -> None:
    process = StayingProcess(needs=(), idle=0.1)
    first = process.call("os:getpid", seconds=20)
    until = time.monotonic() + 20
    while is_there(first) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_there(first)
    assert process.call("os:getpid", seconds=20) != first
    process.end()


def is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True


def test_what_takes_too_long_is_ended_and_the_next_call_is_answered() -> None:
    process = StayingProcess(needs=())
    with pytest.raises(TookTooLong):
        process.call("time:sleep", 60, seconds=0.5)
    assert process.call("math:sqrt", 9, seconds=20) == 3
    process.end()


def test_a_fault_there_is_told_here_and_ends_nothing() -> None:
    process = StayingProcess(needs=())
    first = process.call("os:getpid", seconds=20)
    with pytest.raises(FailedThere, match="ValueError"):
        process.call("math:sqrt", -1, seconds=20)
    assert process.call("os:getpid", seconds=20) == first
    process.end()
