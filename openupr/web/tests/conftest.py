"""The room by itself: what slices registered at start is put aside while these tests run."""

import pytest

from openupr.web import navigation, slots, tour


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(slots, "_panels", {})
    monkeypatch.setattr(tour, "_steps", [])


@pytest.fixture(autouse=True)
def _no_gate(settings):
    """Nor is the gate there, which knows only the product's addresses: these tests have their own."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "gate" not in each]
