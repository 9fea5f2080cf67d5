"""By when: a year, a review, "within two years", "every year".

A hurry ("as soon as possible") is no time.
"""

from openupr.text.smart.draft import Draft
from openupr.text.smart.phrases import FoundPhrase
from openupr.text.smart.tables import table_words, verb_inside

_BEFORE_A_YEAR = 5  # words between "by" and its year: "by the end of May 2027"
_BEFORE_AN_EVENT = 8  # words between "by" and its event: "before the end of the term of the present government"
_UNIT_WITHIN = 4  # words between "within" and its unit: "within the next two years"
HASTE = frozenset({"once", "earliest", "delay", "urgency"})


def time_named(draft: Draft, this_year: int = 0) -> FoundPhrase | None:
    """The first time that is named, and None where there is none.

    A year before `this_year` is past.
    """
    for at, word in enumerate(draft.surfaces):
        last = _ends_at(draft, at, word, this_year)
        if last is not None:
            return FoundPhrase(draft.written(at, last), at, last)
    return None


def of_time(draft: Draft, at: int) -> bool:
    """Whether this word belongs to a time: "2027"; "by" and "end" in "by the end of 2027", "by the
    next review".
    """
    if is_year(draft.surfaces[at]):
        return True
    if draft.surfaces[at] != "by":
        return draft.surfaces[at] in table_words("ends_a_time") and "by" in draft.surfaces[max(0, at - 3) : at]
    return any(is_year(word) or word in table_words("ends_a_time") for word in draft.surfaces[at + 1 : at + 5])


def hurries(draft: Draft, at: int) -> bool:
    """ "Immediately", "at once", "without delay": no time, and no part of what is asked either."""
    led = draft.surfaces[at] in ("at", "without", "with") and HASTE & set(draft.surfaces[at + 1 : at + 4])
    return draft.surfaces[at] in table_words("hurry") or bool(led)


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith("20")


def times_words(draft: Draft) -> set[int]:
    """Every word that belongs to a time, a year or the length of a time, so that it is no target to
    reach.
    """
    units = table_words("unit_of_time")
    near = (
        at
        for at, word in enumerate(draft.surfaces)
        if is_year(word) or word in units or set(draft.surfaces[at + 1 : at + 3]) & units
    )
    return set(near)


def _ends_at(draft: Draft, at: int, word: str, this_year: int) -> int | None:
    """The last word of a time that begins here."""
    last = _recurs(draft, at, word)
    if last is not None:
        return last if _in_the_first_action(draft, at) else None
    if word in ("within", "in", "over", "after"):
        return _length(draft, at, word) or _until(draft, at, word, this_year)
    if word in table_words("before_a_time") or word in table_words("during_a_time"):
        return _until(draft, at, word, this_year)
    if word in table_words("coming") and draft.word(at + 1) in table_words("event"):
        return at + 1
    return at if draft.word(at - 1) != "since" and _deadline_year(draft, at, this_year) else None


def _until(draft: Draft, at: int, word: str, this_year: int) -> int | None:
    """ "By the end of May 2027", "before the next review", "at its next session"; in the past: "in
    2014".
    """
    coming = word in table_words("before_a_time")
    unknown = 0
    for there in range(at + 1, min(len(draft), at + 1 + _BEFORE_AN_EVENT)):
        here = draft.surfaces[there]
        if is_year(here):
            near = there - at <= _BEFORE_A_YEAR and word != "since"
            return there if near and _deadline_year(draft, there, this_year) else None
        coming = coming or here in table_words("coming")
        if here in table_words("event"):
            if coming:
                return there
        elif here not in table_words("qualifies_an_event") and not here.isdecimal() and not _ordinal(here):
            unknown += 1  # "before Chad's next review"
            if unknown > (word in table_words("before_a_time")):
                return None
    return None


def _length(draft: Draft, at: int, word: str) -> int | None:
    """ "Within two years", "in 12 months", "over the next four years"; not "in recent years"."""
    for there in range(at + 1, min(len(draft), at + 1 + _UNIT_WITHIN)):
        here = draft.surfaces[there]
        if here in table_words("unit_of_time"):
            counted = any(_counts(word_between) for word_between in draft.surfaces[at + 1 : there])
            measured = draft.word(there + 1) in ("of", "after", "from")
            return there if counted and not (measured and word == "after") else None
        if not (_counts(here) or here in table_words("coming") or here in table_words("before_a_unit")):
            return None
    return None


def _recurs(draft: Draft, at: int, word: str) -> int | None:
    """ "Annually", "every year", "twice a year", "every six months"; not "300 dollars a month"."""
    if word in table_words("recurs"):
        return at
    if word in ("once", "twice", "times") and draft.word(at + 1) in ("a", "per", "each", "every"):
        return at + 2 if draft.word(at + 2) in table_words("unit_of_time") else None
    if word not in ("every", "each"):
        return None
    there = at + 1 + (_counts(draft.word(at + 1)) or draft.word(at + 1) in ("other", "second"))
    return there if draft.word(there) in table_words("unit_of_time") else None


def _in_the_first_action(draft: Draft, at: int) -> bool:
    """ "Publish every year ...", not "raise the age ..., and publish every year ...": the age has
    no time.
    """
    for there in range(at - 1, 1, -1):
        if draft.surfaces[there] == "and" or any(mark in draft.gap(there) for mark in (";", ". ")):
            following = draft.word(there + 1)
            return verb_inside(following) is None or following in table_words("also_adjective")
    return True


def _deadline_year(draft: Draft, at: int, this_year: int) -> bool:
    """No law's, treaty's or agenda's year, and none that is past."""
    if not is_year(draft.surfaces[at]) or int(draft.surfaces[at]) < this_year:
        return False
    named = draft.word(at + 1) in table_words("has_its_year")
    return not named and not (draft.word(at - 1) == "of" and draft.word(at - 2) in table_words("has_its_year"))


def _counts(word: str) -> bool:
    return word.isdecimal() or word in table_words("number_word") or word in ("a", "an")


def _ordinal(word: str) -> bool:
    return word[:-2].isdecimal() and word[-2:] in ("st", "nd", "rd", "th")
