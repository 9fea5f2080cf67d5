"""The calendar is filled from the vocabulary, and grows with what an imported record knows."""

from django.db import transaction

from openupr.upr.calendar import CALENDAR

from .models import Review


def fill_calendar(*, using: str = "default") -> int:
    """Add the reviews that the vocabulary knows and the database lacks; return how many. Edited reviews stay."""
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
    """The review of a State in a session, or in a cycle where the session is not told.

    Where the calendar lacks it, it is added as known from `told_by`.
    """
    told = {"status": Review.Status.IMPORTED, "source": told_by}
    if session is None:
        in_cycle = Review.objects.filter(iso3=iso3, cycle=cycle).order_by("session").first()
        return in_cycle or Review.objects.create(iso3=iso3, cycle=cycle, **told)
    review, _ = Review.objects.get_or_create(iso3=iso3, session=session, defaults={"cycle": cycle, **told})
    return review
