"""The embassy sheet: one page for one State, from the record, the public follow-up and the grid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.coalitions.timeline import coalition_dates
from openupr.documents import word
from openupr.followup.public_follow_up import PublicLine, public_by_ask
from openupr.recommendations.coverage import coverage
from openupr.recommendations.demo import marked_as_demo
from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.search import search_record, without_theme
from openupr.timeline.agenda import TimelineLine
from openupr.upr.cycles import cycle_of_session
from openupr.upr.phases import REVIEW
from openupr.upr.states import State, by_iso3

from .actions import WRITE_SHEETS
from .carriers import CarryingState, carried_states
from .dates import is_before_review
from .models import Logo, Presence, SheetContact, WhyNow
from .near_recommendations import (
    Earlier,
    MadeInReview,
    Row,
    made_in_review,
    near_rows,
    taken_in_words,
    taken_up_by,
    told_of,
    wording,
)
from .paper_words import SDGS, Told, formal_name, state_name, targets_in_words, targets_served, unreviewed
from .rules import EARLIER, PROPOSALS, QUESTIONS
from .short_asks import ShortLine, asks_in_short, questions_of

# Of these, the ones of reviews before the coalition's own are taken.
_LOOKED_AT = 200
_LOGO_WIDE, _LOGO_HIGH = 1.2, 0.6
"""The logo is at most so large, in inches: a sheet has one page."""
_TO_THE_GIVER = gettext_noop("Please answer the person who gave you this page.")
_IN_ENGLISH = gettext_noop("Recommendations and questions that are here in English exist in English only.")
_ON_THIS = gettext_noop("What your State recommended on this")
# Its own texts, which a speaker of another language has to confirm.
_FRAME = (
    _ON_THIS,
    gettext_noop("What your State recommended on this before"),
    gettext_noop("What your State recommended in this review"),
    gettext_noop("What your State could recommend now"),
    gettext_noop("Advance questions"),
    SDGS,
    gettext_noop("Please meet us"),
    gettext_noop("Why now"),
    gettext_noop("We thank you"),
)


@dataclass(frozen=True)
class SheetAsk:
    """An ask on a sheet. `taken_up`: that the State did so in the coalition's review, in words."""

    words: Told
    taken_up: str = ""


