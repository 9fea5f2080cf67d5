"""The calendar of a home follows a review that the Council moved, and keeps what somebody changed."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from openupr.reviews.models import Review
from openupr.reviews.services import fill_calendar
from openupr.upr.calendar import CALENDAR

MOVED = import_module("openupr.reviews.migrations.0002_the_review_that_was_not_held")


@pytest.fixture
def as_it_was(db: None) -> Review:
    review = Review.objects.get(iso3="USA", cycle=4)
    review.session, review.source = 50, "corporatemaldives.com 50th session (not in order)"
    review.save()
    return review


def move() -> list[tuple[int | None, str]]:
    # SQLite takes no schema editor within a test's transaction; the migration asks it for the database only.
    MOVED._reschedule(apps, SimpleNamespace(connection=connection))
    fill_calendar()
    return list(Review.objects.filter(iso3="USA", cycle=4).values_list("session", "source"))


def test_a_home_of_before_has_the_moved_review_once_and_as_a_new_one_has_it(as_it_was: Review) -> None:
    (listed,) = [review for review in CALENDAR if (review.iso3, review.cycle) == ("USA", 4)]
    assert move() == [(53, listed.source)]


def test_a_review_that_somebody_changed_stays(as_it_was: Review) -> None:
    Review.objects.filter(pk=as_it_was.pk).update(source="We were there")
    assert (50, "We were there") in move()
