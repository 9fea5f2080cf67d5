"""Drafts that do not say yet what the State is to do: a subject ("illegal logging"), an action as a
noun.
"""

from collections.abc import Iterator
from dataclasses import replace

from openupr.text.smart.deadline import time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.measuring import target
from openupr.text.smart.naming import state_of_being
from openupr.text.smart.tables import Verb, as_spelt, table_words, traits, verb, verb_in_any_form, verb_of_noun

_SAID_WITHIN = 8  # words in which a statement has its "is" or "have"
_NOUN_WITHIN = 5  # words in which a draft may name its action as a noun


def no_action(draft: Draft) -> Iterator[DraftHint]:
    """ "Illegal logging": nobody is asked to do anything.

    It says so where a verb may be hidden that we do not know.
    """
    if not len(draft):
        return
    if draft.text.rstrip().endswith("?"):
        yield DraftHint.on(draft, "question", 0, len(draft) - 1)
        return
    yield state_of_being(draft) or _as_a_noun(draft) or _unknown(draft)


def _as_a_noun(draft: Draft) -> DraftHint | None:
    """ "The early ratification of ...", "recommended the swift adoption of ..."."""
    named = ((at, _named_action(draft.surfaces[at])) for at in range(min(_NOUN_WITHIN, len(draft))))
    at, noun = next(((at, noun) for at, noun in named if noun), (None, None))
    if at is None or noun is None or draft.word(at + 1) not in table_words("leads_to_an_object"):
        return None
    if not _only_qualify(draft.surfaces[:at]):
        return None
    return DraftHint.on(draft, "no-action-noun", 0, at, better=as_spelt(noun, draft.surfaces[at]))


def _named_action(word: str) -> Verb | None:
    """ "Ratification", "the updating"."""
    return verb_of_noun(word) or (verb_in_any_form(word) if word.endswith("ing") else None)


def _unknown(draft: Draft) -> DraftHint:
    rule = "no-action" if draft.called_on_at is None and _only_names_a_subject(draft) else "unknown-action"
    # A step or a number that comes later may be what is asked ("farmers lose their land: amend
    # ...").
    steps = any(_begins_a_step(draft, at) for at in range(1, len(draft)))
    is_statement = _praises_or_wishes(draft) or (not steps and _says_how_things_are(draft))
    steps = steps or _asks_by_a_day(draft)
    concrete = bool(table_words("concrete") & set(draft.surfaces[1:]))
    names = rule == "unknown-action" and (concrete or target(draft) is not None)
    if draft.surfaces[0] == "there" or is_statement:
        rule, steps, names = "statement", False, False
    return replace(DraftHint.on(draft, rule, 0, len(draft) - 1), optional=steps or names)


def _begins_a_step(draft: Draft, at: int) -> bool:
    """ "Farmers lose their land: amend ...", "we want judges to publish ..."; not "the courts
    seldom act on it".
    """
    word = draft.surfaces[at]
    led_to = draft.surfaces[at - 1] in ("to", "and", "must", "should", "shall", "please") or any(
        mark in draft.gap(at - 1) for mark in ":;.,"
    )
    return led_to and "step" in traits(word) and "noun" not in traits(word)


def _praises_or_wishes(draft: Draft) -> bool:
    """ "Our delegation welcomes the new Constitution", "May the peace last": nothing is asked."""
    if draft.surfaces[0] in table_words("wishes"):
        return True
    speaks = draft.surfaces[0] in table_words("speaks")
    return speaks and bool(table_words("praises") & set(draft.surfaces[1:_SAID_WITHIN]))


def _says_how_things_are(draft: Draft) -> bool:
    """ "Domestic workers have no contracts": nothing is asked yet."""
    return draft.called_on_at is None and bool(table_words("describes") & set(draft.surfaces[1:_SAID_WITHIN]))


def _asks_by_a_day(draft: Draft) -> bool:
    """ "Let observers follow the election of 2028": a verb and a time."""
    weak = table_words("recommends") | table_words("soft_verb") | table_words("attitude_verb")
    verbs = (word for word in draft.surfaces[1:] if verb(word) and word not in weak and "result" not in traits(word))
    return time_named(draft) is not None and any(verbs)


def _only_qualify(before: list[str]) -> bool:
    """ "The early" before "ratification"; not "base the", which may be an action."""
    if any(word in table_words("determiner") for word in before[1:]) and before[0] not in table_words("recommends"):
        return False
    lists = ("determiner", "empty_adjective", "lead_in", "recommends", "qualifies_a_noun")
    return all(any(word in table_words(list_name) for list_name in lists) for word in before)


def _only_names_a_subject(draft: Draft) -> bool:
    if any(verb(word) and "noun" not in traits(word) for word in draft.surfaces) or len(draft) > 25:
        return False
    if any(word in table_words("describes") or word in ("be", "not", "that", "do") for word in draft.surfaces):
        return False
    first, second = draft.surfaces[0], draft.word(1)
    if first in table_words("determiner"):
        return "to" not in draft.surfaces[1:5]
    if second == "and" and draft.word(3) in table_words("head_noun"):  # "press and internet freedom"
        return True
    return (second in ("of", "in", "for", "to", "between") and _noun_like(first)) or _short_subject(draft)


def _short_subject(draft: Draft) -> bool:
    """ "Illegal logging", "Gender-responsive budgeting": few words, the first no verb, the last a
    noun.
    """
    first, last = draft.surfaces[0], draft.surfaces[-1]
    adjective = first.endswith(("al", "ous", "ic", "ary", "ed", "ive", "less")) or first in table_words(
        "first_of_subject"
    )
    return len(draft) <= 4 and adjective and (_noun_like(last) or last in table_words("head_noun"))


def _noun_like(word: str) -> bool:
    endings = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "dom", "ing", "ies", "hood")
    return word.endswith(endings)
