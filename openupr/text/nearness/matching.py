"""How much of what a draft asks for stands in an earlier text: the core of its request, each word by its rarity."""

from collections.abc import Mapping, Set
from typing import NamedTuple

from openupr.text.nearness.reading import FACETS, Reading, Request

_OF_PLACE = 0.5
"""A word of where something is to be done counts half of one of what is to be done."""
OF_FACET = 0.5
"""So does "children" or "independence" beside a matter, where meaning tells "child labour" from "labour courts"."""
_MOST_OF_PLACE = 0.5
"""All words of where together count so much of what is to be done, however rare the names of lakes and streets are."""
_CREDIT_PLACE, _CREDIT_ASIDE = 0.9, 0.7
"""What stands in the earlier text as a circumstance only is the less in common."""
_WHOLE_ITEM = 2
"""So many words name an object by themselves: "illegal logging" in a list of objects, and not "children"."""


class Match(NamedTuple):
    """Of one request of a draft: the share of its rarity that an earlier text has, 0 to 1; how rare what they share is;
    `matter` of its core they share; `place`: they share where; `elsewhere`: whom it
    is about is all that the core tells, and where is not the same; `told`, how many
    words tell what it is about.
    """

    share: float
    rarity: float
    matter: frozenset[str]
    place: bool
    elsewhere: bool
    told: int


def match(
    request: Request, rarity: Mapping[str, float], earlier: Reading, shared: Set[str], *, of_facet: float = OF_FACET
) -> Match:
    """How much of a request the earlier text has. `shared` are the words that both texts have; a facet counts so much
    of what it counted as a matter.
    """
    core, place = request.core & rarity.keys(), request.place & rarity.keys()
    weight = {each: rarity[each] * (of_facet if each in FACETS else 1.0) for each in core}
    weight |= {each: rarity[each] * _OF_PLACE for each in place}
    heart = sum(weight[each] for each in core)
    total = heart + min(sum(weight[each] for each in place), _MOST_OF_PLACE * heart or 1.0)
    credit = {each: _credit(each, earlier) for each in (core | place) & shared}
    common = sum(weight[each] * credit[each] for each in credit)
    return Match(
        share=min(1.0, common / total) if total else 0.0,
        rarity=sum(rarity[each] * credit[each] for each in credit),
        matter=_matter(core, shared),
        place=not place.isdisjoint(shared),
        elsewhere=core <= FACETS and bool(place) and place.isdisjoint(shared),
        told=len(core),
    )


def _matter(core: Set[str], shared: Set[str]) -> frozenset[str]:
    """What both have of the core, if that is a matter: of "independence of the media" not the independence alone."""
    common = frozenset(core & shared)
    if core <= FACETS:
        return common if len(common) >= min(_WHOLE_ITEM, len(core)) else frozenset()
    return common if common - FACETS else frozenset()


def _credit(word: str, earlier: Reading) -> float:
    if word in earlier.core:
        return 1.0
    return _CREDIT_PLACE if any(word in each.place for each in earlier.requests) else _CREDIT_ASIDE
