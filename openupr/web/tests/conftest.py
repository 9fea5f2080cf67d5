"""The app by itself: what other apps registered at start is put aside while these tests run."""

import pytest

from openupr.web.hooks import PANELS
from openupr.web.navigation import NAVIGATION
from openupr.web.tour import TOUR


@pytest.fixture(autouse=True)
def _nothing_registered():
    with NAVIGATION.only(), PANELS.only(), TOUR.only():
        yield


@pytest.fixture(autouse=True)
def _no_gate(settings):
    """Nor is the gate there, which knows only the product's addresses: these tests have their own."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "gate" not in each]
