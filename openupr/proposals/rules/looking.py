"""What can be said of an earlier recommendation beside a draft, and when it cannot."""

from openupr.coalitions.rules.refusals import Refused

SAYS = ("same", "other", "")
"""About the same; not about it; nothing any more."""
MOST_AT_ONCE = 100
"""Of one wording there are at most some dozens of recommendations: one a State."""


class NothingSaidOfIt(Refused):
    """What was sent says neither of the two, nor takes it back."""

    def __init__(self) -> None:
        super().__init__("Say whether it is about the same, or not about it. Nothing was changed.")


class NotInTheRecord(Refused):
    """What was sent names no recommendation to this State that is loaded: the record may have been
    imported anew.
    """

    def __init__(self) -> None:
        super().__init__(
            "That earlier recommendation is none to this State in the loaded record. Nothing was changed: look at the "
            "page again."
        )


class NoSuchVersion(Refused):
    """What was sent names a text of the draft that it never had."""

    def __init__(self) -> None:
        super().__init__("This draft has no such text. Nothing was changed: look at the page again.")


def check_said(mark: str, keys: list[str]) -> None:
    """Raises NothingSaidOfIt, NotInTheRecord: where no recommendation is named, or far too many."""
    if mark not in SAYS:
        raise NothingSaidOfIt
    if not 0 < len(keys) <= MOST_AT_ONCE:
        raise NotInTheRecord
