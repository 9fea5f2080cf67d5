"""Reading the calendar."""

from .models import Review


def known_sessions(iso3: str) -> list[int]:
    """The sessions in which the calendar itself has a State, held or to come; not what only an import told."""
    reviews = Review.objects.filter(iso3=iso3, session__isnull=False).exclude(status=Review.Status.IMPORTED)
    return sorted(number for number in reviews.values_list("session", flat=True) if number is not None)
