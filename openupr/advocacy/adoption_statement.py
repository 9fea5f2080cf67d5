"""The statement at the adoption of the outcome, as long as two minutes permit."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from openupr.documents.light_markup import markup_of, plain_words
from openupr.upr.states import by_iso3

from .models import Uptake
from .paper_words import spoken_words, state_name
from .review_facts import ReviewFacts, in_numbers, listed, texts_in_short
from .rules import FASTEST_INTERPRETED, words_for
from .uptake import AskUptake, TakenUp

_NAMED = 3
"""So many States are named of one recommendation; the others are counted."""
_ANSWERS = ("supported", "pending", "partly", "noted")
"""The answer that counts for an ask that several States took up comes first."""
_THANKS = gettext_noop("Thank you, President.")
_CLOSING = gettext_noop(
    "We ask the Government to publish by when each recommendation is carried out, and to report half-way."
)


@dataclass(frozen=True)
class AdoptionStatement:
    """Its text as markup, and the lines that two minutes have no room for."""

    text: str
    left_out: Sequence[str]


@dataclass(frozen=True)
class _StatementSection:
    opening: str
    lines: Sequence[str]


def adoption_statement(facts: ReviewFacts) -> AdoptionStatement:
    """As many lines as fit, each section's first before any section's second.

    In the active language.
    """
    sections = list(_sections(facts))
    budget = words_for(FASTEST_INTERPRETED)
    spoken: set[tuple[int, int]] = set()
    for rank in range(max((len(section.lines) for section in sections), default=0)):
        for at, section in enumerate(sections):
            with_it = spoken | {(at, rank)}
            if rank < len(section.lines) and spoken_words(plain_words(_text(facts, sections, with_it))) <= budget:
                spoken = with_it
    every = [(at, rank) for at, section in enumerate(sections) for rank in range(len(section.lines))]
    left_out = [sections[at].lines[rank] for at, rank in every if (at, rank) not in spoken]
    return AdoptionStatement(_text(facts, sections, spoken), left_out)


def _text(facts: ReviewFacts, sections: Sequence[_StatementSection], spoken: Collection[tuple[int, int]]) -> str:
    paragraphs = [_(_THANKS), markup_of(in_numbers(facts))]
    for at, section in enumerate(sections):
        lines = [line for rank, line in enumerate(section.lines) if (at, rank) in spoken]
        if lines:
            paragraphs += [section.opening, "\n".join(f"- {markup_of(line)}" for line in lines)]
    return "\n\n".join([*paragraphs, _(_CLOSING)])


def _sections(facts: ReviewFacts) -> Iterator[_StatementSection]:
    by_answer: dict[str, list[TakenUp]] = defaultdict(list)
    for line in facts.uptake.looked:
        answer, rows = _answer_that_counts(line)
        by_answer[answer] += rows
    for answer in _ANSWERS:
        whole, in_part = _lines(by_answer[answer])
        if whole or in_part:
            yield _StatementSection(_opening(answer, whole=bool(whole)), [*whole, *in_part])
    if untaken := facts.uptake.untaken:
        short = texts_in_short(facts.coalition, get_language() or "en")
        yield _StatementSection(_("Civil society also asked for:"), [short[line.ask.pk] for line in untaken])


def _opening(answer: str, *, whole: bool) -> str:
    if answer == "supported":
        return (
            _("We welcome that it supported what civil society asked for:") if whole else _("We welcome its support:")
        )
    return {
        "pending": _("We ask it to support what waits for its answer:"),
        "partly": _("We ask it to support in full:"),
        "noted": _("We ask it to reconsider:"),
    }[answer]


def _answer_that_counts(line: AskUptake) -> tuple[str, list[TakenUp]]:
    """The best answer that something got which takes the ask up, and all that got it."""
    by_answer: dict[str, list[TakenUp]] = defaultdict(list)
    for row in line.looked:
        by_answer[row.response or "pending"].append(row)
    answer = next(answer for answer in _ANSWERS if answer in by_answer)
    return answer, by_answer[answer]


def _lines(rows: Sequence[TakenUp]) -> tuple[list[str], list[str]]:
    """What takes an ask up in full, and what does in part: each wording once, with its States, as
    it is read aloud.
    """
    states: dict[str, list[str]] = defaultdict(list)
    in_full: set[str] = set()
    for row in rows:
        text = _as_spoken(row.uptake.text)
        states[text].append(row.uptake.iso3)
        if row.uptake.said == Uptake.Said.FULL:
            in_full.add(text)
    whole = [f"{_who(states[text])}: {text}." for text in states if text in in_full]
    in_part = [
        _("%(states)s, in part what civil society asked for: %(text)s.") % {"states": _who(states[text]), "text": text}
        for text in states
        if text not in in_full
    ]
    return whole, in_part


def _who(iso3: Sequence[str]) -> str:
    names = [state_name(by_iso3(code)) if code else _("State not known") for code in dict.fromkeys(iso3)]
    if len(names) <= _NAMED:
        return listed(names)
    others = _("%(n)s other States") % {"n": len(names) - _NAMED + 1}
    return listed([*names[: _NAMED - 1], others])


def _as_spoken(text: str) -> str:
    """ "Adopt the law" after "Norway:": with a small letter, unless the word is a name in
    capitals.
    """
    words = " ".join(text.split()).rstrip(" ;.")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
