"""The embassy sheet: one page for one State, made from the record, the follow-up's public page and the grid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.timeline import coalition_dates
from openupr.documents import word
from openupr.followup.queries.public_page import PublicLine, public_by_ask
from openupr.recommendations.queries.coverage import coverage
from openupr.recommendations.queries.demo import marked_as_demo
from openupr.recommendations.queries.question import Chosen, Question
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.themes import issue_labels, on_issues, without_theme
from openupr.timeline.queries.line import TimelineLine
from openupr.upr.phases import REVIEW
from openupr.upr.states import State, by_iso3

from ..models import Logo, Presence, SheetContact, ShortAsk
from ..rules import EARLIER, PROPOSALS, QUESTIONS, begins_with_verb, too_long
from .asks import AskLine, asks_of
from .frame_texts import SDGS, formal_name, state_name, targets_in_words, targets_served, unreviewed
from .near import Row, close_rows, wording
from .own_words import Told
from .recommended import Earlier, MadeInReview, made_in_review, told_of
from .review_ahead import is_before_review

# Of these, the ones of reviews before the coalition's own are taken.
_LOOKED_AT = 200
ON_ISSUE = 2
"""So many earlier recommendations are shown that share only an issue with an ask."""
_LOGO_SCALE = 4
"""A logo of the usual 480 pixels is 3 cm wide: a sheet has one page."""
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
class ShortLine:
    """An ask in the words of the sheets: those saved for them, else its own where they are short enough."""

    ask: AskLine
    saved: ShortAsk | None

    @property
    def text(self) -> str:
        """ "" where it has to be shortened first."""
        if self.saved and self.saved.text:
            return self.saved.text
        return self.ask.text if self.ask.language == "en" and self.ask.text and not too_long(self.ask.text) else ""

    @property
    def questions(self) -> list[str]:
        """Its advance questions, at most two."""
        return self.saved.questions if self.saved else []

    @property
    def lacks_question(self) -> bool:
        """It is on a sheet, without a question."""
        return bool(self.text and self.ask.carriers and not self.questions)

    def told(self, language: str) -> Told:
        """In this language where a person worded it so since the text was last changed; else short in English, else
        as it is.
        """
        wordings = self.ask.proposal.wordings.all()
        own = next((each for each in wordings if each.language == language and each.text.strip()), None)
        if language != "en" and own and not own.is_older:  # type: ignore[attr-defined]
            return Told(own.text.strip(), language)
        return Told(self.text, "en") if self.text else Told(self.ask.text, self.ask.language)

    @property
    def needs_verb(self) -> bool:
        """Its first word is no verb that recommendations begin with."""
        return bool(self.text) and not begins_with_verb(self.text)


@dataclass(frozen=True)
class Sheet:
    """What one State is given, its frame in `language`. `looked_in`: the reviews of which the record holds something,
    in words. `untold`: how many it made before, where some of them have no theme. `without_theme`: of all States.
    `unready`: asks that it is to carry and that are too long or in another language. `targets`: codes of the SDG
    targets that they serve. `review`: its date, None where the coalition knows none. `before`: where it has no ask,
    what it recommended on any subject. `made`: what it recommended in the coalition's review, once that is over.
    """

    coalition: Coalition
    state: State
    earlier: Sequence[Earlier]
    looked_in: str
    proposals: Sequence[Told]
    questions: Sequence[str]
    unready: Sequence[ShortLine]
    left_out: int
    contact: str
    review: TimelineLine | None = None
    targets: Sequence[str] = ()
    language: str = "en"
    before: Sequence[Earlier] = ()
    untold: int = 0
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
        given = {"state": formal_name(self.state), "own": state_name(own)}
        if self.is_mission:
            return _("For the Permanent Mission of %(state)s: the review of %(own)s") % given
        return _("For the Embassy of %(state)s: the review of %(own)s") % given

    @property
    def _holds_english(self) -> bool:
        return bool(
            self.earlier or self.made or self.questions or any(each.language == "en" for each in self.proposals)
        )

    @property
    def _about(self) -> str:
        """Which review it is about, and when that is."""
        given = {"own": state_name(self.coalition.state)}
        parts = []
        if self.review and self.review.entry.window:
            parts.append(self.review.when)
            parts += [str(self.review.status)] if self.review.entry.is_invented else []
        if session := self.coalition.review.session:
            parts.append(_("session %(n)s") % {"n": session})
        told = _("Universal Periodic Review (UPR) of %(own)s: %(when)s") % {**given, "when": ", ".join(parts)}
        return told if parts else _("Universal Periodic Review (UPR) of %(own)s") % given

    def _blocks(self, own: State) -> Iterator[word.Block]:
        if self.logo:
            yield word.Picture(self.logo, _("Logo"), scale=_LOGO_SCALE)
        yield word.Paragraph((word.Run(self._about, bold=self.language != "km"),))
        yield word.Paragraph(word.plain(_("From civil society: %(coalition)s") % {"coalition": self.coalition.name}))
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
        elif not self.made:
            yield _head(_(_ON_THIS))
            yield word.Paragraph(word.plain(self._none_found(own)))
        yield _head(_("What we asked for") if self.is_over else _("What your State could recommend now"))
        yield _listing(self.proposals)
        if self.questions and not self.is_over:
            yield _head(_("Advance questions"))
            yield _listing(Told(each, "en") for each in self.questions)
        if self.targets:
            yield _head(_(SDGS))
            yield word.Paragraph((word.Run(targets_in_words(self.targets), language="en"),))
        yield _head(_("We thank you") if self.is_over else _("Please meet us"))
        if self.is_over and not self.made:
            asked = _("We thank your State for its part in the review. We ask you to follow up its outcome.")
        elif self.is_over:
            asked = _("We thank your State for its part in the review. We ask you to follow up what it recommended.")
        else:
            asked = _("We ask for a meeting before your State sends its questions and recommendations.")
        to = _("Please answer: %(contact)s") % {"contact": self.contact} if self.contact else _(_TO_THE_GIVER)
        yield word.Paragraph(word.plain(f"{asked} {to}"))
        if told := unreviewed(_FRAME, self.language):
            yield word.Paragraph((word.Run(told),))

    def _none_found(self, own: State) -> str:
        """What has no theme may be on this in other words: then only its number is told."""
        n = self.untold or len(self.before)
        given = {"state": state_name(self.state), "own": state_name(own), "reviews": self.looked_in, "n": n}
        if n:
            told = ngettext(
                "Your State made %(n)s recommendation to %(own)s in earlier reviews. We looked in: %(reviews)s.",
                "Your State made %(n)s recommendations to %(own)s in earlier reviews. We looked in: %(reviews)s.",
                n,
            )
        elif not self.has_ask:
            told = _("We found no recommendation of %(state)s to %(own)s. We looked in: %(reviews)s.")
        else:
            told = _("We found no recommendation of your State to %(own)s on this. We looked in: %(reviews)s.")
        return told % given


def _head(text: str) -> word.Heading:
    return word.Heading(word.plain(text), numbered=False)


def _lines(recommended: Iterable[Earlier]) -> word.Listing:
    return word.Listing(tuple(word.Item(tuple(_runs(line))) for line in recommended))


def _listing(texts: Iterable[Told]) -> word.Listing:
    return word.Listing(tuple(word.Item((word.Run(each.text, language=each.language),)) for each in texts), "numbers")


def _runs(each: Earlier) -> Iterator[word.Run]:
    if each.issue:
        yield word.Run(f"{each.issue}: ", italic=True, language="en")
    yield word.Run(each.text, language="en")
    if each.told or each.un_number:
        yield word.Run(f" ({each.told}" + (", " if each.told and each.un_number else ""), italic=True)
        yield from (word.Run(str(each.un_number), italic=True, link=each.un_number.url), word.Run(")", italic=True))
    if each.since:
        yield word.Run(f"\n{each.since}")


def asks_in_short(coalition: Coalition) -> list[ShortLine]:
    """Every ask of the coalition in the words of the sheets."""
    saved = {each.proposal_id: each for each in ShortAsk.objects.filter(proposal__group__coalition=coalition)}
    return [ShortLine(ask, saved.get(ask.pk)) for ask in asks_of(coalition)]


def sheet(coalition: Coalition, iso3: str, *, today: date, language: str = "en") -> Sheet:
    """The State's sheet as things are, its frame in this language. Raises RecordNotReady."""
    with translation.override(language):
        return _sheet(coalition, iso3, today, language)


