"""Tries that several servers count together, in their database."""

import pytest
from django.core.cache import BaseCache
from django.db import connection

from openupr.project.tries import SharedTries

pytestmark = pytest.mark.django_db


@pytest.fixture
def servers() -> tuple[BaseCache, BaseCache]:
    return SharedTries("", {}), SharedTries("", {})


def test_what_one_server_counted_the_other_goes_on_from(servers: tuple[BaseCache, BaseCache]) -> None:
    one, other = servers
    assert one.add("sign-in:dara", 0, 60)
    assert not other.add("sign-in:dara", 0, 60)
    assert [one.incr("sign-in:dara"), other.incr("sign-in:dara"), one.incr("sign-in:dara")] == [1, 2, 3]
    other.set("history", [3.5, 1.25], 60)
    assert one.get("history") == [3.5, 1.25]
    assert other.delete("history")
    assert one.get("history", "nothing") == "nothing"


def test_after_its_time_a_try_counts_no_more(servers: tuple[BaseCache, BaseCache]) -> None:
    one, other = servers
    one.set("sign-in:dara", 9, 0)
    assert other.get("sign-in:dara") is None
    with pytest.raises(ValueError, match="Nothing is counted"):
        other.incr("sign-in:dara")
    assert other.add("sign-in:dara", 0, 60)
    assert one.incr("sign-in:dara") == 1


def test_the_counts_are_in_no_log_and_in_no_backup(servers: tuple[BaseCache, BaseCache]) -> None:
    servers[0].set("sign-in:dara", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'openupr_tries'")
        assert cursor.fetchone() == ("u",)
    assert "openupr_tries" not in connection.introspection.django_table_names()
