"""How a draft could say what it lacks, in its own words where a clean piece of it is found, else in
general ones.
"""

from collections.abc import Mapping

from openupr.text.smart.bounds import names_people_or_right
from openupr.text.smart.clauses import asked_for, empty_object
from openupr.text.smart.deadline import HASTE, hurries, of_time, time_named
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.openers import considers
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import as_spelt, rows, table_words, traits, verb_in_any_form, verb_inside

_SEVERAL = 2
_YEARS = 2  # an example's deadline, counted from the review
_PATTERNS = {(row["letter"], row["needs"]): row["example"] for row in rows("examples")}
_MORE = "10 per cent more"
_LONGEST = 26  # words of a draft that an example takes over
_LONGEST_SUBJECT = 6
_THAT_WITHIN = 5  # words in which "we wish that" ends
_LIST_WITHIN = 6  # words after a comma in which "and" shows a list


def examples(draft: Draft, missing: Mapping[str, DraftHint], review_year: int = 0) -> dict[str, str]:
    """How the draft could say what is missing: {letter: example}. A day lies after the review."""
    pieces = {
        "asking": capital(asking(draft)),
        "purpose": purpose(draft),
        "subject": subject(draft),
        "when": _when(draft, review_year),
    }
    example_of = {}
    if "S" in missing:
        example_of["S"] = _specific(draft, missing["S"]) or _filled("S", pieces)
        pieces["asking"] = example_of["S"].split(" / ")[0]
    for letter in "MART":
        if letter in missing:
            own = _measured(draft, missing["M"], pieces["asking"]) if letter == "M" and "S" not in missing else ""
            example_of[letter] = own or _filled("long" if missing[letter].rule == "long" else letter, pieces)
    return example_of


def _when(draft: Draft, review_year: int) -> str:
    """Soon, where the draft is in a hurry."""
    if any(hurries(draft, at) for at in range(len(draft))):
        return "within three months"
    return f"by the end of {review_year + _YEARS}" if review_year else "within two years"


def _filled(letter: str, pieces: Mapping[str, str]) -> str:
    """The first example of a letter (or of a long draft) whose piece the draft has; the last needs
    none.
    """
    fitting = (
        text for (of_letter, needs), text in _PATTERNS.items() if of_letter == letter and (not needs or pieces[needs])
    )
    return next(fitting).format(**pieces)


def _specific(draft: Draft, hint: DraftHint) -> str:
    """The step itself, where the draft names it; or each of several demands."""
    better = hint.given.get("better")
    if better:
        rest = draft.text[hint.end :].strip().rstrip(".")  # "up" of "Set up" and "of" of a noun stand there, too
        return f"{better.partition(' ')[0]} {rest.removeprefix('of ')}".strip()
    if hint.rule != "several-actions" or draft.opening is None:
        return ""
    starts = [action.at for action in asked_for(draft, draft.opening)]
    if len(starts) < _SEVERAL:  # "..., in addition to ratifying": its second act has another form
        return ""
    demands = [_demand(draft, at, to) for at, to in zip(starts, [*starts[1:], len(draft)], strict=True)]
    hedge = considers(draft, draft.opening)
    if hedge:
        demands[0] = _without(draft, hedge, starts[1])
    return " / ".join(demands) if all(demands) else ""


def _demand(draft: Draft, at: int, to: int) -> str:
    """One of several demands, without the "and" that leads to the next."""
    last = to - 1
    while last > at and draft.surfaces[last] in ("and", "to", "also", "or"):
        last -= 1
    return capital(draft.written(at, last))


def _without(draft: Draft, hedge: DraftHint, to: int) -> str:
    """ "Improve courts" of "Consider improving courts": without the verb that a hint advises
    against; "" where no other verb follows.
    """
    at = next(word_at for word_at in range(to) if draft.starts[word_at] >= hedge.start)
    while at < to and not draft.surfaces[at].endswith("ing"):
        at += 1
    step = verb_in_any_form(draft.surfaces[at]) if at + 1 < to else None
    return f"{as_spelt(step, draft.surfaces[at])} {small(_demand(draft, at + 1, to))}" if step else ""


def _measured(draft: Draft, hint: DraftHint, asking_words: str) -> str:
    """A number for an amount: "10 per cent more money"; "" where none can be put in."""
    if hint.rule != "open-amount" or not asking_words:
        return ""
    word, *following = hint.given["phrase"].split()
    if draft.opening and word.lower() == draft.surfaces[draft.opening.decisive_at]:
        fits = not table_words("awareness") & set(draft.surfaces) and "age" not in draft.surfaces
        return f"{asking_words} by 10 per cent" if fits and " by " not in asking_words else ""
    counts = following and following[0] not in table_words("stops") and word.lower() in table_words("takes_a_number")
    plain = f" {hint.given['phrase']}"
    return asking_words.replace(plain, f" {_MORE} {' '.join(following)}", 1) if counts and plain in asking_words else ""


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
