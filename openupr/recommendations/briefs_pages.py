"""A State on one page, to print or keep, as a page and as PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.bars import divided_bar
from openupr.documents.printing import CannotPrint, one_page
from openupr.upr.states import State
from openupr.web.charts import Part
from openupr.web.clock import TimedRequest
from openupr.web.downloads import PDF, attachment
from openupr.web.drawing import drawing_in_words
from openupr.web.numbers import grouped, share
from openupr.web.parts import Tab
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .cards_pages import ask_url, search_url
from .coverage import coverage
from .demo import demo_note
from .question import Question
from .recommendation import un_number_of_row
from .requests_pages import whole_number
from .sentences import basis
from .state_profiles import SeenReview, recommended_by
from .state_profiles_pages import compared_sentence, figures, links, missing_sentence, since, tables
from .state_shapes_pages import Number, apart_url, change, crumbs, figure, named_with_month, review_name, with_state
from .states import Brief, brief
from .the_index import loaded_sources

_LONGEST = 210  # characters of a recommendation; the rest is behind its address
_BAR, _WIDE = 90, 660


@dataclass(frozen=True, slots=True)
class BriefSheet:
    """A printed page: `cut_to` gives its words for lists of some lengths, `lengths` which to try,
    longest first; `on_screen` those that usually fit when a browser prints.
    """

    cut_to: Callable[..., dict[str, Any]]
    lengths: Sequence[tuple[int, ...]]
    on_screen: tuple[int, ...]
    file_name: str


# Lines of issues and of States; texts of noted recommendations; of supported ones.
_RECEIVED = ((15, 9, 5), (14, 8, 5), (13, 8, 4), (12, 7, 4), (11, 7, 3), (8, 4, 2), (5, 2, 1), (3, 0, 0))
_GIVEN = ((20,), (18,), (16,), (14,), (12,), (10,), (8,), (5,))


def received_brief(request: TimedRequest, state: State, cycle: int | None) -> BriefSheet | None:
    """The brief on a State's last review loaded whole, or that of a cycle; None where it is not
    loaded.
    """
    known = brief(state, cycle=cycle)
    if known is None:
        return None
    today = request.today
    address = search_url(known.seen.question)
    total = Number(known.seen.tally, address)
    doubts = coverage(state.iso3, today=today).of_session(known.seen.review.session).doubts()
    fixed = {
        "state": state,
        "body": "recommendations/brief_received.html",
        "known": known,
        "review": _when(known.seen),
        "before": named_with_month(known.before) if known.before and known.comparable else "",
        "demo": demo_note(),
        "missing": " ".join(filter(None, (missing_sentence(known.received.reviews, today), doubts))),
        "kind": since(known.received, today) if known.last else _("what was recommended"),
        "figures": _figures(known),
        "total": total,
        "wide_bar": bar(total.parts, width=_WIDE, height=12),
        "issues_url": apart_url(known.seen.question, "issue", "response", top="all"),
        "givers_url": apart_url(known.seen.question, "from", "response", top="all"),
        "noted_url": search_url(known.seen.question.narrowed("response", "noted")),
        "specific_url": search_url(known.seen.question.narrowed("response", "supported").narrowed("action", 5)),
        "pledges_url": search_url(Question(filters=known.seen.question.filters, kind="pledge")),
        # Of this review alone, not of all the State's.
        **_foot(request, basis(known.seen.question, loaded_sources(), by=("issue", "action")), address),
        "pdf": reverse("recommendations:state-brief-pdf", args=[state.iso3]) + f"?cycle={known.seen.review.cycle}",
    }

    def context_cut_to(lines: int, noted: int, specific: int) -> dict[str, Any]:
        issues, givers = _lines(known, known.issues[:lines]), _lines(known, known.givers[:lines])
        return {
            **fixed,
            "issues": issues,
            "issues_change": any(change for _name, _number, change, _bar in issues),
            "more_issues": max(0, len(known.issues) - lines),
            "givers": givers,
            "givers_change": any(change for _name, _number, change, _bar in givers),
            "more_givers": max(0, len(known.givers) - lines),
            "noted": _texts(known.noted[:noted]),
            "more_noted": max(0, len(known.noted) - noted),
            "specific": _texts(known.specific[:specific]),
            "more_specific": max(0, len(known.specific) - specific),
        }

    return BriefSheet(context_cut_to, _RECEIVED, _RECEIVED[4], f"{state.iso3}-cycle-{known.seen.review.cycle}")


def given_brief(request: TimedRequest, state: State) -> BriefSheet | None:
    """The brief on what a State recommends; None where it has recommended nothing that is
    loaded.
    """
    known = recommended_by(state)
    if not known.total.count:
        return None
    address = search_url(known.question)
    total = Number(known.total, address)
    fixed = {
        "state": state,
        "body": "recommendations/brief_given.html",
        "known": known,
        "demo": demo_note(),
        "figures": figures(known),
        "total": total,
        "compared_sentence": compared_sentence(known),
        "wide_bar": bar(total.parts, width=_WIDE, height=12),
        **_foot(request, known.basis, address),
        "pdf": reverse("recommendations:state-recommends-brief-pdf", args=[state.iso3]),
    }

    all_of = links(known)

    def context_cut_to(lines: int) -> dict[str, Any]:
        rows_of = tables(known, most=lines)
        return {
            **fixed,
            "tables": [
                (
                    title,
                    first,
                    name != "receivers",
                    [(line, bar(line.number.parts)) for line in rows_of[name]],
                    len(getattr(known, name)) - len(rows_of[name]),
                    all_of.get(name, ""),
                )
                for name, title, first in (
                    ("issues", _("What it recommends"), _("issue")),
                    ("actions", _("How much it asks for"), _("action category")),
                    ("receivers", _("To whom"), _("State under Review")),
                    ("regions", _("To which regions"), _("region")),
                )
            ],
        }

    return BriefSheet(context_cut_to, _GIVEN, _GIVEN[4], f"{state.iso3}-recommends")


def bar(parts: Sequence[Part], *, width: int = _BAR, height: int = 8) -> SafeString:
    """Responses as a bar that prints."""
    drawn = divided_bar(
        [(part.count, part.tone) for part in parts], width=width, height=height, words=drawing_in_words(parts)
    )
    return mark_safe(drawn)  # noqa: S308 (drawn here from numbers; its words are escaped by the drawing)


def _figures(known: Brief) -> list[tuple[str, SafeString]]:
    tally, question = known.seen.tally, known.seen.question
    number = Number(tally, search_url(question))
    noted = f"{grouped(tally.noted)} ({share(tally.noted, tally.count) or '0%'})"
    supported = f"{grouped(tally.supported)} ({number.supported or '0%'})"
    return [
        figure(_("recommendations"), grouped(tally.count), number.url),
        figure(_("supported"), supported, number.supported_url),
        figure(_("noted"), noted, number.noted_url),
        figure(_("recommending States"), grouped(len(known.givers)), apart_url(question, "from", "response")),
    ]


def _when(seen: SeenReview) -> str:
    session = seen.session
    if session and session.start and session.end:
        days = f"{date_format(session.start, 'j F Y')} – {date_format(session.end, 'j F Y')}"
        return f"{review_name(seen)} · {days}"
    return named_with_month(seen)


def _lines(known: Brief, lines: Sequence[Any]) -> list[tuple[str, Number, str, SafeString]]:
    """(name, its number in this review, the change since the one before, its responses as a
    bar).
    """
    lines_of_brief = []
    for line in lines:
        number = Number(line.by_cycle[-1], search_url(known.seen.question.narrowed(line.name, line.value)))
        is_comparable = known.comparable and line.is_comparable((0, 1))
        difference = change(*(tally.count for tally in line.by_cycle)) if is_comparable else ""
        lines_of_brief.append((line.label, number, difference, bar(number.parts)))
    return lines_of_brief


def _texts(rows: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {
            "issue": issue or _("no issue given"),
            "text": _shortened(row["text"].strip()),
            "from": row["from"] or "",
            "un_number": un_number_of_row(row),
            "url": ask_url(row["id"]),
        }
        for issue, row in rows
    ]


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;')} …"


def _foot(request: TimedRequest, basis: str, address: str) -> dict[str, str]:
    return {
        "basis": basis,
        "permalink": server_address(request) + address,
        "made_on": date_format(request.today, "j F Y"),
    }


_STYLE = Path(__file__).parent / "static" / "recommendations" / "sheet.css"


@page("states/<str:name>/brief/", READ_THE_RECORD, in_english=True)
@with_state
def state_brief(request: TimedRequest, *, state: State) -> HttpResponse:
    """What was recommended to the State in its last loaded review, or in the one of `cycle`."""
    return _page(request, state, received_brief(request, state, _cycle(request)))


@page("states/<str:name>/brief.pdf", READ_THE_RECORD)
@with_state
def state_brief_pdf(request: TimedRequest, *, state: State) -> HttpResponse:
    """The same on one sheet."""
    return _sheet(request, state, received_brief(request, state, _cycle(request)))


@page("states/<str:name>/recommends/brief/", READ_THE_RECORD, in_english=True)
@with_state
def state_recommends_brief(request: TimedRequest, *, state: State) -> HttpResponse:
    """What the State recommends to others."""
    return _page(request, state, given_brief(request, state))


@page("states/<str:name>/recommends/brief.pdf", READ_THE_RECORD)
@with_state
def state_recommends_brief_pdf(request: TimedRequest, *, state: State) -> HttpResponse:
    """The same on one sheet."""
    return _sheet(request, state, given_brief(request, state))


def _cycle(request: HttpRequest) -> int | None:
    return whole_number(request, "cycle", default=0, least=0, most=99) or None


def _page(request: HttpRequest, state: State, sheet: BriefSheet | None) -> HttpResponse:
    if sheet is None:
        return _nothing(request, state)
    words = sheet.cut_to(*sheet.on_screen)
    return render(request, "recommendations/brief.html", {**words, "crumbs": _crumbs(state)})


def _sheet(request: HttpRequest, state: State, sheet: BriefSheet | None) -> HttpResponse:
    if sheet is None:
        return _nothing(request, state)
    drafts = (
        render_to_string("recommendations/sheet.html", sheet.cut_to(*lengths), request) for lengths in sheet.lengths
    )
    try:
        data = one_page(drafts, css=_style(), base=_base(request))
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment(f"{sheet.file_name}.pdf", data, PDF, inline=True)


def _base(request: HttpRequest) -> str:
    """What the links of a print are relative to: this page at the server's own address; "" leaves
    none in it.
    """
    server = server_address(request)
    return server + request.get_full_path() if server else ""


def _nothing(request: HttpRequest, state: State) -> HttpResponse:
    return render(request, "recommendations/no_brief.html", {"state": state, "crumbs": _crumbs(state)}, status=404)


def _crumbs(state: State) -> list[Tab]:
    page = reverse("recommendations:state", args=[state.iso3])
    return [*crumbs(), Tab(state.name, page)]


@cache
def _style() -> str:
    return _STYLE.read_text()
