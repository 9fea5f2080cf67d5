"""The embassy sheet: one page for one State, made from the record, the follow-up's public page and the grid."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.followup.queries.public_page import PublicLine, public_by_ask
from openupr.recommendations.queries.question import Chosen, Question
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.similar import NothingToCompare, similar
from openupr.upr import responses
from openupr.upr.states import State, by_iso3

from ..models import SheetContact, ShortAsk
from ..rules import EARLIER, NEAREST, PROPOSALS, QUESTIONS, begins_with_verb, too_long
from .asks import AskLine, asks_of
from .frame_texts import SDGS, state_name, targets_in_words, targets_served, unreviewed
from .own_words import Told
from .review_ahead import is_before_review
from .states import CarryingState, carried_states

_LONGEST_EARLIER = 260
# Of these, the ones of reviews before the coalition's own are taken.
_LOOKED_AT, _NEAR_LOOKED_AT = 200, 20
_IN_ENGLISH = gettext_noop("Recommendations and questions that are here in English exist in English only.")
# Its own texts, which a speaker of another language has to confirm.
_FRAME = (
    gettext_noop("What your State recommended on this"),
    gettext_noop("What your State could recommend now"),
    gettext_noop("Advance questions"),
    SDGS,
    gettext_noop("Whom to ask"),
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
        """In this language where a person worded it so; else short in English, else as it is."""
        wordings = self.ask.proposal.wordings.all()
        own = next((each for each in wordings if each.language == language and each.text.strip()), None)
        if language != "en" and own:
            return Told(own.text.strip(), language)
        return Told(self.text, "en") if self.text else Told(self.ask.text, self.ask.language)

    @property
    def needs_verb(self) -> bool:
        """Its first word is no verb that recommendations begin with."""
        return bool(self.text) and not begins_with_verb(self.text)


@dataclass(frozen=True)
class Earlier:
    """What the State recommended before, how it was answered, and what happened since, as far as that is public."""

    text: str
    session: int | None
    answer: str
    since: str


@dataclass(frozen=True)
class Sheet:
    """What one State is given, its frame in `language`. `is_near_only`: it recommended nothing on these issues, and
    `earlier` is what comes nearest. `unready`: asks that it is to carry and that are too long or in
    another language; `targets`: codes of the SDG targets that they serve.
    """

    coalition: Coalition
    state: State
    earlier: Sequence[Earlier]
    is_near_only: bool
    proposals: Sequence[Told]
    questions: Sequence[str]
    unready: Sequence[ShortLine]
    left_out: int
    contact: str
    targets: Sequence[str] = ()
    language: str = "en"

    def document(self) -> word.Document:
        """One page, for Word, PDF and e-mail."""
        own = self.coalition.state
        with translation.override(self.language):
            return word.Document(
                title=_("%(own)s: for %(state)s") % {"own": _(own.name), "state": _(self.state.name)},
                language=self.language,
                blocks=tuple(self._blocks(own)),
                furniture=word.Furniture(header=self.coalition.name),
                labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
            )

    @property
    def _holds_english(self) -> bool:
        return bool(self.earlier or self.questions or any(each.language == "en" for each in self.proposals))

    def _blocks(self, own: State) -> Iterator[word.Block]:
        given = {"own": state_name(own)}
        if self.language != "en" and self._holds_english:
            yield word.Paragraph((word.Run(_(_IN_ENGLISH), italic=True),))
        yield _head(_("What your State recommended on this"))
        if self.is_near_only:
            yield word.Paragraph(word.plain(_("It has not recommended this to %(own)s so far. Nearest to it:") % given))
        elif not self.earlier:
            yield word.Paragraph(word.plain(_("It has not recommended this to %(own)s so far.") % given))
        if self.earlier:
            yield word.Listing(tuple(word.Item(tuple(_runs(each))) for each in self.earlier))
        yield _head(_("What your State could recommend now"))
        yield _listing(self.proposals)
        if self.questions:
            yield _head(_("Advance questions"))
            yield _listing(Told(each, "en") for each in self.questions)
        if self.targets:
            yield _head(_(SDGS))
            yield word.Paragraph((word.Run(targets_in_words(self.targets), language="en"),))
        if self.contact:
            yield _head(_("Whom to ask"))
            yield word.Paragraph(word.plain(self.contact))
        if told := unreviewed(_FRAME, self.language):
            yield word.Paragraph((word.Run(told),))


def _head(text: str) -> word.Heading:
    return word.Heading(word.plain(text), numbered=False)


def _listing(texts: Iterable[Told]) -> word.Listing:
    items = tuple(word.Item((word.Run(each.text, language=each.language),)) for each in texts)
    return word.Listing(items, kind="numbers")


def _runs(each: Earlier) -> Iterator[word.Run]:
    yield word.Run(each.text, language="en")
    session = _("session %(n)s") % {"n": each.session} if each.session else ""
    told = ", ".join(part for part in (session, each.answer) if part)
    if told:
        yield word.Run(f" ({told})", italic=True)
    if each.since:
        yield word.Run(f"\n{each.since}")


def asks_in_short(coalition: Coalition) -> list[ShortLine]:
    """Every ask of the coalition in the words of the sheets."""
    saved = {each.proposal_id: each for each in ShortAsk.objects.filter(proposal__group__coalition=coalition)}
    return [ShortLine(ask, saved.get(ask.pk)) for ask in asks_of(coalition)]


@dataclass(frozen=True)
class SheetLine:
    """A State in the list of sheets. `questions`: how many are on its sheet; `unready`: asks that are not on it."""

    carrying: CarryingState
    questions: int
    unready: int

    @property
    def lacks_questions(self) -> bool:
        return self.questions < QUESTIONS


def sheet_lines(coalition: Coalition, lines: Sequence[ShortLine]) -> list[SheetLine]:
    """The States that carry something, with what their sheets lack. `lines`: the asks in short."""
    found = []
    for each in carried_states(coalition):
        carried = [line for line in lines if each.state.iso3 in line.ask.carried_by]
        ready = [line for line in carried if line.text]
        found.append(SheetLine(each, len(questions_of(ready[:PROPOSALS])), len(carried) - len(ready)))
    return found


def sheet(coalition: Coalition, iso3: str, *, today: date, language: str = "en") -> Sheet:
    """The State's sheet as things are, its frame in this language. Raises RecordNotReady."""
    with translation.override(language):
        return _sheet(coalition, iso3, language)


