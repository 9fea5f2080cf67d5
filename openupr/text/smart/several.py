"""More than one thing at once: actions, treaties, areas of life, groups of people."""

from collections.abc import Iterator

from openupr.text.smart.draft import Draft, Opening
from openupr.text.smart.hints import Hint
from openupr.text.smart.phrases import Found, topics, treaties
from openupr.text.smart.tables import Verb, verb, words

_ADVERBS = 3  # words that may stand between "and" and the second verb
_MANY = 3  # areas or groups from which on a list is told of


def several_hints(draft: Draft) -> Iterator[Hint]:
    """At most one hint on actions or treaties, and one on areas or groups."""
    yield from several_actions(draft) or several_treaties(draft)
    yield from several_topics(draft, "area", "several-issues") or several_topics(draft, "group", "several-groups")


def several_actions(draft: Draft) -> list[Hint]:
    """A second action of its own: "Ratify ... and adopt ...", not "take measures to prevent and punish".

    Silent where the second verb may belong to something else than the State: after "to", "that", "by".
    """
    opening = draft.opening
    if opening is None:
        return []
    hedged = _hedged(draft, opening)
    clauses = words("infinite_of_a_verb" if hedged else "infinite")
    inside = False  # a clause of its own has begun, in which a verb need not be an action
    for at in range(opening.decisive_at + 1, len(draft) - 1):
        gap = draft.gap(at - 1)
        sentence_ends = ";" in gap or ". " in gap
        inside = not sentence_ends and (inside or draft.surfaces[at] in clauses)
        shared = inside or _shares_an_object(draft, at, opening)
        second = None if shared else _second_action(draft, at, sentence_ends, hedged=hedged)
        if second and second[1].name != opening.decisive.name:
            first = draft.written(opening.decisive_at, opening.decisive_at)
            there = second[0]
            given = {"first": first.capitalize(), "second": draft.written(there, there).lower()}
            return [Hint.on(draft, "several-actions", there, len(draft) - 1, **given)]
    return []


def several_treaties(draft: Draft) -> list[Hint]:
    """ "Ratify A, B and C": two or more known treaties with nothing but "and" between them."""
    if draft.opening is None or draft.opening.decisive.name not in ("ratify", "accede", "sign", "join"):
        return []
    found: list[Found] = []
    for each in treaties().found_in(draft):
        again = bool(found) and _in_brackets(draft, each)  # an abbreviation after its title
        found.append(each._replace(name=found[-1].name) if again else _protocol(draft, each))
    if found and words("others_say") & set(draft.surfaces[draft.opening.decisive_at + 1 : found[0].first]):
        return []
    return _listed(draft, "several-treaties", found, "joins_treaties", at_least=2)


def several_topics(draft: Draft, kind: str, rule: str) -> list[Hint]:
    """A list of three or more areas of life, or groups; a list of grounds of discrimination is one issue."""
    if draft.opening is None or words("grounds") & set(draft.surfaces):
        return []
    hidden = {at for each in treaties().found_in(draft) for at in range(each.first, each.last + 1)}
    found = [each for each in topics(kind).found_in(draft) if each.first not in hidden]
    return _listed(draft, rule, found, f"joins_{kind}s", at_least=_MANY)


def _protocol(draft: Draft, treaty: Found) -> Found:
    """ "The Optional Protocol to CEDAW" is not CEDAW."""
    before = draft.surfaces[max(0, treaty.first - 5) : treaty.first]
    if "to" in before and {"protocol", "protocols"} & set(before):
        return treaty._replace(name=f"a protocol to {treaty.name}")
    return treaty


def _in_brackets(draft: Draft, treaty: Found) -> bool:
    after = draft.gap(treaty.last) or draft.text[draft.ends[treaty.last] :]
    return draft.gap(treaty.first - 1).strip() == "(" and after.startswith(")")


def _listed(draft: Draft, rule: str, found: list[Found], joining: str, *, at_least: int) -> list[Hint]:
    """A hint on the first list among what was found: at least so many, with nothing but joining words between."""
    run: list[Found] = []
    for each in found:
        if run and not _joined(draft, run[-1], each, joining):
            if rule == "several-treaties" or len({one.name for one in run}) >= at_least:
                break
            run = []
        run.append(each)
    names = list(dict.fromkeys(each.name for each in run))
    if len(names) < at_least:
        return []
    return [Hint.on(draft, rule, run[0].first, run[-1].last, names=", ".join(names))]


def _joined(draft: Draft, one: Found, other: Found, joining: str) -> bool:
    between = draft.surfaces[one.last + 1 : other.first]
    apart = bool({"and", "or"} & set(between)) or "," in draft.text[draft.ends[one.last] : draft.starts[other.first]]
    return (apart or one.name == other.name) and all(word in words(joining) for word in between)


def _shares_an_object(draft: Draft, at: int, opening: Opening) -> bool:
    """ "Lobby for and enact ...", "sign, ratify and implement ..."."""
    before = draft.surfaces[at - 1]
    return at < opening.decisive_at + 2 or before in words("stops") or verb(before) is not None


def _hedged(draft: Draft, opening: Opening) -> bool:
    """ "Consider strengthening ...": what is asked for stands in -ing; a plain verb later on is asked for beside it."""
    return opening.decisive.name in words("hedge_verb") and draft.word(opening.decisive_at + 1).endswith("ing")


def _second_action(draft: Draft, at: int, sentence_ends: bool, *, hedged: bool) -> tuple[int, Verb] | None:
    there = at
    if not sentence_ends:
        if draft.surfaces[at] != "and":
            return None
        there = at + 1
    for _ in range(_ADVERBS):
        if draft.word(there) == "to" or (draft.word(there).endswith("ly") and verb(draft.word(there)) is None):
            there += 1
    found = verb(draft.word(there))
    following = draft.word(there + 1)
    if found is None or not (hedged or "step" in found.traits):
        return None
    if following in words("same_object") and not hedged:
        return None
    if "noun" in found.traits and following not in words("determiner"):
        return None
    if not following or following in ("of", "and", "or", "in"):
        return None
    return there, found
