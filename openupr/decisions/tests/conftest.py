"""The cast of coalitions."""

from openupr.coalitions.tests.conftest import browser_of, home, maly, the_cast  # noqa: F401
