"""The statement as Word or PDF: to read aloud from, and for interpreters, with their terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.coalitions.timeline import coalition_dates
from openupr.documents import word
from openupr.followup.models import Level
from openupr.languages.confirmations import unconfirmed
from openupr.learning.rules.words import WORDS
from openupr.recommendations.demo import marked_as_demo
from openupr.text.words import stem, tokens
from openupr.upr.states import STATES
from openupr.workshops.models import Term

from .dates import GENEVA
from .paper_words import contact_of, day_and_contact, state_name, unreviewed
from .statement import DraftedStatement
from .statement_parts import CLOSING, FRAME


@dataclass(frozen=True)
class InterpreterTerm:
    """A word in English and Khmer, or a State's name; `meaning` in English, "" where none is known.

    `spoken`: how a speaker calls a State.
    """

    english: str
    khmer: str
    meaning: str = ""
    is_state: bool = False
    spoken: str = ""


def terms_in(text: str, coalition: Coalition) -> list[InterpreterTerm]:
    """The words that a text uses, in English or Khmer, by their English; then the States that it
    names. Of two that are the same, the coalition's own stays.
    """
    stems = _stems(text)
    by_english: dict[str, InterpreterTerm] = {}
    for term in _known(coalition):
        if any(_is_in(_stems(_short(wording)), stems) for wording in (term.english, term.khmer, term.spoken)):
            by_english.setdefault(_short(term.english).casefold(), term)
    return sorted(by_english.values(), key=lambda term: (term.is_state, term.english.casefold()))


def _known(coalition: Coalition) -> Iterator[InterpreterTerm]:
    meanings = {entry.said.en: entry.meaning.en for entry in WORDS}
    for own in Term.objects.filter(workshop__coalition=coalition).order_by("-workshop"):
        yield InterpreterTerm(own.english, own.khmer, meanings.get(own.english) or own.note)
    yield from (InterpreterTerm(entry.said.en, entry.said.km, entry.meaning.en) for entry in WORDS)
    names = [group.name for group in coalition.groups.all()]
    with translation.override("en"):
        names += [str(level.label) for level in Level]
    with translation.override("km"):
        yield from (InterpreterTerm(name, sentence) for name in names if (sentence := _(name)) != name)
        states = ((state, _(state.name)) for state in STATES)
        yield from (
            InterpreterTerm(state.name, khmer, is_state=True, spoken=state.spoken)
            for state, khmer in states
            if khmer != state.name
        )


def are_reviewed(terms: Iterable[InterpreterTerm]) -> bool:
    """Whether a speaker confirmed the Khmer of all of them."""
    return not unconfirmed((term.english, term.khmer) for term in terms)


def _short(name: str) -> str:
    """Without what is in brackets: "National human rights institution (NHRI)"."""
    return name.partition(" (")[0]


def _stems(text: str) -> list[str]:
    return [stem(token.surface) for token in tokens(text)]


def _is_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    return bool(part) and any(
        whole[at] == part[0] and whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1)
    )


LARGE = 18
"""Points of letters that are read aloud from."""
MIDDLE = 12
"""The same for interpreters: beside the text they have a table of words."""


def document_of(draft: DraftedStatement, *, today: date) -> word.Document:
    """To read aloud from: large letters, and beside each part when it is to begin."""
    return _document(draft, (), today)


def interpreters_document_of(draft: DraftedStatement, *, today: date) -> word.Document:
    """The same for interpreters, with the words that it uses in English and Khmer."""
    terms = terms_in(draft.text, draft.statement.coalition)
    if not terms:
        return _document(draft, (), today, points=MIDDLE)
    words, states = [term for term in terms if not term.is_state], [term for term in terms if term.is_state]
    after: list[word.Block] = []
    if words:
        after += [word.Heading(word.plain(_("Terms")), numbered=False), _table_of(words, with_meaning=True)]
    if states:
        after += [word.Heading(word.plain(_("States")), numbered=False), _table_of(states, with_meaning=False)]
    if not are_reviewed(terms):
        after.append(word.Paragraph(word.plain(_("Not all of the Khmer words are reviewed by a speaker yet."))))
    return _document(draft, after, today, points=MIDDLE)


def _table_of(terms: Sequence[InterpreterTerm], *, with_meaning: bool) -> word.DocumentTable:
    columns = 3 if with_meaning else 2
    rows = tuple(
        (
            (word.Run(term.english, language="en"),),
            (word.Run(term.khmer, language="km"),),
            (word.Run(term.meaning, language="en"),),
        )[:columns]
        for term in terms
    )
    header = (word.plain(_("English")), word.plain(_("Khmer")), word.plain(_("Meaning")))[:columns]
    return word.DocumentTable(rows, header=header, widths=(4, 4, 5)[:columns], keeps_rows=True)


def _document(
    draft: DraftedStatement, after: Sequence[word.Block], today: date, *, points: int = LARGE
) -> word.Document:
    blocks: list[word.Block] = [*_of_what_and_whom(draft, today)]
    note = list(_told_as_unreviewed(draft.statement.language))
    for part in draft.spoken:
        mark = f"{part.begins_at}  {_(part.heading) if part.heading else part.written.label}"
        blocks.append(word.Heading(word.plain(mark), level=2, numbered=False))
        # The closing is short: its thanks are not alone on the last page.
        kept = len(part.written.texts) - (not note) if part.written.part.key == CLOSING.key else 0
        blocks += [
            word.Paragraph(
                (word.Run(text.text, language=text.language),),
                # "We therefore ask States to recommend:" is not alone at the end of a page.
                keeps_next=at < kept or text.text.endswith((":", "៖")),
            )
            for at, text in enumerate(part.written.texts)
        ]
    document = word.Document(
        title=_("Statement"),
        blocks=(*blocks, *note, *after),
        language=draft.statement.language,
        furniture=word.Furniture(header=draft.statement.coalition.name),
        points=points,
    )
    with translation.override(document.language):
        return marked_as_demo(document)


def _of_what_and_whom(draft: DraftedStatement, today: date) -> Iterator[word.Block]:
    """For the person who keeps the page: the review, the day and the contact. It is not read aloud."""
    coalition = draft.statement.coalition
    geneva = None if draft.is_over else coalition_dates(coalition, today=today).get(GENEVA)
    review = _("Universal Periodic Review (UPR) of %(own)s") % {"own": state_name(coalition.state)}
    yield word.Paragraph(word.plain(review))
    if geneva and geneva.entry.window and today <= geneva.entry.window.last:
        day = _("Geneva pre-session: %(when)s") % {"when": geneva.when}
        # An invented date says so; the kinds of real dates are no matter here.
        yield word.Paragraph(word.plain(f"{day} ({geneva.status})" if geneva.entry.is_invented else day))
    yield word.Paragraph(word.plain(day_and_contact(today, contact_of(coalition))))


def _told_as_unreviewed(language: str) -> Iterator[word.Block]:
    if note := unreviewed(FRAME, language):
        yield word.Paragraph((word.Run(note),))
