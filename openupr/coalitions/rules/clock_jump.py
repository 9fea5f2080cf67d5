"""Whether a computer's clock is believed before anything is deleted because of the date."""

from datetime import date, timedelta

# A laptop whose battery was empty may say any year. A coalition that rests longer than this is
# asked once.
LONGEST_JUMP = timedelta(days=60)


def is_believed(seen: date | None, today: date) -> bool:
    """Whether `today` may be true, when the last day that was believed is `seen`."""
    return seen is None or today - seen <= LONGEST_JUMP
