"""The cast of coalitions, and a workshop of theirs with the two days' agenda."""

from openupr.coalitions.tests.conftest import browser_of, home, maly, the_cast  # noqa: F401
from openupr.workshops.tests.conftest import two_days, workshop  # noqa: F401
