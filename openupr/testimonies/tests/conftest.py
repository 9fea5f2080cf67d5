"""The cast of coalitions, and a box of theirs."""

import pytest

from openupr.coalitions.tests.conftest import browser_of, home, maly, the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.models import Box

from .examples import a_box


@pytest.fixture(name="box")
def the_box(cast: Cast) -> Box:
    """An open box that asks three questions and takes testimonies."""
    return a_box(cast)
