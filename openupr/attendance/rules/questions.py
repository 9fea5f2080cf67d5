"""The questions whose answers are counted, each with its groups in a fixed order; the first is told
if not all can be.

The order is part of what keeps people safe (see rules.publishing): it does not depend on what
anybody answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TOTAL, REGISTERED, DAY = "total", "registered", "day"
AREA, GENDER, FIRST_TIME, LANGUAGE = "area", "gender", "first-time", "language"
# Languages have no fixed groups: they are those of the workshop, in its order.
_GROUPS = {AREA: ("rural", "urban"), GENDER: ("women", "men"), FIRST_TIME: ("yes", "no")}


@dataclass(frozen=True)
class FormQuestion:
    """What was asked, and the groups of answers that are counted."""

    key: str
    groups: tuple[str, ...]


def questions_of(languages: Sequence[str]) -> tuple[FormQuestion, ...]:
    """The questions of a workshop in these languages."""
    fixed = tuple(FormQuestion(key, groups) for key, groups in _GROUPS.items())
    return (*fixed, FormQuestion(LANGUAGE, tuple(languages))) if languages else fixed
