"""Who speaks, in shares; whether a workshop keeps what an earlier one has taught. All from
counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Those who interpret while others speak take turns of twenty to thirty minutes (AIIC's guidelines
# for simultaneous interpretation ask for two to a booth).
INTERPRETERS_A_LANGUAGE = 2


@dataclass(frozen=True)
class Speaking:
    """How many speak, and how many of them are women, are from the countryside; over sessions,
    turns and not people.
    """

    people: int = 0
    women: int = 0
    rural: int = 0

    def __add__(self, other: "Speaking") -> "Speaking":
        return Speaking(self.people + other.people, self.women + other.women, self.rural + other.rural)

    def percent(self, count: int) -> int | None:
        """A share in whole per cent; None where nobody speaks."""
        return round(100 * count / self.people) if self.people else None


class LessonKept(StrEnum):
    """Whether a lesson is kept to in the workshop that is planned."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    NOT_KNOWN = "not known yet"


def at_least(share: int | None, least: int | None) -> LessonKept:
    """Whether a share in per cent is large enough."""
    if share is None:
        return LessonKept.NOT_KNOWN
    return LessonKept.KEPT if share >= (least or 0) else LessonKept.NOT_KEPT


def enough_interpreters(languages: Sequence[str], interpreters: Mapping[str, int], least: int | None) -> LessonKept:
    """Whether each language of a workshop has its interpreters; one language alone needs none."""
    if len(languages) < 2:
        return LessonKept.KEPT
    if not interpreters:
        return LessonKept.NOT_KNOWN
    least = INTERPRETERS_A_LANGUAGE if least is None else least
    return (
        LessonKept.KEPT
        if all(interpreters.get(language, 0) >= least for language in languages)
        else LessonKept.NOT_KEPT
    )
