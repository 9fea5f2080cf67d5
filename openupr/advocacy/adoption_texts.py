"""Texts between the review and the adoption: made from the facts, edited, sent, as files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.documents import word
from openupr.documents.light_markup import markup_blocks, plain_words
from openupr.recommendations.demo import marked_as_demo
from openupr.submissions.rules.reading import read_changes
from openupr.timeline.milestones import drop_date, mark_done, take_back_done, write_date
from openupr.upr.issues import ISSUES
from openupr.upr.ohchr_themes import THEMES
from openupr.upr.phases import ADOPTION

from .actions import WRITE_ADOPTION
from .adoption_statement import adoption_statement
from .ministry_letters import letter, letters_to_write
from .models import AdoptionText
from .paper_words import spoken_words, state_name
from .press_note import press_note
from .review_facts import ReviewFacts, day_in_words, place, review_facts, review_in_brackets, subject_of
from .rules import places_to_fill, words_for
from .statement_files import LARGE


def language_of_texts(coalition: Coalition) -> str:
    """Of the program's own sentences: the working language, or English where it has no other."""
    working = (coalition.languages or ["en"])[0]
    return working if working in ("en", "km") else "en"


def text_document(saved: AdoptionText) -> word.Document:
    """For Word. A first paragraph of a press note that is bold throughout is its heading."""
    language = language_of_texts(saved.coalition)
    blocks = markup_blocks(saved.text, numbered=False)
    with translation.override(language):
        is_statement = saved.kind == AdoptionText.Kind.STATEMENT
        if saved.kind == AdoptionText.Kind.PRESS and (headline := _words_of_headline(blocks)):
            blocks = (word.Heading(word.plain(headline), numbered=False), *blocks[1:])
        document = word.Document(
            title=str(saved.get_kind_display()) if is_statement else "",
            blocks=(*_letterhead(saved), *_kept_with_lists(blocks)),
            language=language,
            furniture=word.Furniture(),
            points=LARGE if is_statement else 12,
        )
        return marked_as_demo(document)


def _kept_with_lists(blocks: Sequence[word.Block]) -> Iterator[word.Block]:
    """What opens a list is on the page on which the list begins."""
    for block, following in zip_longest(blocks, blocks[1:]):
        is_opening = isinstance(block, word.Paragraph) and isinstance(following, word.Listing)
        yield replace(block, keeps_next=True) if is_opening else block


def _words_of_headline(blocks: Sequence[word.Block]) -> str:
    """Of a first paragraph that is bold throughout; "" where a text begins otherwise."""
    first = next(iter(blocks), None)
    if not isinstance(first, word.Paragraph):
        return ""
    runs = [run for run in first.runs if isinstance(run, word.Run)]
    return "".join(run.text for run in runs) if runs and all(run.bold for run in runs) else ""


def _letterhead(saved: AdoptionText) -> Iterator[word.Block]:
    name, lines = word.Run(saved.coalition.name, bold=True), list(_lines(saved))
    if saved.kind == AdoptionText.Kind.STATEMENT:
        # In one paragraph: what follows is read aloud.
        yield word.Paragraph((name, word.Run("".join(f"\n{line}" for line in lines))))
    else:
        yield word.Paragraph((name,))
        yield from (word.Paragraph(word.plain(line)) for line in lines)


def _lines(saved: AdoptionText) -> Iterator[str]:
    day = saved.sent_on or saved.due
    date_or_place = date_format(day, "j F Y") if day else place(_("Date"))
    if saved.kind == AdoptionText.Kind.STATEMENT:
        yield from _of_statement(saved.coalition)
        yield _("Speaker: %(name)s") % {"name": place(_("name and organisation of the speaker"))}
        yield date_or_place
    elif saved.kind == AdoptionText.Kind.PRESS:
        yield f"{saved.get_kind_display()}, {date_or_place}"
    else:
        yield date_or_place
        yield saved.to or place(_("Name and address of the ministry"))


def _of_statement(coalition: Coalition) -> Iterator[str]:
    review = _("Universal Periodic Review (UPR) of %(own)s") % {"own": state_name(coalition.state)}
    yield f"{review} ({review_in_brackets(coalition)})"
    day = day_in_words(coalition, ADOPTION) or place(_("Day of the adoption"))
    yield _("Human Rights Council, adoption of the outcome: %(day)s") % {"day": day}


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
class KeptAdoptionText:
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