def _sheet(coalition: Coalition, iso3: str, today: date, language: str) -> Sheet:
    carried = [line for line in asks_in_short(coalition) if iso3 in line.ask.carried_by]
    ready = [line for line in carried if line.text]
    shown = ready[:PROPOSALS]
    contact = SheetContact.objects.filter(coalition=coalition).first()
    logo = Logo.objects.filter(coalition=coalition).first()
    before, public = _before_review(coalition, iso3), public_by_ask(coalition)
    presence = coalition.presences.filter(iso3=iso3).first()
    review = coalition_dates(coalition, today=today).get(REVIEW)
    is_over = bool(review and review.entry.window and review.entry.window.last < today)
    made = made_in_review(coalition, iso3) if is_over else MadeInReview()
    return Sheet(
        coalition=coalition,
        state=by_iso3(iso3),
        earlier=_earlier(coalition, iso3, shown or carried, before, public, room=made.room),
        before=[] if carried else [told_of(row, "", public) for row in before],
        untold=len(before) if any(not issue_labels(row) for row in before) else 0,
        without_theme=without_theme(coalition.review.iso3),
        is_mission=bool(presence and presence.kind == Presence.Kind.GENEVA),
        looked_in=_looked_in(coalition, today),
        proposals=[line.told(language) for line in shown],
        questions=questions_of(shown),
        unready=[line for line in carried if not line.text],
        left_out=max(0, len(ready) - PROPOSALS),
        contact=contact.text if contact else "",
        why_now=contact.why_now_in_words if contact else "",
        review=review,
        is_over=is_over,
        made=made.lines,
        left_in_review=made.left,
        targets=targets_served([line.ask.proposal for line in shown]),
        language=language,
        logo=bytes(logo.data) if logo else b"",
    )


