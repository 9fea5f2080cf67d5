"""Sophea's coalition prepares for Cambodia's third review; Dara's group works inside it. It is 12 March 2018."""

from datetime import date

import pytest

from openupr.reviews.models import Review
from openupr.timeline.calendars import open_calendar
from openupr.timeline.models import Calendar

TODAY = date(2018, 3, 12)
ZONE = "Asia/Phnom_Penh"


@pytest.fixture
def review(db: None) -> Review:
    return Review.objects.get(iso3="KHM", session=32)


@pytest.fixture
def coalition(review: Review) -> Calendar:
    """The coalition's calendar."""
    return open_calendar(review=review, time_zone=ZONE, today=TODAY)


@pytest.fixture
def group(coalition: Calendar, review: Review) -> Calendar:
    """A group's calendar, within the coalition's."""
    return open_calendar(review=review, time_zone=ZONE, within=coalition, today=TODAY)
