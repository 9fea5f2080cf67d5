"""What kind of action a text asks for: to tell "adopt" from "abolish" where all other words are the same."""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.smart.coding import code
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import verb_in_any_form

_TABLE = Path(__file__).parent.parent / "data" / "action_families.csv"
_TELLING_TABLE = Path(__file__).parent.parent / "data" / "telling_verbs.csv"
MAKE = "make"
"""The family of verbs of which one asks what is to be made."""
_TO_AN_END = ("end", "halt", "stop")


class Action(NamedTuple):
    """The family of the opening verb, "" for a verb of none; the likely category of action, 1 to 5; what is to be made
    or joined ("law", "plan", "treaty"), "" for nothing known. None and "" where no verb that is known opens the text.
    """

    family: str
    category: int | None
    made: str = ""


def action_of(text: str) -> Action:
    """The kind of action that a text asks for."""
    draft = Draft(text)
    coded = code(draft)
    if draft.opening is None or coded is None:
        return Action("", None)
    verb, follows = draft.opening.decisive.name, draft.surfaces[draft.opening.decisive_at + 1 :][:3]
    return Action(_family(verb, follows), coded.category, draft.object_of(draft.opening.decisive_at))


def same_kind(one: Action, other: Action) -> bool:
    """Whether two texts ask for the same kind of action: the same family of verbs; where one of the verbs is of none,
    the same category. A law is made and a body is made: that is not the same. Of what opens with no verb that is known
    nobody can say so.
    """
    if one.family == other.family == MAKE and one.made != other.made:
        return False
    if one.family and other.family:
        return one.family == other.family
    return one.category is not None and one.category == other.category


def families_in(surfaces: Sequence[str]) -> frozenset[str]:
    """The families of all verbs, in any form, among these folded words."""
    verbs = filter(None, map(verb_in_any_form, surfaces))
    return frozenset(filter(None, (_families().get(each.name) for each in verbs)))


def tells_itself(verb: str) -> bool:
    """Whether a verb (its base form) is itself what is asked for, as "compensate" is and "ensure" is not."""
    return verb in _telling_verbs()


def _family(verb: str, follows: Sequence[str]) -> str:
    if verb in ("put", "bring") and set(follows) & set(_TO_AN_END):
        return _families().get("end", "")
    return _families().get(verb, "")


@cache
def _families() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {verb: row["family"] for row in csv.DictReader(file, strict=True) for verb in row["verbs"].split("|")}


@cache
def _telling_verbs() -> frozenset[str]:
    with _TELLING_TABLE.open(encoding="utf-8", newline="") as file:
        return frozenset(row["verb"] for row in csv.DictReader(file, strict=True))
