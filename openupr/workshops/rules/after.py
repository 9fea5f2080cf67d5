"""What follows a workshop, as plain rules: open questions of a roadmap, offers that fit a need."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from openupr.roadmaps.rules.roadmap import Kind, questions

from .refusals import EmptyNote

LONGEST = 4000


def open_questions(answered: Collection[int], *, known: Mapping[Kind, bool], recommendations: int) -> list[int]:
    """The numbers of the questions without an answer yet.

    `known`: by a question's kind, whether a page of the group answers it. The record itself answers
    questions about the record.
    """
    missing = []
    for question in questions():
        if question.kind == Kind.RECOMMENDATIONS:
            # Fewer than requested are an answer too: the page shows how many there are.
            is_open = not recommendations and question.number not in answered
        else:
            is_answered = question.number in answered or known.get(question.kind, False)
            is_open = not is_answered and not question.from_the_record
        if is_open:
            missing.append(question.number)
    return missing


@dataclass(frozen=True, slots=True)
class NeedOrOffer:
    """A need or an offer: its kind and its issues (an offer without issues is for any)."""

    number: int
    kind: str
    issues: frozenset[str]


def fitting(need: NeedOrOffer, offers: Iterable[NeedOrOffer]) -> list[int]:
    """The offers of the same kind for the need's issues or for any, by number, closest first."""
    offers_that_fit: Sequence[NeedOrOffer] = [
        offer for offer in offers if offer.kind == need.kind and (not offer.issues or offer.issues & need.issues)
    ]
    return [offer.number for offer in sorted(offers_that_fit, key=lambda offer: -len(offer.issues & need.issues))]


def beginning(text: str, most: int = 80) -> str:
    """The beginning of a text, cut after a word where possible."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    words = line[:most].rsplit(" ", 1)[0]
    return f"{words if len(words) < most else line[: most - 1]}…"


def required_text(text: str) -> str:
    """A text without blanks around it. Raises EmptyNote for an empty text."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not text:
        raise EmptyNote
    return text