def kept_texts(coalition: Coalition, facts: ReviewFacts | None) -> list[KeptAdoptionText]:
    """All texts, each beside what the facts say now."""
    labels = {theme.key: theme.label for theme in THEMES} | {issue.key: issue.label for issue in ISSUES}
    return [_kept(saved, facts, labels.get(saved.theme, saved.theme)) for saved in coalition.adoption_texts.all()]


def _kept(saved: AdoptionText, facts: ReviewFacts | None, label: str) -> KeptAdoptionText:
    subject = subject_of(saved.theme, label)
    if facts is None:
        return KeptAdoptionText(saved, subject, "")
    now = text_from_facts(facts, saved.kind, saved.theme)
    if saved.kind == AdoptionText.Kind.LETTER:
        return KeptAdoptionText(saved, subject, now)
    left_out = left_out_of_statement(facts) if saved.kind == AdoptionText.Kind.STATEMENT else ()
    return KeptAdoptionText(saved, subject, now, facts.uptake.unlooked, facts.uptake.unsettled, left_out)


def where_text_is(holder: Coalition | Group, number: str) -> str:
    """The address of the page that writes a text's date; "" where the text is not there any
    more.
    """
    if isinstance(holder, Group) or not number.isdecimal() or not holder.adoption_texts.filter(pk=number).exists():
        return ""
    return reverse("advocacy:adoption-text", args=[holder.key, int(number)])


KIND = "adoption"


class NothingToSay(Refused):
    """A letter on a theme on which nothing waits for an answer and nothing was supported."""

    def __init__(self) -> None:
        super().__init__("Nothing on this theme waits for an answer or was supported. Nothing was changed.")


@act(WRITE_ADOPTION, gettext_lazy("Make a text from the review's facts"), about="coalition")
def make_text(*, by: Person, coalition: Coalition, kind: str, theme: str = "") -> AdoptionText:
    """Make a text from the facts; where there is one already, that one.

    Raises NothingToSay, RecordNotReady.
    """
    known = AdoptionText.objects.filter(coalition=coalition, kind=kind, theme=theme).first()
    if known:
        return known
    facts = review_facts(coalition)
    is_letter = kind == AdoptionText.Kind.LETTER
    if is_letter != bool(theme) or (
        is_letter and all(letter_theme.key != theme for letter_theme in letters_to_write(facts))
    ):
        raise NothingToSay
    text = text_from_facts(facts, kind, theme)
    return AdoptionText.objects.create(coalition=coalition, kind=kind, theme=theme, text=text, taken_over=text)


@act(WRITE_ADOPTION, gettext_lazy("Edit a text for the adoption"), about="coalition")
def save_text(*, by: Person, coalition: Coalition, saved: AdoptionText, today: date, **values: Any) -> AdoptionText:
    """Keep a text as somebody edited it, with its date."""
    text = values["text"].replace("\r\n", "\n").strip()
    current = AdoptionText.objects.select_for_update().get(pk=saved.pk)
    for name, value in {**values, "text": text}.items():
        setattr(current, name, value)
    current.save()
    _tell_the_timeline(current, today=today)
    return current


@act(WRITE_ADOPTION, gettext_lazy("Take over changed facts into a text"), about="coalition")
def take_new_facts(*, by: Person, coalition: Coalition, saved: AdoptionText) -> AdoptionText:
    """Say that the changed facts were seen.

    A text without edits becomes the new one; an edited one stays. Raises RecordNotReady.
    """
    current = AdoptionText.objects.select_for_update().get(pk=saved.pk)
    now = text_from_facts(review_facts(coalition), current.kind, current.theme)
    if not current.is_edited:
        current.text = now
    current.taken_over = now
    current.save()
    return current


@act(WRITE_ADOPTION, gettext_lazy("Remove a text for the adoption"), about="coalition")
def remove_text(*, by: Person, coalition: Coalition, saved: AdoptionText) -> None:
    """Remove a text and its date."""
    if coalition.calendar:
        drop_date(calendar=coalition.calendar, key=_key(saved))
    saved.delete()


def _key(text: AdoptionText) -> str:
    return f"{KIND}-{text.pk}"


def _tell_the_timeline(text: AdoptionText, *, today: date) -> None:
    coalition = text.coalition
    if text.due:
        # May be seen on a telephone: it says nothing of substance.
        title = AdoptionText.Kind(text.kind).label
        calendar = calendar_of(coalition, today=today)
        milestone = write_date(calendar=calendar, key=_key(text), title=title, day=text.due, today=today)
        finish = mark_done if text.sent_on else take_back_done
        finish(milestone=milestone, today=today)
    elif coalition.calendar:
        drop_date(calendar=coalition.calendar, key=_key(text))
