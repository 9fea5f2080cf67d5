"""What a draft asks, in its own words: an example for it is made from them.

Where no clean piece of the draft is found, the piece is "": an example in general words is better
than half a sentence.
"""

from openupr.text.smart.deadline import HASTE, hurries, of_time, time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.emptiness import empty_object
from openupr.text.smart.people import names_people_or_right
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import table_words, traits, verb_inside

_LONGEST = 26  # words of a draft that an example takes over
_LONGEST_SUBJECT = 6
_THAT_WITHIN = 5  # words in which "we wish that" ends
_LIST_WITHIN = 6  # words after a comma in which "and" shows a list


def asking(draft: Draft) -> str:
    """What is asked, from its verb to the end of its clause: "improve courts" of "Improve courts by
    2028".
    """
    return "" if draft.opening is None or _asks_of_others(draft) else _clause(draft, draft.opening.at)


def purpose(draft: Draft) -> str:
    """What is to be done, without an opening that says nothing: "combat torture" of "take measures
    to combat torture", "act for migrant workers" of "do more for migrant workers".
    """
    opening = draft.opening
    if opening is None or _asks_of_others(draft):
        return ""
    at = opening.decisive_at
    if opening.decisive.name in table_words("hedge_verb") | table_words("looks_verb"):
        return ""
    goes_on = opening.decisive.name in table_words("continuing_verb") and draft.word(at + 1) == "to"
    left_open = next(phrases("vague_law").found_in(draft), None)
    end = at if goes_on else left_open.last if left_open else empty_object(draft, opening)
    if end is None or opening.decisive.name in table_words("striving_verb"):
        return small(_clause(draft, at)) if end is None else ""
    if draft.word(end + 1) == "to" and verb_inside(draft.word(end + 2)):
        return _clause(draft, end + 2)
    return f"act {_clause(draft, end + 1)}" if draft.word(end + 1) in ("against", "for", "on") else ""


def subject(draft: Draft) -> str:
    """Whom or what a draft speaks of that does not begin with an action: "domestic workers" of
    "Domestic workers have no contracts".
    """
    opening_words = draft.surfaces[:_THAT_WITHIN]
    first = opening_words.index("that") + 1 if "that" in opening_words else 0
    ends = table_words("modal") | table_words("describes") | table_words("attitude_verb")
    last = next((at for at in range(first, len(draft)) if draft.surfaces[at] in ends), len(draft)) - 1
    words = draft.surfaces[first : last + 1]
    fits = 0 < len(words) <= _LONGEST_SUBJECT and not any("," in draft.gap(at) for at in range(first, last))
    if not fits or words[0] in table_words("no_subject") or verb_inside(words[0]):
        return ""
    return small(draft.written(first, last)) if any(map(names_people_or_right, words)) else ""


def _asks_of_others(draft: Draft) -> bool:
    """ "Elections should be free", "judges must become kind": it names first what is to change, and
    no action.
    """
    called, at = draft.called_on_at, draft.opening.at if draft.opening else 0
    words_after = draft.surfaces[called : called + 2] if called is not None else []
    return (
        "be" in words_after
        or bool(table_words("attitude_verb") & set(words_after))
        or draft.surfaces[at].endswith("ing")
    )


def ends(draft: Draft, at: int) -> bool:
    """Whether what is asked ends with this word: at a mark, at "so that", at "will", or before a
    time or a hurry.
    """
    following = draft.word(at + 1)
    if not following:
        return True
    gap = draft.gap(at)
    mark = any(sign in gap for sign in ";:.(") or ("," in gap and not _goes_on(draft, at))
    joined = following == "and" and _begins_another(draft, at + 2)
    ended = following in table_words("ends_a_matter")
    return mark or joined or ended or of_time(draft, at + 1) or hurries(draft, at + 1)


def small(written: str) -> str:
    """With a small first letter, unless it is a name such as LGBTI."""
    return written if written[:2].isupper() else written[:1].lower() + written[1:]


def capital(written: str) -> str:
    return written[:1].upper() + written[1:]


def _clause(draft: Draft, at: int) -> str:
    """From this word to the end of its clause, with "..." where it leaves words out; "" where that
    is too far.
    """
    last = at
    while last + 1 < len(draft) and last - at < _LONGEST and (last == at or not _ends_asking(draft, last)):
        last += 1
    whole = _ends_asking(draft, last)
    while last > at and draft.surfaces[last] in table_words("stops") | {"and", "or", "the", "within"}:
        last -= 1
    clause = draft.written(at, last) if whole and last > at else ""
    return f"{clause} ..." if clause and _leaves_out(draft, last + 1) else clause


def _leaves_out(draft: Draft, at: int) -> bool:
    """Whether anything but a time or a hurry is said from this word on: an example names a time of
    its own.
    """
    named = time_named(draft)
    while at < len(draft):
        if named and named.first <= at <= named.last:
            at = named.last
        elif hurries(draft, at):
            at += next((far for far in (1, 2, 3) if draft.word(at + far) in HASTE), 0)
        elif not (of_time(draft, at) or draft.surfaces[at] in table_words("stops") | {"and", "or", "the"}):
            return True
        at += 1
    return False


def _ends_asking(draft: Draft, at: int) -> bool:
    """The same, but for what tells of whom: "pay the families who were evicted since 2008"."""
    following = draft.word(at + 1)
    says_of_whom = following in table_words("tells_of_whom") or draft.surfaces[at] == "since"
    opened = draft.opening.at if draft.opening else 0  # "ensure that every girl can go to school"
    tells = says_of_whom or ("that" in draft.surfaces[opened : at + 1] and following in table_words("only_possible"))
    return "," in draft.gap(at) if tells else ends(draft, at)


def _begins_another(draft: Draft, at: int) -> bool:
    """Whether a verb of its own begins here: "improve" in "and improve courts"; not "report" in
    "and report".
    """
    is_verb = verb_inside(draft.word(at)) is not None and draft.word(at) not in table_words("also_adjective")
    return is_verb and draft.word(at + 1) not in ("", "of")


def _goes_on(draft: Draft, at: int) -> bool:
    """A comma inside a number or a list: "2,000", "free, fair and inclusive elections"."""
    if draft.gap(at) == ",":
        return draft.surfaces[at].isdecimal() and draft.word(at + 1).isdecimal()
    following = draft.word(at + 1)
    after = draft.surfaces[at + 2 : at + 1 + _LIST_WITHIN]
    apart = following in table_words("stops") | table_words("in_particular") | table_words("compares") | {"and", "or"}
    verb = verb_inside(following) is not None and "noun" not in traits(following)
    return "and" in after and not (apart or verb or following.endswith("ly"))