def _sheet(coalition: Coalition, iso3: str, language: str) -> Sheet:
    carried = [line for line in asks_in_short(coalition) if iso3 in line.ask.carried_by]
    ready = [line for line in carried if line.text]
    shown = ready[:PROPOSALS]
    earlier, is_near_only = _earlier(coalition, iso3, shown or carried)
    contact = SheetContact.objects.filter(coalition=coalition).first()
    return Sheet(
        coalition=coalition,
        state=by_iso3(iso3),
        earlier=earlier,
        is_near_only=is_near_only,
        proposals=[line.told(language) for line in shown],
        questions=questions_of(shown),
        unready=[line for line in carried if not line.text],
        left_out=max(0, len(ready) - PROPOSALS),
        contact=contact.text if contact else "",
        targets=targets_served([line.ask.proposal for line in shown]),
        language=language,
    )


def questions_of(lines: Sequence[ShortLine]) -> list[str]:
    """What fits on a sheet: the first question of each ask, then their second ones."""
    first = [line.questions[0] for line in lines if line.questions]
    return [*first, *(question for line in lines for question in line.questions[1:])][:QUESTIONS]


def _earlier(coalition: Coalition, iso3: str, lines: Sequence[ShortLine]) -> tuple[list[Earlier], bool]:
    """The newest recommendations of the State to the coalition's on the issues of these asks, from reviews before the
    coalition's own. If there are none, those nearest to the asks, and True.
    """
    between: Chosen = {"state": (coalition.review.iso3,), "from": (iso3,)}
    issues = tuple(dict.fromkeys(key for line in lines for key in line.ask.issues))
    rows: Sequence[Mapping[str, Any]] = []
    if issues:
        found = search_record(Question(filters={**between, "issue": issues}), limit=_LOOKED_AT, sort="-session")
        rows = [each.fields for each in found.results if is_before_review(each.fields, coalition)][:EARLIER]
    is_near_only = not rows
    if is_near_only:
        rows = list(_nearest(coalition, lines, between))
    public = public_by_ask(coalition)
    earlier = [
        Earlier(
            text=_shortened(row["text"]),
            session=row["session"],
            answer=_(responses.label(row["response"])).lower() if row["response"] else "",
            since=_since(public.get(row["id"])),
        )
        for row in rows
    ]
    return earlier, is_near_only and bool(earlier)


def _nearest(coalition: Coalition, lines: Sequence[ShortLine], between: Chosen) -> Iterator[Mapping[str, Any]]:
    """Of what the State recommended on other issues, the nearest to each ask, each once, the newest first."""
    found: dict[str, Mapping[str, Any]] = {}
    for line in lines:
        with suppress(NothingToCompare):
            near = similar(Question(words=line.text or line.ask.text, filters=between), limit=_NEAR_LOOKED_AT)
            rows = (row for each in near.groups for row in (each.nearest.fields, *each.others))
            earlier = (row for row in rows if is_before_review(row, coalition))
            found |= {row["id"]: row for row in islice(earlier, 1)}
    yield from sorted(found.values(), key=lambda row: -(row["session"] or 0))[:NEAREST]


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_EARLIER else plain[:_LONGEST_EARLIER].rstrip() + " …"


def _since(line: PublicLine | None) -> str:
    """What its public page says happened since, with the source."""
    if line is None:
        return ""
    parts = [_("the Government says: %(claim)s") % {"claim": line.claim.lower()}] if line.claim else []
    parts += [
        _("civil society (%(n)s): %(level)s") % {"n": count, "level": str(level.label).lower()}
        for level, count in line.levels
        if count
    ]
    told = _("Since then: %(what)s.") % {"what": "; ".join(parts)} if parts else ""
    source = _("Source: %(source)s") % {"source": line.evidence[0]} if line.evidence else ""
    return " ".join(part for part in (told, source) if part)
