"""The asking of drafts that do not begin with its verb: "that polygamy be ended", "the Parliament
to pass the law".
"""

from openupr.text.smart.read import DraftWords
from openupr.text.smart.tables import Verb, table_words, verb, verb_in_any_form, verb_of_noun
from openupr.text.words import IRREGULAR

_ADDRESSEE_WITHIN = 8  # words in which who is asked may be named
_VERB_WITHIN = 40  # words in which the verb then follows
_NOUN_WITHIN = 3  # words in which the action may be named as a noun
_ADVERBS = 4  # words that may stand between "be" and what is to be done

Asking = tuple[int, Verb]


def verb_elsewhere(read: DraftWords) -> Asking | None:
    """Where it asks, and by which verb; None where no verb of the table asks anything."""
    at = read.past_lead_in(0)
    if at is None:
        return None
    plain = _in_the_third_person(read, at) or _to_further(read, at) or _urged(read, at) or _by_which_it_is(read, at)
    if plain:
        return plain
    possible = [_addressed(read), _to_be_done(read), _after_a_preposition(read, at)]
    if not any(verb_of_noun(word) for word in read.surfaces[at : at + _NOUN_WITHIN]):
        possible.append(_urged_later(read))
    return min((asking for asking in possible if asking), key=lambda asking: asking[0], default=None)


def participle(word: str) -> Verb | None:
    """The verb of "amended", "taken", "set"."""
    if word in table_words("same_participle"):
        return verb(word)
    return verb_in_any_form(word) if word.endswith("ed") else verb(IRREGULAR.get(word, ""))


def _in_the_third_person(read: DraftWords, at: int) -> Asking | None:
    """ "Continues its efforts", "Increases activities", not "Measures to", "Reports of"."""
    word, following = read.surfaces[at], read.word(at + 1)
    known_verb = verb_in_any_form(word) if word.endswith("s") else None
    if known_verb is None or not following:
        return None
    after_a_noun = any(
        following in table_words(list_name) for list_name in ("stops", "joins", "describes")
    ) or participle(following)
    if "noun" in known_verb.traits and after_a_noun and following not in table_words("strives_to") - {"to"}:
        return None
    return at, known_verb


def _to_further(read: DraftWords, at: int) -> Asking | None:
    """ "Further its efforts", not "Further efforts"."""
    before = read.word(at - 1)
    if (
        before not in table_words("verb_or_adverb")
        or read.surfaces[at] not in table_words("determiner")
        or "," in read.gap(at - 1)
    ):
        return None
    known_verb = verb(before)
    return (at - 1, known_verb) if known_verb else None


def _by_which_it_is(read: DraftWords, at: int) -> Asking | None:
    """ "Be a pioneer in ratifying ...", "be accountable for prisoners and release them": the
    step.
    """
    if read.surfaces[at] != "be":
        return None
    for there in range(at + 2, len(read)):
        word, before = read.surfaces[there], read.surfaces[there - 1]
        known_verb = verb(word) if before == "and" else verb_in_any_form(word) if word.endswith("ing") else None
        if known_verb and "step" in known_verb.traits and before in table_words("by_which_it_is"):
            return there, known_verb
    return None


def _urged(read: DraftWords, at: int) -> Asking | None:
    """ "Urge the Parliament to pass ...", "Have an independent body investigate ...", "Encourages
    the revision".
    """
    if read.surfaces[at] not in table_words("asks_of"):
        return None
    plain: Asking | None = None
    for there in range(at + 1, min(len(read), at + _VERB_WITHIN)):
        known_verb = verb(read.surfaces[there])
        if known_verb and _after_to(read, there):
            return there, known_verb
        plain = plain or ((there, known_verb) if known_verb and "noun" not in known_verb.traits else None)
    own = verb_in_any_form(read.surfaces[at])
    return plain or ((at, own) if own else None)


def _urged_later(read: DraftWords) -> Asking | None:
    """ "While commending ..., (it) recommended to Chad to pass ...", "Chad is encouraged to pass
    ...".
    """
    urged = False
    for at in range(min(len(read), 2 * _VERB_WITHIN)):
        known_verb = verb(read.surfaces[at]) if urged and _after_to(read, at) else None
        if known_verb:
            return at, known_verb
        urged = urged or read.surfaces[at] in table_words("recommends") or read.surfaces[at] in table_words("addressed")
    return None


def _after_to(read: DraftWords, at: int) -> bool:
    """ "To promptly investigate"."""
    before = read.surfaces[max(0, at - 2) : at]
    return before[-1:] == ["to"] or (before[:1] == ["to"] and before[-1].endswith("ly"))


def _addressed(read: DraftWords) -> Asking | None:
    """ "The Government of ... sign and ratify", "that Chad share its ..."; not "Government's
    efforts to ensure".
    """
    for at in range(min(len(read), _ADDRESSEE_WITHIN)):
        if read.surfaces[at] in table_words("addressee") and not {"'", "’"} & set(read.gap(at)):
            return _plain_verb(read, at + 1)
    return _plain_verb(read, 2) if "that" in read.surfaces[:2] else None


def _to_be_done(read: DraftWords) -> Asking | None:
    """ "Polygamy be eliminated", "that all attacks are investigated"; not "which would be", "to be
    considered".
    """
    states = (
        table_words("describes_a_state") if read.word(0) == "that" or read.word(0) in table_words("recommends") else ()
    )
    for at in range(1, min(len(read), 2 * _VERB_WITHIN)):
        if read.surfaces[at] != "be" and read.surfaces[at] not in states:
            continue
        there = at + 1
        while there < at + _ADVERBS and (read.word(there).endswith("ly") or read.word(there) in table_words("lead_in")):
            there += 1
        known_verb = participle(read.word(there))
        before = read.word(at - 2 if read.surfaces[at - 1] == "only" else at - 1)
        if known_verb and before not in table_words("only_possible"):
            return there, known_verb
    return None


def _after_a_preposition(read: DraftWords, at: int) -> Asking | None:
    """ "In cooperation with UNESCO continue to implement ...": no comma tells where it ends."""
    if table_words("turn") & set(read.surfaces[: at + 1]):
        return _plain_verb(read, at + 1)
    return _plain_verb(read, at, to_within=_VERB_WITHIN) if read.surfaces[0] == "to" else None


def _plain_verb(read: DraftWords, at: int, *, to_within: int = 3) -> Asking | None:
    """The first verb that is no noun and belongs to the asking; `to_within` so many words it may
    follow "to".
    """
    for there in range(at, min(len(read), at + _VERB_WITHIN)):
        before, following = read.surfaces[there - 1], read.word(there + 1)
        after_to = before == "to" and there < at + to_within
        if before in table_words("determiner") or (before in table_words("leads_to_a_verb") and not after_to):
            continue
        known_verb = verb(read.surfaces[there])
        has_object = following in table_words("determiner") or following in table_words("same_object")
        if known_verb and ("noun" not in known_verb.traits or after_to or ":" in read.gap(there - 1) or has_object):
            return there, known_verb
        if known_verb is None and read.surfaces[there].endswith("s"):
            known_verb = verb_in_any_form(read.surfaces[there])
            if known_verb and ("noun" not in known_verb.traits or "," in read.gap(there - 1)):
                return there, known_verb
    return None
