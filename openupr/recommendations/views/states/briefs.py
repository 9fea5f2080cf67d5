"""What stands on a State's printed pages, for lists of any length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from openupr.documents.bars import divided_bar
from openupr.upr.states import State
from openupr.web.charts import Part
from openupr.web.clock import TimedRequest
from openupr.web.drawing import drawing_in_words
from openupr.web.numbers import grouped, share
from openupr.web.this_machine import server_address

from ...queries.coverage import coverage
from ...queries.demo import demo_note
from ...queries.profiles import Brief, SeenReview, brief, given
from ...queries.question import Question
from ...queries.sentences import basis
from ...queries.the_index import loaded_sources
from ...queries.un_numbers import un_number_of_row
from ..pages import ask_url, search_url
from . import pages
from .giving import compared_sentence, figures, links, tables
from .receiving import missing_sentence, since

_LONGEST = 210  # characters of a recommendation; the rest is behind its address
_BAR, _WIDE = 90, 660


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page: `cut_to` gives its words for lists of some lengths, `lengths` which to try, longest first;
    `on_screen` those that usually fit when a browser prints.
    """

    cut_to: Callable[..., dict[str, Any]]
    lengths: Sequence[tuple[int, ...]]
    on_screen: tuple[int, ...]
    file_name: str


# Lines of issues and of States; texts of noted recommendations; of supported ones.
_RECEIVED = ((15, 9, 5), (14, 8, 5), (13, 8, 4), (12, 7, 4), (11, 7, 3), (8, 4, 2), (5, 2, 1), (3, 0, 0))
_GIVEN = ((20,), (18,), (16,), (14,), (12,), (10,), (8,), (5,))


def received_brief(request: TimedRequest, state: State, cycle: int | None) -> Sheet | None:
    """The brief on a State's last review loaded whole, or that of a cycle; None where it is not loaded."""
    known = brief(state, cycle=cycle)
    if known is None:
        return None
    today = request.today
    address = search_url(known.seen.question)
    total = pages.Number(known.seen.tally, address)
    doubts = coverage(state.iso3, today=today).of_session(known.seen.review.session).doubts()
    fixed = {
        "state": state,
        "body": "recommendations/brief_received.html",
        "known": known,
        "review": _when(known.seen),
        "before": pages.named_with_month(known.before) if known.before and known.comparable else "",
        "demo": demo_note(),
        "missing": " ".join(filter(None, (missing_sentence(known.received.reviews, today), doubts))),
        "kind": since(known.received, today) if known.last else _("what was recommended"),
        "figures": _figures(known),
        "total": total,
        "wide_bar": bar(total.parts, width=_WIDE, height=12),
        "issues_url": pages.apart_url(known.seen.question, "issue", "response", top="all"),
        "givers_url": pages.apart_url(known.seen.question, "from", "response", top="all"),
        "noted_url": search_url(known.seen.question.narrowed("response", "noted")),
        "specific_url": search_url(known.seen.question.narrowed("response", "supported").narrowed("action", 5)),
        "pledges_url": search_url(Question(filters=known.seen.question.filters, kind="pledge")),
        # Of this review alone, not of all the State's.
        **_foot(request, basis(known.seen.question, loaded_sources(), by=("issue", "action")), address),
        "pdf": reverse("recommendations:state-brief-pdf", args=[state.iso3]) + f"?cycle={known.seen.review.cycle}",
    }

    def made(lines: int, noted: int, specific: int) -> dict[str, Any]:
        return {
            **fixed,
            "issues": _lines(known, known.issues[:lines]),
            "more_issues": max(0, len(known.issues) - lines),
            "givers": _lines(known, known.givers[:lines]),
            "more_givers": max(0, len(known.givers) - lines),
            "noted": _texts(known.noted[:noted]),
            "more_noted": max(0, len(known.noted) - noted),
            "specific": _texts(known.specific[:specific]),
            "more_specific": max(0, len(known.specific) - specific),
        }

    return Sheet(made, _RECEIVED, _RECEIVED[4], f"{state.iso3}-cycle-{known.seen.review.cycle}")


def given_brief(request: TimedRequest, state: State) -> Sheet | None:
    """The brief on what a State recommends; None where it has recommended nothing that is loaded."""
    known = given(state)
    if not known.total.count:
        return None
    address = search_url(known.question)
    total = pages.Number(known.total, address)
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

    def made(lines: int) -> dict[str, Any]:
        shown = tables(known, most=lines)
        return {
            **fixed,
            "tables": [
                (
                    title,
                    first,
                    name != "receivers",
                    [(line, bar(line.number.parts)) for line in shown[name]],
                    len(getattr(known, name)) - len(shown[name]),
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

    return Sheet(made, _GIVEN, _GIVEN[4], f"{state.iso3}-recommends")


def bar(parts: Sequence[Part], *, width: int = _BAR, height: int = 8) -> SafeString:
    """Responses as a bar that prints."""
    drawn = divided_bar(
        [(part.count, part.tone) for part in parts], width=width, height=height, words=drawing_in_words(parts)
    )
    return mark_safe(drawn)  # noqa: S308 (drawn here from numbers; its words are escaped by the drawing)


def _figures(known: Brief) -> list[tuple[str, SafeString]]:
    tally, question = known.seen.tally, known.seen.question
    number = pages.Number(tally, search_url(question))
    noted = f"{grouped(tally.noted)} ({share(tally.noted, tally.count) or '0%'})"
    supported = f"{grouped(tally.supported)} ({number.supported or '0%'})"
    return [
        pages.figure(_("recommendations"), grouped(tally.count), number.url),
        pages.figure(_("supported"), supported, number.supported_url),
        pages.figure(_("noted"), noted, number.noted_url),
        pages.figure(
            _("recommending States"), grouped(len(known.givers)), pages.apart_url(question, "from", "response")
        ),
    ]


def _when(seen: SeenReview) -> str:
    session = seen.session
    if session and session.start and session.end:
        days = f"{date_format(session.start, 'j F Y')} – {date_format(session.end, 'j F Y')}"
        return f"{pages.review_name(seen)} · {days}"
    return pages.named_with_month(seen)


def _lines(known: Brief, lines: Sequence[Any]) -> list[tuple[str, pages.Number, str, SafeString]]:
    """(name, its number in this review, the change since the one before, its responses as a bar)."""
    found = []
    for line in lines:
        number = pages.Number(line.by_cycle[-1], search_url(known.seen.question.narrowed(line.name, line.value)))
        is_comparable = known.comparable and line.is_comparable((0, 1))
        told = pages.change(*(tally.count for tally in line.by_cycle)) if is_comparable else ""
        found.append((line.label, number, told, bar(number.parts)))
    return found


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
