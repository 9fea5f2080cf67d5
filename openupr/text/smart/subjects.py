"""Drafts that do not say yet what the State is to do: a subject ("illegal logging"), an action as a noun."""

from collections.abc import Iterator

from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import Hint
from openupr.text.smart.tables import as_spelt, traits, verb, verb_of_noun, words


def no_action(draft: Draft) -> Iterator[Hint]:
    """ "Illegal logging": nobody is asked to do anything. Silent where a verb may be hidden that we do not know."""
    if not len(draft):
        return
    if draft.text.rstrip().endswith("?"):
        yield Hint.on(draft, "question", 0, len(draft) - 1)
        return
    if draft.called_on_at is not None:
        if draft.word(draft.called_on_at + 1) in words("describes"):  # "women should have access to land"
            yield Hint.on(draft, "result", draft.called_on_at, draft.called_on_at + 1)
        return
    at = next((at for at in range(min(3, len(draft))) if verb_of_noun(draft.surfaces[at])), None)
    noun = None if at is None else verb_of_noun(draft.surfaces[at])
    if at is not None and noun and draft.word(at + 1) in ("of", "to", "with") and _only_qualify(draft.surfaces[:at]):
        yield Hint.on(draft, "no-action-noun", 0, at, better=as_spelt(noun, draft.surfaces[at]))
    elif _only_names_a_subject(draft):
        yield Hint.on(draft, "no-action", 0, len(draft) - 1)


def _only_qualify(before: list[str]) -> bool:
    """ "The early" before "ratification"; not "base the", which may be an action."""
    if any(word in words("determiner") for word in before[1:]) and before[0] not in words("recommends"):
        return False
    lists = ("determiner", "empty_adjective", "lead_in", "recommends")
    return all(any(word in words(each) for each in lists) for word in before)


def _only_names_a_subject(draft: Draft) -> bool:
    if any(verb(word) and "noun" not in traits(word) for word in draft.surfaces) or len(draft) > 25:
        return False
    if any(word in words("describes") or word in ("be", "not", "that", "do") for word in draft.surfaces):
        return False
    first, second = draft.surfaces[0], draft.word(1)
    if first in words("determiner"):
        return "to" not in draft.surfaces[1:5]
    if second == "and" and draft.word(3) in words("head_noun"):  # "press and internet freedom"
        return True
    return (second in ("of", "in", "for", "to", "between") and _noun_like(first)) or _short_subject(draft)


def _short_subject(draft: Draft) -> bool:
    """ "Illegal logging", "Gender-responsive budgeting": few words, the first no verb, the last a noun."""
    first, last = draft.surfaces[0], draft.surfaces[-1]
    adjective = first.endswith(("al", "ous", "ic", "ary", "ed", "ive", "less")) or first in words("first_of_subject")
    return len(draft) <= 4 and adjective and (_noun_like(last) or last in words("head_noun"))


def _noun_like(word: str) -> bool:
    endings = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "dom", "ing", "ies", "hood")
    return word.endswith(endings)
