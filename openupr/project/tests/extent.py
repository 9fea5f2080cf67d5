"""How much the tests try: what must be true of every change (`make test`), or everything (`make test-all`)."""

import os
from typing import Any

import pytest
from django.test import Client

ALL = os.environ.get("TESTS") == "all"
ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
_HERE = "on PostgreSQL" if ON_POSTGRESQL else "on SQLite"
# A test that asks for one of these keeps something in a database: its own process's, or that of one it starts.
_DATABASES = {"db", "transactional_db", "homes"}
# A test that asks for one of these asks for pages: a browser, somebody's session in one, a telephone in a room.
_PAGES = {"client", "chromium", "browser_of", "signed_in", "phone", "enter", "device"}


def kills(number: int) -> int:
    """How often a process is killed: `number` times in all, three times in `make test`."""
    return number if ALL else min(number, 3)


def is_about_this_database(item: pytest.Item) -> bool:
    """Whether a test can end differently on PostgreSQL: it keeps something, and asks about no other thing."""
    names = set(getattr(item, "fixturenames", ()))
    keeps = bool(_DATABASES & names) or item.get_closest_marker("django_db") is not None
    return keeps and item.get_closest_marker("once") is None


def is_left_out(item: pytest.Item) -> bool:
    """Whether only `make test-all` runs a test."""
    if ALL:
        return False
    # A test and its module may each leave one database out.
    if any(not each.args or _HERE in each.args for each in item.iter_markers("thorough")):
        return True
    return ON_POSTGRESQL and _asks_for_pages(item) and item.get_closest_marker("everywhere") is None


def _asks_for_pages(item: pytest.Item) -> bool:
    names: Any = getattr(item, "fixturenames", ())
    module = getattr(item, "module", None)
    return bool(_PAGES & set(names)) or Client in vars(module).values()
