"""How a request in English opens, and what is said to be done in its course, as features to learn
from.

UPR Info codes the action of a recommendation by its opening verb; of two ("continue and
strengthen") the second counts, and a specific example ("including by ratifying ...") makes a
general action specific. (Rules of 2014.)
"""

from collections.abc import Mapping, Sequence

from openupr.text.smart.coding import has_example
from openupr.text.smart.draft import Draft
from openupr.text.speaking_of import runs
from openupr.text.words import stem

_BEFORE_THE_VERB = {"to", "that", "also", "further", "furthermore", "and", "in", "the"}
_LEADS_TO_MORE = {
    "by", "through", "including", "particularly", "particular", "notably", "especially", "such", "with", "order", "via",
    "aiming", "aimed", "so", "which", "and", "as",
}  # fmt: skip
_SMALL_WORDS = {"by", "the", "a", "an", "its", "to"}
_EXAMPLE = {"by", "through", "including", "via", "notably"}


def verb_at(surfaces: Sequence[str]) -> int:
    """Where the opening verb stands: after "to", "further", adverbs."""
    at = 0
    while at < min(len(surfaces) - 1, 4) and (surfaces[at] in _BEFORE_THE_VERB or surfaces[at].endswith("ly")):
        at += 1
    return at


def beginnings(surfaces: Sequence[str]) -> list[str]:
    """From the vaguest to the most precise: the verb; the verb and whether an example follows; and
    the words after it.

    Of "continue and strengthen" the second verb is the verb.
    """
    if not surfaces:
        return []
    stems = [stem(surface) for surface in surfaces]
    at = verb_at(surfaces)
    if len(stems) > at + 2 and surfaces[at + 1] in ("and", "or"):
        at += 2
    example = any(surfaces[n] in _EXAMPLE and surfaces[n + 1].endswith("ing") for n in range(at + 1, len(surfaces) - 1))
    verb = stems[at]
    chain = [verb, f"{verb} +example" if example else f"{verb} -"]
    return chain + [" ".join(stems[at : at + length]) for length in (2, 3, 4) if at + length <= len(stems)]


def text_opening(surfaces: Sequence[str], verbs: Mapping[str, str]) -> dict[str, list[str]]:
    """Features of a text by kind: "phrases", "opening", "acts", and single words by place: the
    verb, the two after it, and eight that follow.

    `verbs` gives the class of those stems that open requests, learned from counts; "acts" says
    where such verbs stand.
    """
    stems = [stem(surface) for surface in surfaces]
    at = verb_at(surfaces)
    return {
        "phrases": [*surfaces, *runs(surfaces, 2), *runs(surfaces, 3), *stems],
        "opening": [*_opening(surfaces, stems, at), *_asking(surfaces)] if surfaces else [],
        "acts": _acts(surfaces, stems, at, verbs) if surfaces else [],
        "verb": list(surfaces[at : at + 1]),
        "second": list(surfaces[at + 1 : at + 2]),
        "third": list(surfaces[at + 2 : at + 3]),
        "following": list(surfaces[at + 1 : at + 9]),
    }


def _opening(surfaces: Sequence[str], stems: Sequence[str], at: int) -> list[str]:
    verb, long = stems[at], min(len(surfaces) // 6, 8)
    features = [f"first {' '.join(surfaces[:length])}" for length in (1, 2, 3, 4)]
    features += [f"verb {' '.join(stems[at : at + length])}" for length in (1, 2, 3)]
    features += [f"{place} {word}" for place, word in enumerate(stems[at : at + 6])]
    features += [f"verb at {at}", f"long {long}", f"{verb} long {long}"]
    if len(stems) > at + 2 and surfaces[at + 1] in ("and", "or"):
        second = stems[at + 2]
        features += [f"second {second}", f"{verb} and {second}", f"second {' '.join(stems[at + 2 : at + 4])}"]
    for n in range(at + 1, len(surfaces) - 1):
        if (lead := surfaces[n]) in _LEADS_TO_MORE:
            features += [f"then {lead} {stems[n + 1]}", f"{verb} then {lead} {stems[n + 1]}"]
            if surfaces[n + 1].endswith("ing"):
                features += [f"doing {lead}", f"{verb} doing {lead}"]
            if surfaces[n + 1] in _SMALL_WORDS and n + 2 < len(stems):
                features.append(f"then {lead} {surfaces[n + 1]} {stems[n + 2]}")
    return features


def _asking(surfaces: Sequence[str]) -> list[str]:
    """What SMART advice reads: the verb that asks, wherever it stands ("that polygamy be ended"),
    its telling noun, and whether an example follows. Neither categories nor counts of its tables
    are learned from.
    """
    draft = Draft(" ".join(surfaces))
    if draft.opening is None:
        return ["asks nothing"]
    verb, noun = draft.opening.decisive.name, draft.object_of(draft.opening.decisive_at)
    example = has_example(draft, draft.opening)
    return [f"asks {verb}", f"asks {verb} {noun}", f"asks {verb} {noun} {example}", f"asks for {noun}"]


def _acts(surfaces: Sequence[str], stems: Sequence[str], at: int, verbs: Mapping[str, str]) -> list[str]:
    """The class of the opening verb, alone and with what follows; where words that open requests
    stand later on.
    """
    own, rest = verbs.get(stems[at], "?"), stems[at + 1 :]
    features = [own, *(f"{own} with {words}" for words in (*rest, *runs(rest, 2)))]
    features += [f"{own} near {word}" for word in rest[:6]]
    leads = [word for word in surfaces[at + 1 :] if word in _LEADS_TO_MORE]
    features += [f"{own} leads {' '.join(leads[:3])}", *(f"{own} lead {lead}" for lead in leads)]
    for n in range(at + 1, len(surfaces)):
        if theirs := verbs.get(stems[n]):
            form, before = _form(surfaces[n]), surfaces[n - 1]
            features += [f"{before} {theirs}{form}", f"{own}: {before} {theirs}{form}", f"{own}: {theirs}{form}"]
            features += [f"{own}: {stems[n]}", f"{stems[at]}: {before} {stems[n]}"]
    return features


def _form(surface: str) -> str:
    if surface.endswith("ing"):
        return " doing"
    return " done" if surface.endswith(("ed", "ion", "ions", "ment")) else ""