@dataclass(frozen=True)
class StateSheet:
    """What one State is given on a `day`, its frame in `language`.

    `recommended`: how many it made in earlier reviews. `without_theme`: of all States. `unready`:
    asks that it carries and that are too long or in another language. `targets`: codes of the SDG
    targets that they serve.
    `review`: its date, None where the coalition knows none. `before`: where it has no ask, what it
    recommended on any subject. `made`: what it recommended in the coalition's review, once that is
    over.
    """

    coalition: Coalition
    state: State
    earlier: Sequence[Earlier]
    proposals: Sequence[SheetAsk]
    questions: Sequence[str]
    unready: Sequence[ShortLine]
    left_out: int
    contact: str
    day: date
    review: TimelineLine | None = None
    targets: Sequence[str] = ()
    language: str = "en"
    before: Sequence[Earlier] = ()
    recommended: int = 0
    without_theme: int = 0
    is_mission: bool = False
    why_now: str = ""
    is_over: bool = False
    made: Sequence[Earlier] = ()
    left_in_review: int = 0
    logo: bytes = b""

    @property
    def has_ask(self) -> bool:
        """It is to carry something, on the sheet or not yet."""
        return bool(self.proposals or self.unready)

    @property
    def looked_in(self) -> str:
        """The earlier reviews that the record has something of, in words; "" for none."""
        return _looked_in(self.coalition, self.day)

    @property
    def none_found(self) -> str:
        """For its writers, who are told what no sheet prints: that the State recommended nothing
        near before; "" where it did.
        """
        if self.earlier or self.made or not (self.has_ask and self.looked_in):
            return ""
        values = {"state": _(self.state.name), "own": _(self.coalition.state.name), "reviews": self.looked_in}
        if self.recommended:
            sentence = _("We found nothing near this in what %(state)s recommended before. We looked in: %(reviews)s.")
            return sentence % values
        return _("We found no recommendation of %(state)s to %(own)s. We looked in: %(reviews)s.") % values

    def document(self) -> word.Document:
        """One page, for Word, PDF and e-mail."""
        own = self.coalition.state
        with translation.override(self.language):
            document = word.Document(
                title=self._title(own),
                language=self.language,
                blocks=tuple(self._blocks(own)),
                furniture=word.Furniture(page_numbers=False),
                labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
            )
            return marked_as_demo(document)

    def _title(self, own: State) -> str:
        states = {"state": formal_name(self.state), "own": state_name(own)}
        if self.is_mission:
            return _("For the Permanent Mission of %(state)s: the review of %(own)s") % states
        return _("For the Embassy of %(state)s: the review of %(own)s") % states

    @property
    def _holds_english(self) -> bool:
        return bool(
            self.earlier
            or self.made
            or self.questions
            or any(proposal.words.language == "en" for proposal in self.proposals)
        )

    @property
    def _about(self) -> str:
        """Which review it is about, and when that is."""
        states = {"own": state_name(self.coalition.state)}
        parts = []
        if self.review and self.review.entry.window:
            parts.append(self.review.when)
            parts += [str(self.review.status)] if self.review.entry.is_invented else []
        if session := self.coalition.review.session:
            parts.append(_("session %(n)s") % {"n": session})
        sentence = _("Universal Periodic Review (UPR) of %(own)s: %(when)s") % {**states, "when": ", ".join(parts)}
        return sentence if parts else _("Universal Periodic Review (UPR) of %(own)s") % states

    def _blocks(self, own: State) -> Iterator[word.Block]:
        if self.logo:
            yield _small(self.logo)
        yield word.Paragraph((word.Run(self._about, bold=self.language != "km"),))
        sender = _("From civil society: %(coalition)s") % {"coalition": self.coalition.name}
        yield word.Paragraph(word.plain(f"{sender} · {date_format(self.day, 'j F Y')}"))
        if self.language != "en" and self._holds_english:
            yield word.Paragraph((word.Run(_(_IN_ENGLISH), italic=True),))
        if self.why_now:
            yield _head(_("Why now"))
            yield word.Paragraph(word.plain(self.why_now))
        if self.made:
            yield _head(_("What your State recommended in this review"))
            yield _lines(self.made)
        if n := self.left_in_review:
            left = ngettext("The report has %(n)s more.", "The report has %(n)s more.", n)
            yield word.Paragraph(word.plain(left % {"n": n}))
        if self.earlier:
            yield _head(_("What your State recommended on this before") if self.made else _(_ON_THIS))
            yield _lines(self.earlier)
        yield _head(_("What we asked for") if self.is_over else _("What your State could recommend now"))
        yield word.Listing(tuple(_proposed(proposal) for proposal in self.proposals), "numbers")
        if self.questions and not self.is_over:
            yield _head(_("Advance questions"))
            questions = (word.Item((word.Run(question, language="en"),)) for question in self.questions)
            yield word.Listing(tuple(questions), "numbers")
        if self.targets:
            yield _head(_(SDGS))
            yield word.Paragraph((word.Run(targets_in_words(self.targets), language="en"),))
        yield _head(
            (_("We thank you") if self.made else _("Please follow up")) if self.is_over else _("Please meet us")
        )
        if self.is_over and not self.made:
            sentence = _("We ask your State to follow up the outcome of the review.")
        elif self.is_over:
            sentence = _("We thank your State for its part in the review. We ask you to follow up what it recommended.")
        else:
            sentence = _("We ask for a meeting before your State sends its questions and recommendations.")
        to = _("Please answer: %(contact)s") % {"contact": self.contact} if self.contact else _(_TO_THE_GIVER)
        yield word.Paragraph(word.plain(f"{sentence} {to}"))
        if note := unreviewed(_FRAME, self.language):
            yield word.Paragraph((word.Run(note),))


