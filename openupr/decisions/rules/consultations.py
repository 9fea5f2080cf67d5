"""What belongs to a consultation."""

from datetime import date

from openupr.coalitions.rules.refusals import Refused


class NothingRecorded(Refused):
    """A consultation without place or words."""

    def __init__(self) -> None:
        super().__init__("Say where it was, and what was said.")


class NotYetHeld(Refused):
    """A consultation of the future."""

    def __init__(self) -> None:
        super().__init__("This day has not come yet: record a consultation once it was held.")


def check_consultation(*, place: str, said: str, day: date, today: date) -> None:
    """Raise NothingRecorded or NotYetHeld."""
    if not (place.strip() and said.strip()):
        raise NothingRecorded
    if day > today:
        raise NotYetHeld