def questions_of(lines: Sequence[ShortLine]) -> list[str]:
    """What fits on a sheet: the first question of each ask, then their second ones; each once."""
    first = [line.questions[0] for line in lines if line.questions]
    second = (question for line in lines for question in line.questions[1:])
    return list(dict.fromkeys([*first, *second]))[:QUESTIONS]


def _before_review(coalition: Coalition, iso3: str) -> list[Row]:
    """What the State recommended to the coalition's in reviews before its own, the newest first."""
    found = search_record(rows_between(coalition, iso3), limit=_LOOKED_AT, sort="-session").results
    return [each.fields for each in found if is_before_review(each.fields, coalition)]


def rows_between(coalition: Coalition, iso3: str) -> Question:
    """All that the State recommended to the coalition's, as a question to the record."""
    return Question(filters=_between(coalition, iso3))


def _between(coalition: Coalition, iso3: str) -> Chosen:
    return {"state": (coalition.review.iso3,), "from": (iso3,)}


def _looked_in(coalition: Coalition, today: date) -> str:
    """The reviews before the coalition's own of which the record holds something, in words."""
    found, own = coverage(coalition.review.iso3, today=today), coalition.review.session
    earlier = tuple(number for number in found.loaded if not own or number < own)
    return replace(found, loaded=earlier).loaded_in_words(with_years=True)


def _earlier(
    coalition: Coalition,
    iso3: str,
    lines: Sequence[ShortLine],
    before: Sequence[Row],
    public: Mapping[str, PublicLine],
    *,
    room: int,
) -> list[Earlier]:
    """What the State recommended to the coalition's that is close to each ask, and what is on its issues: as much as
    so many letters have room for, but at least one; none where they are gone.
    """
    found = [_for_ask(coalition, line, _between(coalition, iso3), before) for line in lines]
    # The first for each ask comes before the second for any.
    in_turn = [each for rank in zip_longest(*found) for each in rank if each]
    once = list({wording(row): (row, issue) for row, issue in reversed(in_turn)}.values())[::-1]
    earlier: list[Earlier] = []
    for row, issue in once[: EARLIER if room > 0 else 0]:
        # A third one only where its words are near.
        if issue and len(earlier) >= ON_ISSUE:
            continue
        text = " ".join(row["text"].split())
        if earlier and len(text) > room:
            break
        room -= len(text)
        earlier.append(told_of(row, issue, public))
    return earlier


def _for_ask(coalition: Coalition, line: ShortLine, between: Chosen, before: Sequence[Row]) -> list[tuple[Row, str]]:
    """First what is close to the ask; then what has only its issue, with its label, the newest first."""
    close = close_rows(line.text or line.ask.text, line.ask.issues, between)
    earlier = [row for row in close if is_before_review(row, coalition)]
    on_issue = [(row, on_issues(row, line.ask.issues)) for row in before if row not in earlier]
    return [*((row, "") for row in earlier), *((row, ", ".join(labels)) for row, labels in on_issue if labels)]
