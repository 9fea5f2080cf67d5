"""What can be checked later: a number to reach, something published.

And amounts that leave open how much.
"""

from collections.abc import Iterator, Sequence

from openupr.text.smart.clauses import before_a_noun
from openupr.text.smart.deadline import is_year, of_time, time_named, times_words
from openupr.text.smart.draft import Draft, Opening, participle
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.phrases import FoundPhrase
from openupr.text.smart.tables import table_words, verb_inside

WEAK_RULES = frozenset(
    (
        "vague-opener",
        "continues",
        "considers",
        "considers-step",
        "minimal",
        "result",
        "unnamed-subject",
        "no-action",
        "statement",
    )
)
"""With one of these the draft asks for no step that can be checked, unless it names a number."""


def target(draft: Draft) -> FoundPhrase | None:
    """A number to reach, a share, "in each district"; not a year, not the number of an article."""
    times = times_words(draft)
    for at, word in enumerate(draft.surfaces):
        before = draft.word(at - 1)
        compared = before in table_words("reaches")  # "from 3 years to 6 months": a length to reach
        if (at in times and not compared) or is_year(word) or before in table_words("has_a_number"):
            continue
        if word == "one" and before not in table_words("reaches") and at + 1 < len(draft):
            continue  # "one public website": any, and no number to reach
        if word.isdecimal() or word in table_words("number_word") or word in table_words("share_word"):
            return FoundPhrase(draft.written(at, at), at, at)
        if word in ("each", "every") and draft.word(at + 1) in table_words("place_word"):
            return FoundPhrase(draft.written(at, at + 1), at, at + 1)
    return None


def counted(draft: Draft) -> FoundPhrase | None:
    """ "The number of complaints", "how many it has settled": what is to be counted."""
    for at in range(len(draft) - 2):
        if draft.surfaces[at : at + 2] in (["number", "of"], ["how", "many"]):
            return FoundPhrase(draft.written(at, at + 2), at, at + 2)
    return None


def says_how(draft: Draft, after: int) -> bool:
    """ "By", "through", ":" and what follows: a way that is named; not "by 2028"."""
    there = range(after + 1, len(draft))
    named = any(
        draft.surfaces[at] in ("by", "through", "via") and not of_time(draft, at) and not done_by(draft, at)
        for at in there
    )
    return named or any(":" in draft.gap(at) for at in there)


def done_by(draft: Draft, at: int) -> bool:
    """ "Affected by heavy metals", "beaten by anybody": who or what does it, and no way to do
    something.
    """
    before, following = draft.word(at - 1), draft.word(at + 1)
    done = participle(before) is not None or before.endswith(("ed", "ten", "ken", "ven", "sen"))
    return draft.surfaces[at] == "by" and done and not following.endswith("ing")


def measuring_hints(draft: Draft, hints: Sequence[DraftHint]) -> Iterator[DraftHint]:
    """Nothing that can be checked, or an amount without a number; `hints` are those on what is
    asked.
    """
    if target(draft) is not None:
        return
    weak = next((hint for hint in hints if hint.rule in WEAK_RULES and not hint.optional), None)
    amount = _open_amount(draft) or _things_without_number(draft)
    if amount:
        yield DraftHint.on(draft, "open-amount", amount.first, amount.last)
    elif weak:
        yield DraftHint(rule="unmeasured", start=weak.start, end=weak.end)
    elif draft.opening and (_carries_out(draft, draft.opening) or _nothing_to_see(draft, draft.opening)):
        yield DraftHint.on(draft, "unmeasured", draft.opening.at, draft.opening.decisive_at)


def _carries_out(draft: Draft, opening: Opening) -> bool:
    """ "Fully implement the labour law": when it is done, or how well, cannot be seen."""
    if opening.decisive.name not in table_words("carries_out") or says_how(draft, opening.decisive_at):
        return False
    return bool(table_words("how_well") & set(draft.surfaces)) or time_named(draft) is None


def _nothing_to_see(draft: Draft, opening: Opening) -> bool:
    """ "Fast-track the registration of land", "treat them with dignity": no step, no law, no time,
    no way.
    """
    at = opening.decisive_at
    if "step" in opening.decisive.traits or time_named(draft) or says_how(draft, at):
        return False
    return draft.object_of(at) not in ("law", "treaty") and not any(
        _step(draft.surfaces[there]) for there in range(len(draft)) if there != at
    )


def _step(word: str) -> bool:
    known_verb = verb_inside(word)
    return known_verb is not None and "step" in known_verb.traits and word not in table_words("no_step_alone")


def _things_without_number(draft: Draft) -> FoundPhrase | None:
    """ "Build schools", where nothing else is said."""
    at = draft.opening.decisive_at if draft.opening else 0
    words_left = [there for there in range(at + 1, len(draft)) if not of_time(draft, there)]
    if draft.opening is None or draft.opening.decisive.name not in table_words("makes_things") or len(words_left) != 1:
        return None
    thing = draft.surfaces[words_left[0]]
    return FoundPhrase(thing, words_left[0], words_left[0]) if thing.endswith("s") or thing == "police" else None


def _open_amount(draft: Draft) -> FoundPhrase | None:
    """ "More money", "sufficient staff", "increase pensions"; not "more than six months", nor what
    a step is for ("adopt a law to better protect ...").
    """
    opening = draft.opening
    at = opening.decisive_at if opening else 0
    if opening and opening.decisive.name in table_words("changes_an_amount"):
        return FoundPhrase(draft.surfaces[at], opening.at, at)
    for there, word in enumerate(draft.surfaces[: min(len(draft) - 1, _asked_until(draft, opening))]):
        after_verb = there > at and word in table_words("open_number")
        if not (word in table_words("open_amount") or after_verb):
            continue
        before, following = draft.word(there - 1), draft.surfaces[there + 1]
        if following in table_words("no_amount_before") or following.endswith("ly"):
            continue
        if before not in ("no", "not", "any", "once", "the", "how"):
            alone = following in table_words("stops") or of_time(draft, there + 1)
            return FoundPhrase(word, there, there if alone else there + 1)
    return None


def _asked_until(draft: Draft, opening: Opening | None) -> int:
    """The word at which a step says what it is for; the end where it does not."""
    if opening is None or "step" not in opening.decisive.traits:
        return len(draft)
    rest = range(opening.decisive_at + 1, len(draft))
    clauses = table_words("infinite_of_a_verb")
    return next((at for at in rest if draft.surfaces[at] in clauses and not before_a_noun(draft, at)), len(draft))
