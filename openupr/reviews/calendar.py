"""The calendar of reviews: filled from the vocabulary, asked by State and cycle."""

from django.db import transaction

from openupr.upr.calendar import CALENDAR

from .models import Review


def known_sessions(iso3: str) -> list[int]:
    """Sessions in which the calendar has a State, past or future; without what only an import
    named.
    """
    reviews = Review.objects.filter(iso3=iso3, session__isnull=False).exclude(status=Review.Status.IMPORTED)
    return sorted(number for number in reviews.values_list("session", flat=True) if number is not None)


def fill_calendar(*, using: str = "default") -> int:
    """Add reviews that the vocabulary knows and the database lacks.

    Returns how many. Edits stay.
    """
    with transaction.atomic(using=using):
        reviews = Review.objects.using(using)
        known = set(reviews.values_list("iso3", "cycle", "session"))
        dated = {(iso3, session) for iso3, _, session in known if session}
        missing = [
            Review(
                iso3=entry.iso3,
                cycle=entry.cycle,
                session=entry.session,
                order=entry.order,
                status=entry.status,
                source=entry.source,
            )
            for entry in CALENDAR
            if (entry.iso3, entry.cycle, entry.session) not in known and (entry.iso3, entry.session) not in dated
        ]
        reviews.bulk_create(missing, batch_size=500)
    return len(missing)


def review_of(*, iso3: str, session: int | None, cycle: int, told_by: str) -> Review:
    """The review of a State in a session, or in a cycle if the session is unknown.

    If the calendar lacks it: an unsaved one, known from `told_by`.
    """
    if session is None:
        review = Review.objects.filter(iso3=iso3, cycle=cycle).order_by("session").first()
    else:
        review = Review.objects.filter(iso3=iso3, session=session).first()
    if review:
        return review
    return Review(iso3=iso3, session=session, cycle=cycle, status=Review.Status.IMPORTED, source=told_by)


def stored_review(review: Review) -> Review:
    """A review of `review_of` in the calendar; the existing one if somebody entered it
    meanwhile.
    """
    when = {"session": review.session} if review.session else {"session": None, "cycle": review.cycle}
    defaults = {"cycle": review.cycle, "status": review.status, "source": review.source}
    return Review.objects.get_or_create(iso3=review.iso3, **when, defaults=defaults)[0]
