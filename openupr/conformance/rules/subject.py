"""Of whom it speaks: one State, and nobody else's report."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from openupr.files.word import ReadParagraph
from openupr.upr.limits import Kind, RuleSet
from openupr.upr.names import fold_name
from openupr.upr.states import STATES, State

from .finding import ConformanceFinding, gettext_noop, places
from .parts import Parts
from .vocabulary import pattern, scripts, words

_LONGEST_TITLE = 30  # words
# Without a title: the State that most of the first paragraphs name.
_FIRST_PARAGRAPHS, _OFTEN = 100, 3

_ONE = gettext_noop("Title and headings speak of {state} and no other State.")
_OTHERS = gettext_noop("It seems to be about {state}; title or headings also name {others}.")
_NO_STATE = gettext_noop("No State is named in the title or at the beginning.")
_OTHER_SCRIPT = gettext_noop(
    "No State's name was recognised in the title or at the beginning. The program knows States' names in English, "
    "French and Spanish, and Cambodia's in Khmer."
)


def one_country(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """The State of the title, and other States' names in title and headings."""
    rule, state = rules.rules["one-country"], subject(parts)
    if state is None:
        yield ConformanceFinding(rule, "look", _OTHER_SCRIPT if _in_another_script(parts) else _NO_STATE)
        return
    states_of = {
        id(paragraph): (paragraph, states_in(paragraph.text)) for paragraph in [*_titles(parts), *parts.headings]
    }
    others = [(paragraph, named) for paragraph, named in states_of.values() if set(named) - {state}]
    names = dict.fromkeys(other.name for _, named in others for other in named if other != state)
    if names:
        values = {"state": state.name, "others": ", ".join(list(names)[:5])}
        yield ConformanceFinding(rule, "look", _OTHERS, values, places([paragraph for paragraph, _ in others]))
    else:
        yield ConformanceFinding(rule, "pass", _ONE, {"state": state.name})


_NOTHING_ANNEXED = gettext_noop("No annex looks like another organisation's report, and no other file is embedded.")
_ANNEXED = gettext_noop("These headings of annexes speak of a report: is it another organisation's?")
_EMBEDDED = gettext_noop("Other files are embedded: {number}. Are they another organisation's reports?")


def others_reports(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Headings in the annexes that speak of reports; files inside the file."""
    rule = rules.rules["others-reports"]
    named = [
        paragraph
        for paragraph in parts.annex
        if paragraph.words <= _LONGEST_TITLE and pattern("parts", "reports").search(paragraph.text)
    ]
    if parts.file.embedded:
        yield ConformanceFinding(rule, "look", _EMBEDDED, {"number": parts.file.embedded})
    if named:
        yield ConformanceFinding(rule, "look", _ANNEXED, places=places(named))
    elif not parts.file.embedded:
        yield ConformanceFinding(rule, "pass", _NOTHING_ANNEXED)


def subject(parts: Parts) -> State | None:
    """The State of the submission: as known, or named in a title, else most often in the text."""
    if parts.known:
        return parts.known.state
    titles = _titles(parts)
    of_the_review = [title for title in titles if pattern("parts", "cover").search(title.text)]
    for lines in (of_the_review, titles):
        for line in lines:
            if states := states_in(line.text):
                return states[0]
    named = Counter(state for paragraph in parts.body[:_FIRST_PARAGRAPHS] for state in states_in(paragraph.text))
    return next((state for state, times in named.most_common(1) if times >= _OFTEN), None)


def _titles(parts: Parts) -> list[ReadParagraph]:
    """Short lines at the beginning that are not an organisation's name."""
    short = [
        paragraph
        for paragraph in parts.beginning
        if paragraph.words <= _LONGEST_TITLE and paragraph.numbering != "number"
    ]
    lines = [paragraph for paragraph in short if paragraph in parts.cover or paragraph.number <= 12]
    names = words("parts", "organisation")
    return [
        paragraph for paragraph in lines if not names & set(re.findall(r"\w+", paragraph.text)) or paragraph.number <= 2
    ]


def _in_another_script(parts: Parts) -> bool:
    titles = " ".join(paragraph.text for paragraph in _titles(parts))
    return any(letters.search(titles) for letters in scripts().values())


def states_in(text: str) -> tuple[State, ...]:
    """States that a text names, in order; codes are no names."""
    known, longest = _state_names()
    tokens = fold_name(text).split()
    states: dict[State, None] = {}
    at = 0
    while at < len(tokens):
        for size in range(min(longest, len(tokens) - at), 0, -1):
            if state := known.get(" ".join(tokens[at : at + size])):
                states.setdefault(state)
                at += size - 1
                break
        at += 1
    return tuple(states)


@cache
def _state_names() -> tuple[dict[str, State], int]:
    names = {}
    for state in STATES:
        for name in state.names:
            folded = fold_name(name)
            if len(folded) > 3:  # shorter ones are codes and everyday words
                names[folded] = state
    return names, max(len(name.split()) for name in names)
