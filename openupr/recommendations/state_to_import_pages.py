"""What the import page shows of a State, and what every page says while the record is a demo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.upr.places import document_address, drafts_address, state_address
from openupr.upr.review_documents import ADDENDUM, REPORT, ReviewDocument
from openupr.upr.states import State
from openupr.web.numbers import grouped
from openupr.web.parts import Badge

from .actions import may_import
from .answer_changes import PositionChanges, changes_of_positions
from .cards_pages import PositionLines, lines_of, search_url
from .coverage import ReviewSources, sources_of_state
from .document_problems import symbols_of
from .models import KeptDocument
from .question import ask
from .rules import NextStep
from .the_index import RecordNotReady, loaded_sources

# What comes first where several reviews lack something.
_FIRST: tuple[NextStep, ...] = ("report", "few", "unanswered", "answers", "original", "themes")
_REPORT = gettext_lazy("the report of the Working Group")
_WHAT: dict[NextStep, object] = {
    "report": _REPORT,
    "few": _REPORT,
    "unanswered": _REPORT,
    "answers": gettext_lazy("the addendum with the State's answers"),
    "original": gettext_lazy("the report, for the UN's own text and numbers"),
    "themes": gettext_lazy("OHCHR's thematic list, for themes and SDGs"),
}
# The report to get with its addendum.
_WITH_ADDENDUM: tuple[NextStep, ...] = ("report", "few", "unanswered")
# After this many days the final report is published.
_DAYS_OF_DRAFTS = 120


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a review: its symbol leads to where it is published; "" where no symbol is
    known.
    """

    name: str
    symbol: str
    url: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a row of the table.

    `sources`: (source, rows, address of the rows, whether totals count them).
    """

    name: str
    when: str
    badge: Badge
    sources: Sequence[tuple[str, str, str, bool]]
    refused: str
    step: NextStep
    # What to get, and where it is published; "" where there is nothing to get.
    what: str
    symbol: str
    url: str
    # Where the symbol is not known, or the document has none: how to find it.
    find: str
    find_url: str
    # Of a review held just now: where its draft is.
    drafts_url: str
    # The addendum that goes with a missing report.
    with_it: str
    with_it_url: str
    documents: Sequence[DocumentLine]
    # How the State's positions changed since the report; None where none did.
    positions: PositionLines | None
    # Where the symbol of the report was found.
    symbol_source: str
    # Where the problems of the wanted document are settled, if it came already.
    to_settle: str = ""

    @property
    def is_urgent(self) -> bool:
        """Whether recommendations or their answers are missing."""
        return self.step in (*_WITH_ADDENDUM, "answers")


@dataclass(frozen=True, slots=True)
class StateToImport:
    """A State on the import page."""

    state: State
    sentence: str
    reviews: Sequence[ReviewLine]
    next: ReviewLine | None
    page_url: str
    # (name, address) of its documents whose problems must be settled before anything else is
    # brought.
    to_settle: Sequence[tuple[str, str]] = ()

    @property
    def to_bring(self) -> Sequence[tuple[str, str]]:
        """(address, what it is) of the documents that recommendations or answers are missing of;
        the rest can wait.
        """
        wanted: list[tuple[str, str]] = []
        for line in self.reviews:
            if line.is_urgent and not line.to_settle:
                wanted.append((line.url or line.find_url, f"{line.name}: {line.what}"))
            if line.with_it:
                wanted.append((line.with_it_url, _("%(review)s: the State's answers") % {"review": line.name}))
        return wanted


def state_to_import(state: State, *, today: date, waiting: Sequence[KeptDocument] = ()) -> StateToImport:
    """The State's reviews, and the one to care for first: the latest of those that lack most
    (`_FIRST`), before them one whose addendum is here already. `waiting`: documents that came and
    could not enter.
    """
    reviews = sources_of_state(state.iso3, today=today)
    changes = changes_of_positions(state.iso3)
    awaited = {document.waits_for for document in waiting if document.waits_for}
    problems = [document for document in waiting if document.has_problems and document.iso3 == state.iso3]
    here = symbols_of(problems)
    lines = [_line(review, state, today, changes.get(review.review.pk)) for review in reviews]
    lines = [_without_what_came(line, awaited, here) for line in lines]
    of_addenda = [line for line in lines if line.symbol in awaited]
    return StateToImport(
        state=state,
        sentence=_sentence(state, reviews),
        reviews=lines,
        next=_first(of_addenda) or _first(lines),
        page_url=state_address(state),
        to_settle=[(document.name, _review_url(document)) for document in problems],
    )


def _review_url(document: KeptDocument) -> str:
    return reverse("recommendations:document-review", args=[document.sha256])


def _first(lines: Sequence[ReviewLine]) -> ReviewLine | None:
    return next((line for step in _FIRST for line in reversed(lines) if line.step == step), None)


def _without_what_came(line: ReviewLine, awaited: Collection[str], here: Mapping[str, KeptDocument]) -> ReviewLine:
    """Without the addendum that waits for this report already; a document with problems is settled,
    not got again.
    """
    if line.symbol in awaited or line.with_it in here:
        line = replace(line, with_it="", with_it_url="")
    return replace(line, to_settle=_review_url(here[line.symbol])) if line.symbol in here else line


def _sentence(state: State, reviews: Sequence[ReviewSources]) -> str:
    there = sum(bool(review.sources) for review in reviews)
    missing = sum(review.is_missing for review in reviews)
    sentence = ngettext(
        "The record has %(n)s review of %(state)s.", "The record has %(n)s reviews of %(state)s.", there
    ) % {"n": there, "state": state.in_a_sentence}
    if in_part := sum(bool(review.sources) and review.is_in_part for review in reviews):
        part = ngettext("%(n)s is loaded in part only.", "%(n)s are loaded in part only.", in_part)
        sentence = f"{sentence} {part % {'n': in_part}}"
    if not missing:
        return sentence
    lacks = ngettext("%(n)s that was held is missing.", "%(n)s that were held are missing.", missing)
    return f"{sentence} {lacks % {'n': missing}}"


def _line(of_review: ReviewSources, state: State, today: date, changes: PositionChanges | None) -> ReviewLine:
    documents = [_document(one) for one in of_review.documents]
    wanted = _document(of_review.document) if of_review.document else None
    with_it = next((one for one in of_review.documents if one.kind == ADDENDUM and one.symbol), None)
    is_unknown = wanted is not None and not wanted.symbol
    return ReviewLine(
        name=_name(of_review),
        when=date_format(of_review.session.start, "F Y") if of_review.session and of_review.session.start else "",
        badge=_badge(of_review),
        sources=[
            (
                _(held_source.source.label),
                grouped(held_source.rows),
                _rows_url(of_review, state, held_source.source.key),
                held_source.is_counted,
            )
            for held_source in of_review.sources
        ],
        refused=_refused(of_review),
        step=of_review.step,
        what=str(_WHAT.get(of_review.step, "")),
        symbol=wanted.symbol if wanted else "",
        url=wanted.url if wanted else "",
        find=_how_to_find(of_review, state) if is_unknown else "",
        find_url=state_address(state) if is_unknown else "",
        drafts_url=drafts_address() if of_review.step in _WITH_ADDENDUM and _is_fresh(of_review, today) else "",
        with_it=with_it.symbol if with_it and of_review.step in _WITH_ADDENDUM else "",
        with_it_url=document_address(with_it.symbol) if with_it else "",
        documents=documents,
        positions=lines_of(changes, review=of_review.review.pk, iso3=state.iso3) if changes else None,
        symbol_source=next((one.source for one in of_review.documents if one.kind == REPORT and one.symbol), ""),
    )


def _document(document: ReviewDocument) -> DocumentLine:
    url = document_address(document.symbol) if document.symbol else ""
    return DocumentLine(name=document.name, symbol=document.symbol, url=url)


def _name(of_review: ReviewSources) -> str:
    if of_review.review.session:
        sentence = _("Cycle %(cycle)s, session %(session)s")
        return sentence % {"cycle": of_review.review.cycle, "session": of_review.review.session}
    return _("Cycle %(number)s") % {"number": of_review.review.cycle}


def _badge(of_review: ReviewSources) -> Badge:
    if of_review.refused and of_review.sources:
        return Badge(_("in part"), tone="part")
    if of_review.step == "few":
        sentence = ngettext("%(n)s row only", "%(n)s rows only", of_review.counted) % {"n": grouped(of_review.counted)}
        return Badge(sentence, tone="part")
    if of_review.sources:
        is_open = of_review.step in ("answers", "unanswered")
        return Badge(_("answers missing"), tone="wait") if is_open else Badge(_("in the record"), tone="yes")
    return Badge(_("missing"), tone="no") if of_review.is_missing else Badge(_("to come"), tone="wait")


def _refused(of_review: ReviewSources) -> str:
    sentence = ngettext("%(n)s row was refused at import.", "%(n)s rows were refused at import.", of_review.refused)
    return sentence % {"n": grouped(of_review.refused)} if of_review.refused else ""


def _rows_url(of_review: ReviewSources, state: State, source: str) -> str:
    session = of_review.review.session
    when = {"session": [str(session)]} if session else {"cycle": [str(of_review.review.cycle)]}
    return search_url(ask(filters={"state": [state.iso3], "source": [source], **when}))


def _how_to_find(of_review: ReviewSources, state: State) -> str:
    """Where a document is listed whose symbol is not known."""
    place = {"state": state.in_a_sentence, "session": of_review.review.session, "what": str(_WHAT[of_review.step])}
    sentence = _("Open OHCHR's page of %(state)s. Under session %(session)s, choose %(what)s.") % place
    council = of_review.session.council_session if of_review.session else None
    if of_review.step != "themes":
        unknown = _("Its symbol is not known here.")
        begins = _("It begins with A/HRC/%(number)s/.") % {"number": council} if council else ""
        return " ".join(filter(None, [sentence, unknown, begins]))
    return sentence


def _is_fresh(of_review: ReviewSources, today: date) -> bool:
    end = (of_review.session.end or of_review.session.start) if of_review.session else None
    return bool(end and 0 <= (today - end).days <= _DAYS_OF_DRAFTS)


def import_url(state: str) -> str:
    """The import page, of a State where its code is given."""
    return reverse("recommendations:import") + (f"?state={state}" if state else "")


def record_banner(context: Context) -> dict[str, Any] | None:
    """For the banner's template: is it a demo, and where the real record is loaded; None when it is
    loaded.

    Asked on every page, so the index answers, not the database.
    """
    try:
        loaded = loaded_sources()
    except RecordNotReady:
        return None  # the page itself says that the record is being prepared
    if loaded and loaded != ["demo"]:
        return None
    return {"is_demo": bool(loaded), "import_url": "", **(way_to_import(context) or {})}


def way_to_import(context: Context) -> dict[str, str] | None:
    """Where to load more of the record, for `state_to_load` where a page names one; None for a
    person who may not import: they would find nothing there.
    """
    request = context.get("request")
    if request is None or not may_import(request):
        return None
    state: State | None = context.get("state_to_load")
    return {"import_url": import_url(state.iso3 if state else "")}
