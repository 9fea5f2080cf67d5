"""Refusals of a box."""

from openupr.coalitions.rules.refusals import Refused


class IsClosed(Refused):
    """Nothing goes into a closed box."""

    def __init__(self) -> None:
        super().__init__("This box is closed. Nothing was kept.")


class IsStillOpen(Refused):
    """An open box cannot be read."""

    def __init__(self) -> None:
        super().__init__("This box cannot be read while it is open. Close it first; it does not open again.")


class TakesNone(Refused):
    """The box asks for something else."""

    def __init__(self) -> None:
        super().__init__("This box does not collect that. Nothing was kept.")


class NothingAsked(Refused):
    """A box must collect something."""

    def __init__(self) -> None:
        super().__init__("Choose a question at least, or collect testimonies. Nothing was changed.")


class AlreadyAnswered(Refused):
    """Questions do not change once somebody may have answered them."""

    def __init__(self) -> None:
        super().__init__("Somebody has answered already, so the questions stay as they are. Open another box.")


class NothingAnswered(Refused):
    """An empty sheet."""

    def __init__(self) -> None:
        super().__init__("Answer one question at least. Nothing was sent.")


class NothingWritten(Refused):
    """An empty testimony."""

    def __init__(self) -> None:
        super().__init__("Write something first. Nothing was sent.")


class PhraseNotThere(Refused):
    """The key phrase must be words of the text."""

    def __init__(self) -> None:
        super().__init__("The words for bold print are not in the text like this. Copy them from it.")


class NoSuchCode(Refused):
    """No testimony has this code."""

    def __init__(self) -> None:
        super().__init__("No testimony here has this code. Look at it again: it has fifteen letters and digits.")


class NoSuchSlip(Refused):
    """No slip of this box has this number."""

    def __init__(self) -> None:
        super().__init__(
            "No slip of this box has this number: it was mistyped, typed in already, or its author withdrew it."
        )


class TooFew(Refused):
    """What fewer than five people could have written points to them."""

    def __init__(self) -> None:
        super().__init__(
            "If fewer than five people could have written it, it is not released. Take out what points to them, "
            "or set it aside."
        )


class NotLookedAt(Refused):
    """Releasing is a decision of somebody who has read."""

    def __init__(self) -> None:
        super().__init__("Read it, look at each marked word, and say so. Nothing was released.")


class IsGone(Refused):
    """Its author withdrew it while somebody was reading it."""

    def __init__(self) -> None:
        super().__init__("Its author has withdrawn it. It is gone.")