def _head(text: str) -> word.Heading:
    return word.Heading(word.plain(text), numbered=False)


def _lines(recommended: Iterable[Earlier]) -> word.Listing:
    return word.Listing(tuple(word.Item(tuple(_runs(line))) for line in recommended))


def _proposed(proposal: SheetAsk) -> word.Item:
    words = word.Run(proposal.words.text, language=proposal.words.language)
    return word.Item((words, word.Run(f"\n{proposal.taken_up}")) if proposal.taken_up else (words,))


def _small(logo: bytes) -> word.Picture:
    wide, high = word.Picture(logo, "", scale=1).size
    return word.Picture(logo, _("Logo"), scale=max(1, wide / _LOGO_WIDE, high / _LOGO_HIGH))


def _runs(line: Earlier) -> Iterator[word.Run]:
    yield word.Run(line.text, language="en")
    if line.told or line.un_number:
        yield word.Run(f" ({line.told}" + (", " if line.told and line.un_number else ""), italic=True)
        yield from (
            word.Run(str(line.un_number), italic=True, link=line.un_number.url),
            word.Run(")", italic=True),
        )
    if line.since:
        yield word.Run(f"\n{line.since}")


def sheet(coalition: Coalition, iso3: str, *, today: date, language: str = "en") -> StateSheet:
    """The State's sheet as things are, its frame in this language. Raises RecordNotReady."""
    with translation.override(language):
        return _sheet(coalition, iso3, today, language)


def _sheet(coalition: Coalition, iso3: str, today: date, language: str) -> StateSheet:
    contact = SheetContact.objects.filter(coalition=coalition).first()
    why = coalition.whys.filter(iso3=iso3).first() or contact
    logo = Logo.objects.filter(coalition=coalition).first()
    before, public = _before_review(coalition, iso3), public_by_ask(coalition)
    presence = coalition.presences.filter(iso3=iso3).first()
    review = coalition_dates(coalition, today=today).get(REVIEW)
    is_over = bool(review and review.entry.window and review.entry.window.last < today)
    outcome = made_in_review(coalition, iso3) if is_over else MadeInReview()
    taken = taken_up_by(coalition, iso3) if is_over else {}
    lines = asks_in_short(coalition)
    carried = [line for line in lines if iso3 in line.ask.carried_by or line.ask.pk in taken]
    ready = sorted((line for line in carried if line.text), key=lambda line: line.ask.pk not in taken)
    on_sheet = ready[: max(PROPOSALS, len(taken))]
    return StateSheet(
        coalition=coalition,
        state=by_iso3(iso3),
        earlier=_earlier(coalition, iso3, on_sheet or carried, before, public, room=outcome.room),
        before=[] if carried else [told_of(row, public) for row in before],
        recommended=len(before),
        without_theme=without_theme(coalition.review.iso3),
        is_mission=bool(presence and presence.kind == Presence.Kind.GENEVA),
        proposals=[SheetAsk(line.told(language), taken_in_words(taken.get(line.ask.pk, ()))) for line in on_sheet],
        questions=questions_of(on_sheet),
        unready=[line for line in carried if not line.text],
        left_out=len(ready) - len(on_sheet),
        contact=contact.text if contact else "",
        day=today,
        why_now=why.why_now_in_words if why else "",
        review=review,
        is_over=is_over,
        made=outcome.lines,
        left_in_review=outcome.left,
        targets=targets_served([line.ask.proposal for line in on_sheet]),
        language=language,
        logo=bytes(logo.data) if logo else b"",
    )


def _before_review(coalition: Coalition, iso3: str) -> list[Row]:
    """What the State recommended to the coalition's in reviews before its own, the newest first."""
    results = search_record(rows_between(coalition, iso3), limit=_LOOKED_AT, sort="-session").results
    return [result.fields for result in results if is_before_review(result.fields, coalition)]


