"""The seventeen Sustainable Development Goals and their 169 targets, by code, in short wordings of
our own.

The binding text is General Assembly resolution 70/1; these wordings only remind a reader what a
code means.
"""

import re
from dataclasses import dataclass
from functools import cache

from openupr.upr.names import LONGEST_NAME, Names, UnknownName
from openupr.upr.tables import rows

# "5", "5.2", "SDG 5", "Goal 5: Gender equality", "Target 5.a", "16.9 - Legal identity", "16 -
# PEACE, JUSTICE ..."
_CODE = re.compile(r"\s*(?:sdg|goal|target)?s?[\s:#-]*0?(\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?)(?!\w|\.\w)", re.IGNORECASE)

# "S16 SDG 16 - peace, justice and strong institutions", "Goal 5: gender equality"; "S05" is the
# number of a goal in OHCHR's list of themes.
_NAMED = re.compile(
    r"(?:S\s?\d{1,2}(?:\.\w{1,2})?[.:]?\s+)?(?:SDG|goal|target|sustainable development (?:goal|target))s?"
    r"\s*(?:no\.|number|#|:|[-–])?\s*(0?\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_OF_OHCHR = re.compile(r"S\s?0?(\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?)(?=[.:]?(?:\s|$))(.*)", re.DOTALL)
_BEFORE_TITLE = re.compile(r"(\d{1,2})\s*[-–.:]?\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Goal:
    """`code` is "1" to "17", `title` the UN's short title."""

    code: str
    title: str
    wording: str
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """`code` is such as "5.2" or "5.a", `goal` the code of its goal."""

    goal: str
    code: str
    wording: str
    source: str


GOALS = tuple(Goal(row["goal"], row["title"], row["wording"], row["source"]) for row in rows("sdg_goals"))
TARGETS = tuple(Target(row["goal"], row["code"], row["wording"], row["source"]) for row in rows("sdg_targets"))


def wording_of(code: str) -> str:
    """Our short wording of a goal or target; "" where there is none."""
    return _wordings().get(code, "")


def find_sdg(text: str) -> str:
    """The code of the goal or target that this text begins with, or of the goal it names: "5" or
    "5.2".

    Raises UnknownName for anything else.
    """
    begins = _CODE.match(text[:LONGEST_NAME])
    if begins is None:
        return _names().find(text)
    code = begins[1].lower()
    if code not in _codes():
        raise UnknownName("goal or target", text, _names().nearest(text))
    return code


def goal_in(label: str) -> str:
    """What a label among others (themes, groups of persons) says of a goal or target, its number
    first: "16 - peace" of "S16 SDG 16 - peace"; "" for a label that names none. A number alone is
    no goal.
    """
    if named := _NAMED.fullmatch(label):
        return named[1].lstrip("0") if _is_code(named[1]) else ""
    if coded := _NUMBER_OF_OHCHR.fullmatch(label):
        return f"{coded[1]}{coded[2]}" if _is_code(coded[1]) else ""
    if titled := _BEFORE_TITLE.fullmatch(label):
        titles = {goal.title.casefold(): goal.code for goal in GOALS}
        return label if titles.get(titled[2].strip(" .").casefold()) == titled[1] else ""
    return ""


def _is_code(text: str) -> bool:
    code = _CODE.match(text)
    return code is not None and code[1].lower() in _codes()


@cache
def _wordings() -> dict[str, str]:
    return {goal.code: goal.wording for goal in GOALS} | {target.code: target.wording for target in TARGETS}


@cache
def _codes() -> frozenset[str]:
    return frozenset([*(goal.code for goal in GOALS), *(target.code for target in TARGETS)])


@cache
def _names() -> Names[str]:
    return Names("goal or target", ((goal.code, (goal.title, goal.wording)) for goal in GOALS), label=str)
