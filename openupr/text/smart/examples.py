"""How a draft could say what it lacks, in its own words where a clean piece of it is found, else in
general ones.
"""

from collections.abc import Mapping

from openupr.text.smart.clauses import asked_for
from openupr.text.smart.deadline import hurries
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.matter import asking, capital, purpose, small, subject
from openupr.text.smart.openers import considers
from openupr.text.smart.tables import as_spelt, rows, table_words, verb_in_any_form

_SEVERAL = 2
_YEARS = 2  # an example's deadline, counted from the review
_PATTERNS = {(row["letter"], row["needs"]): row["example"] for row in rows("examples")}
_MORE = "10 per cent more"


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
