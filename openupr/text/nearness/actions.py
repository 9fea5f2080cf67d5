"""What kind of action a text asks for: to tell "adopt" from "abolish" where all other words are the same."""

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from openupr.text.smart.coding import code
from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import verb_in_any_form, verb_of_noun
from openupr.text.words import cut

_TABLE = Path(__file__).parents[1] / "data" / "nearness_action_families.csv"
_TELLING_TABLE = Path(__file__).parents[1] / "data" / "nearness_telling_verbs.csv"
_OPPOSITES = Path(__file__).parents[1] / "data" / "nearness_opposite_verbs.csv"
_EFFORTS = {
    "effort", "efforts", "measures", "steps", "action", "actions", "fight", "endeavours", "process", "continue",
    "continuing",
}  # fmt: skip
_CONSIDERS = {"consider", "considering", "explore", "exploring", "examine", "study"}
_EFFORTS_WITHIN, _VERB_WITHIN = 8, 7
CHANGE = "change"
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


@lru_cache(maxsize=8192)
def inner_action(text: str) -> Action:
    """The kind of action behind efforts: of "continue efforts to combat" that of "combat", and of "measures for the
    elimination of" that of "eliminate". Whoever considers an action does not ask for it yet.
    """
    words = cut(text).surfaces
    if considers(text):
        return action_of(text)
    for at in range(min(len(words), _EFFORTS_WITHIN)):
        if words[at] not in _EFFORTS:
            continue
        for there in range(at + 1, min(len(words), at + _VERB_WITHIN)):
            found = verb_of_noun(words[there]) or verb_in_any_form(words[there])
            if found and words[there] not in _EFFORTS:
                return action_of(" ".join([found.name, *words[there + 1 :]]))
    return action_of(text)


@lru_cache(maxsize=8192)
def verbs_in(text: str) -> frozenset[str]:
    """The names of all verbs in a text, be they written as nouns: "registration" is register."""
    found = (verb_in_any_form(each) or verb_of_noun(each) for each in cut(text).surfaces)
    return frozenset(each.name for each in found if each)


def opening_verb(text: str) -> str:
    """The name of the verb that opens a text; "" for none that is known."""
    opening = Draft(text).opening
    return opening.decisive.name if opening else ""


def considers(text: str) -> bool:
    """Whether a text asks to think something over, not to do it."""
    return not _CONSIDERS.isdisjoint(cut(text).surfaces[:_EFFORTS_WITHIN])


def opposed(one: str, other: str) -> bool:
    """Whether one text asks for what the other wants undone: criminalise, decriminalise."""
    first, second = verbs_in(one), verbs_in(other)
    return any(
        (verb in first and verb not in second and opposite in second and opposite not in first)
        or (opposite in first and opposite not in second and verb in second and verb not in first)
        for verb, opposite in _opposites()
    )


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


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    with _OPPOSITES.open(encoding="utf-8", newline="") as file:
        return tuple((row["verb"], row["opposite"]) for row in csv.DictReader(file, strict=True))
