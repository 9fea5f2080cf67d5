"""Who speaks: organisations named first, a paragraph on each, key words, an introduction."""

import re
from collections.abc import Iterator
from functools import cache

from openupr.files.word import Paragraph
from openupr.upr.limits import Kind, RuleSet

from .finding import Finding, gettext_noop, place, places
from .parts import Parts
from .vocabulary import pattern, words

_INITIALS = re.compile(r"\(([A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*)\)")
_TAKEN = "\u2060"  # stands where a name was
_ITS_INITIALS = re.compile(rf"{_TAKEN}[^\w(]{{0,3}}{_INITIALS.pattern}")

_NAMED = gettext_noop("At least {number} names that look like organisations stand at the beginning.")
_ONLY_ONE = gettext_noop(
    "Only one name that looks like an organisation stands at the beginning: are all of them named?"
)
_NOBODY = gettext_noop("No name that looks like an organisation was recognised at the beginning: are they named there?")
_NOT_SAID = gettext_noop(
    "{number} names that look like organisations stand at the beginning, but not that they submit this."
)


def organisations(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Names that look like organisations, and words that say they submit; a name cannot be told for certain."""
    rule, lines = rules.rules["organisations"], parts.beginning
    naming = [each for each in lines if organisations_in(each.text)]
    number = len({name for each in naming for name in organisations_in(each.text)})
    said = any(pattern("parts", "submitted_by").search(each.text) for each in lines)
    given = {"number": number}
    if not number:
        yield Finding(rule, "look", _NOBODY)
    elif kind == "joint" and number == 1:
        yield Finding(rule, "look", _ONLY_ONE, given, (place(naming[0]),))
    else:
        yield Finding(rule, "pass" if said else "look", _NAMED if said else _NOT_SAID, given, places(naming))


def organisations_in(text: str) -> tuple[str, ...]:
    """What looks like the name of an organisation: capitalised words with one such as Association among them, or
    initials in brackets; a name with its initials is one."""
    names = dict.fromkeys(match.strip() for match in _organisation().findall(text))
    rest = _ITS_INITIALS.sub(" ", _organisation().sub(_TAKEN, text))
    return (*names, *dict.fromkeys(_INITIALS.findall(rest)))


@cache
def _organisation() -> re.Pattern[str]:
    capital = r"(?:[^\W\d_a-zà-ÿ][\w’'-]*)"
    joined = r"(?:(?:of|for|on|and|the|in|de|des|du|la|las|los|del|para|por|pour|et|y|à|a|&)\s+){0,3}"
    listed = "|".join(sorted(words("parts", "organisation"), key=len, reverse=True))
    # Bounded on both sides, so that no line can keep it busy.
    return re.compile(rf"(?:{capital}\s+{joined}){{0,5}}\b(?:{listed})\b(?:\s+{joined}{capital}){{0,5}}")


_THERE = gettext_noop("There are some.")
_MISSING = gettext_noop("None were found.")


def key_words(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """A line that says it holds key words."""
    yield _welcome(rules, "key-words", _first(parts.beginning, "key_words"))


def introduction(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """A heading of an introduction or summary."""
    yield _welcome(rules, "introduction", _first([*parts.headings, *parts.beginning], "introduction"))


def about(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[Finding]:
    """Somewhere near the beginning or in the annexes it is told who an organisation is."""
    yield _welcome(rules, "about", _first([*parts.beginning, *parts.annex], "about"))


def _first(lines: list[Paragraph], name: str) -> Paragraph | None:
    return next((each for each in lines if pattern("parts", name).search(each.text)), None)


def _welcome(rules: RuleSet, key: str, found: Paragraph | None) -> Finding:
    rule = rules.rules[key]
    return Finding(rule, "pass", _THERE, places=(place(found),)) if found else Finding(rule, "look", _MISSING)
