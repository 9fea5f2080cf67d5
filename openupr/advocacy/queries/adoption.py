"""Texts between the review and its adoption: made from the facts of the review, edited by
people.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import translation

from openupr.coalitions.models import Coalition, Group
from openupr.documents import word
from openupr.documents.light_markup import plain_words
from openupr.submissions.rules.reading import read_changes
from openupr.upr.issues import ISSUES
from openupr.upr.ohchr_themes import THEMES

from ..models import AdoptionText
from ..rules import places_to_fill, words_for
from .adoption_files import language_of_texts, text_document
from .adoption_statement import adoption_statement
from .ministry_letter import letter
from .own_words import spoken_words
from .press_note import press_note
from .review_facts import ReviewFacts, subject_of


def text_from_facts(facts: ReviewFacts, kind: str, theme: str = "") -> str:
    """What the facts say now, as markup: what a text of this kind begins with, and is compared with
    later.

    In the working language of the coalition.
    """
    with translation.override(language_of_texts(facts.coalition)):
        if kind == AdoptionText.Kind.STATEMENT:
            return adoption_statement(facts).text
        makers: Mapping[str, Iterator[str]] = {
            AdoptionText.Kind.PRESS: press_note(facts),
            AdoptionText.Kind.LETTER: letter(facts, facts.theme(theme)),
        }
        return "\n\n".join(makers[kind])


def left_out_of_statement(facts: ReviewFacts) -> Sequence[str]:
    """What two minutes have no room for, a line each, in the working language of the coalition."""
    with translation.override(language_of_texts(facts.coalition)):
        return adoption_statement(facts).left_out


@dataclass(frozen=True)
class KeptText:
    """A text of the coalition, and what the facts say now; `now` is "" where the record cannot be
    read. `unlooked`: how many marked pairs it leaves out until people look at them together.
    `unsettled`: of how many of the coalition's recommendations it is not said yet whether States
    took them up. `left_out`: what has no room in a statement.
    """

    saved: AdoptionText
    theme: str
    now: str
    unlooked: int = 0
    unsettled: int = 0
    left_out: Sequence[str] = field(default=())

    @property
    def name(self) -> str:
        kind = str(self.saved.get_kind_display())
        return f"{kind}: {self.theme}" if self.theme else kind

    @property
    def facts_changed(self) -> bool:
        return bool(self.now) and self.now not in (self.saved.taken_over, self.saved.text)

    @property
    def changes(self) -> Sequence[Any]:
        """Of an edited text how the facts changed since; of another one what the new text
        changes.
        """
        before = self.saved.taken_over if self.saved.is_edited else self.saved.text
        return read_changes(before, self.now, lambda _key: None)

    @property
    def words(self) -> int:
        return spoken_words(plain_words(self.saved.text))

    @property
    def budget(self) -> int | None:
        """Words that can be read out in two minutes; None of a text that is not read out."""
        return words_for(self.saved.pace) if self.saved.kind == AdoptionText.Kind.STATEMENT else None

    @property
    def too_many(self) -> int:
        return max(0, self.words - self.budget) if self.budget else 0

    @property
    def places(self) -> list[str]:
        """What is still to be filled in, in brackets in its text."""
        return places_to_fill(self.saved.text)

    def document(self) -> word.Document:
        """For Word."""
        return text_document(self.saved)


def kept_texts(coalition: Coalition, facts: ReviewFacts | None) -> list[KeptText]:
    """All texts, each beside what the facts say now."""
    labels = {theme.key: theme.label for theme in THEMES} | {issue.key: issue.label for issue in ISSUES}
    return [_kept(saved, facts, labels.get(saved.theme, saved.theme)) for saved in coalition.adoption_texts.all()]


def _kept(saved: AdoptionText, facts: ReviewFacts | None, label: str) -> KeptText:
    subject = subject_of(saved.theme, label)
    if facts is None:
        return KeptText(saved, subject, "")
    now = text_from_facts(facts, saved.kind, saved.theme)
    if saved.kind == AdoptionText.Kind.LETTER:
        return KeptText(saved, subject, now)
    left_out = left_out_of_statement(facts) if saved.kind == AdoptionText.Kind.STATEMENT else ()
    return KeptText(saved, subject, now, facts.uptake.unlooked, facts.uptake.unsettled, left_out)


def where_text_is(holder: Coalition | Group, number: str) -> str:
    """The address of the page that writes a text's date; "" where the text is not there any
    more.
    """
    if isinstance(holder, Group) or not number.isdecimal() or not holder.adoption_texts.filter(pk=number).exists():
        return ""
    return reverse("advocacy:adoption-text", args=[holder.key, int(number)])