def rows_between(coalition: Coalition, iso3: str) -> Question:
    """All that the State recommended to the coalition's, as a question to the record."""
    return Question(filters=_between(coalition, iso3))


def _between(coalition: Coalition, iso3: str) -> Chosen:
    return {"state": (coalition.review.iso3,), "from": (iso3,)}


def _looked_in(coalition: Coalition, today: date) -> str:
    """The reviews before the coalition's own that the record has something of, in words; "" for
    none.
    """
    held_reviews, own = coverage(coalition.review.iso3, today=today), coalition.review
    sessions = ({"session": session, "cycle": cycle_of_session(session)} for session in held_reviews.loaded)
    earlier = replace(
        held_reviews,
        loaded=tuple(session["session"] for session in sessions if is_before_review(session, coalition)),
        loaded_cycles=tuple(cycle for cycle in held_reviews.loaded_cycles if cycle < own.cycle),
    )
    return "" if earlier.nothing else earlier.loaded_in_words(with_years=True)


def _earlier(
    coalition: Coalition,
    iso3: str,
    lines: Sequence[ShortLine],
    before: Sequence[Row],
    public: Mapping[str, PublicLine],
    *,
    room: int,
) -> list[Earlier]:
    """What the State recommended to the coalition's that is near one of the asks: the nearest to
    each before the second to any. As much as so many letters have room for, but at least one; none
    where they are gone.
    """
    between = _between(coalition, iso3)
    near = [near_rows(line.text or line.ask.text, line.ask.issues, between, before) for line in lines]
    once: dict[str, Row] = {}
    for row in (row for rank in zip_longest(*near) for row in rank if row):
        once.setdefault(wording(row), row)
    earlier: list[Earlier] = []
    for row in list(once.values())[: EARLIER if room > 0 else 0]:
        text = " ".join(row["text"].split())
        if earlier and len(text) > room:
            break
        room -= len(text)
        earlier.append(told_of(row, public))
    return earlier


@dataclass(frozen=True)
class SheetLine:
    """A State in the list of sheets.

    `questions`: how many are on its sheet; `unready`: asks that are not on it.
    """

    carrying: CarryingState
    questions: int
    unready: int

    @property
    def lacks_questions(self) -> bool:
        return self.questions < QUESTIONS


def sheet_lines(coalition: Coalition, lines: Sequence[ShortLine]) -> list[SheetLine]:
    """The States that carry something, with what their sheets lack. `lines`: the asks in short."""
    sheets = []
    for state in carried_states(coalition):
        carried = [line for line in lines if state.state.iso3 in line.ask.carried_by]
        ready = [line for line in carried if line.text]
        sheets.append(SheetLine(state, len(questions_of(ready[:PROPOSALS])), len(carried) - len(ready)))
    return sheets


@act(WRITE_SHEETS, gettext_lazy("Say whom diplomats can ask"), about="coalition")
def name_contact(
    *, by: Person, coalition: Coalition, text: str, why_now: str = "", why_source: str = ""
) -> SheetContact | None:
    """Say whom diplomats can ask, and why now, with the source; what is empty is not printed."""
    if not (text or why_now):
        SheetContact.objects.filter(coalition=coalition).delete()
        return None
    saved, _made = SheetContact.objects.update_or_create(
        coalition=coalition, defaults={"text": text, "why_now": why_now, "why_source": why_source}
    )
    return saved


@act(WRITE_SHEETS, gettext_lazy("Say why now on a State’s sheet"), about="coalition")
def say_why_now(
    *, by: Person, coalition: Coalition, iso3: str, why_now: str = "", why_source: str = ""
) -> WhyNow | None:
    """Say on one State's sheet why now, with the source; empty: its sheet says what is on all."""
    if not why_now:
        WhyNow.objects.filter(coalition=coalition, iso3=iso3).delete()
        return None
    values = {"why_now": why_now, "why_source": why_source}
    return WhyNow.objects.update_or_create(coalition=coalition, iso3=iso3, defaults=values)[0]
