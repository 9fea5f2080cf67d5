"""Refusals of an agenda."""

from collections.abc import Sequence

from openupr.coalitions.rules.refusals import Refused
from openupr.upr.days import FIRST_YEAR, LAST_YEAR


class EndsBeforeItBegins(Refused):
    """A session must last."""

    def __init__(self) -> None:
        super().__init__("It ends before it begins, or as it begins. Nothing was changed.")


class PastMidnight(Refused):
    """A day ends at midnight."""

    def __init__(self) -> None:
        super().__init__("Something would begin before the day or last past midnight. Nothing was changed.")


class NotOnTheSameDay(Refused):
    """Two sessions can be swapped within a day."""

    def __init__(self) -> None:
        super().__init__("Only two sessions of one day can be swapped: move one to the other day first.")


class DayIsTaken(Refused):
    """A workshop has each date once."""

    def __init__(self) -> None:
        super().__init__("The workshop has this date already.")


class AnotherCentury(Refused):
    """A workshop is held in years that calendars can count from."""

    def __init__(self) -> None:
        super().__init__(
            "A day of a workshop lies between %(first)s and %(last)s. Nothing was changed.",
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )


class AsksFirst(Refused):
    """Something would be lost for good: `losses`, a sentence each, are read and confirmed first."""

    def __init__(self, losses: Sequence[str]) -> None:
        self.losses = tuple(losses)
        super().__init__("Something would be lost for good. Nothing was changed.")


class HeldByMore(Refused):
    """A workshop with more than an agenda cannot be deleted: `holds`, a sentence each."""

    def __init__(self, holds: Sequence[str]) -> None:
        self.holds = tuple(holds)
        super().__init__("More than its agenda hangs on this workshop, so it stays. Nothing was changed.")


class NotAPartOfItself(Refused):
    """A session resumes one that comes before it and is no part of another."""

    def __init__(self) -> None:
        super().__init__("A session can resume only an earlier session of this workshop, and not itself.")


class NothingToKeep(Refused):
    """A template holds sessions."""

    def __init__(self) -> None:
        super().__init__("There is no session yet that a template could hold.")


class NameIsTaken(Refused):
    """Templates are told apart by their names."""

    def __init__(self) -> None:
        super().__init__("A template has this name already: drop it below, or give this one another. Nothing was kept.")


class EmptyNote(Refused):
    """What is noted says something."""

    def __init__(self) -> None:
        super().__init__("Nothing was written, so nothing was noted.")


class OfAnotherWorkshop(Refused):
    """An offer is matched to needs of the same workshop."""

    def __init__(self) -> None:
        super().__init__("The need and the offer belong to different workshops. Nothing was changed.")


class HasABox(Refused):
    """What is said of one workshop is in one box."""

    def __init__(self) -> None:
        super().__init__("This workshop has a box of its own already. Nothing was changed.")


class BoxOfAnotherCoalition(Refused):
    """A box stays where it was opened."""

    def __init__(self) -> None:
        super().__init__("This box is of another coalition. Nothing was changed.")
