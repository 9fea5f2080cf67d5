"""A review's phases to take away: for programs, as a picture, on one sheet, into a telephone's calendar."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.upr.states import State
from openupr.web.downloads import CALENDAR, PDF, as_json, attachment
from openupr.web.this_machine import server_address

from ..actions import READ_A_TIMELINE
from ..queries.exports import documents
from ..queries.ics import ics
from ..queries.picture import picture_alone, timeline_picture
from ..queries.reviews import ReviewTimeline
from ..queries.sheet import foot_of, printed_sheet
from .requests import address, with_review
from .review import title_of


@page("timeline/<str:name>/<slug:number>.json", READ_A_TIMELINE)
@with_review
def review_json(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The phases for programs; a phase without any date says null."""
    document = {
        "state": state.name,
        "iso3": state.iso3,
        "cycle": meant.review.cycle,
        "session": meant.review.session,
        "calendar": {"status": meant.review.status, "source": meant.review.source},
        "today": meant.agenda.today.isoformat(),
        "phases": documents(meant.agenda),
        "permalink": _permalink(request, state, meant),
    }
    return as_json(document)


@page("timeline/<str:name>/<slug:number>.svg", READ_A_TIMELINE)
@with_review
def review_svg(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The picture as a file that needs nothing around it."""
    picture = timeline_picture(
        [line for line in meant.agenda.lines if line.entry.window],
        title=title_of(state, meant),
        today=meant.agenda.today,
        foot=foot_of(meant.agenda, _permalink(request, state, meant)),
    )
    return _file(picture_alone(picture).encode(), "image/svg+xml", state, meant, "svg")


@page("timeline/<str:name>/<slug:number>.pdf", READ_A_TIMELINE)
@with_review
def review_pdf(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """One sheet, A4 across, for the wall of an office."""
    try:
        data = printed_sheet(meant.agenda, title=title_of(state, meant), address=_permalink(request, state, meant))
    except CannotPrint as reason:
        return render(request, "timeline/not_printed.html", {"reason": str(reason)}, status=503)
    return _file(data, PDF, state, meant, "pdf", inline=True)


@page("timeline/<str:name>/<slug:number>.ics", READ_A_TIMELINE)
@with_review
def review_ics(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The phases for a telephone's calendar. They are public: the titles say what they are."""
    data = ics(meant.agenda.lines, name=title_of(state, meant), today=meant.agenda.today, neutral=False)
    return _file(data, CALENDAR, state, meant, "ics")


def _permalink(request: HttpRequest, state: State, meant: ReviewTimeline) -> str:
    return server_address(request) + address(state, meant)


def _file(
    data: bytes, kind: str, state: State, meant: ReviewTimeline, ending: str, *, inline: bool = False
) -> HttpResponse:
    name = f"{state.iso3}-{meant.address}-timeline.{ending}"
    return attachment(name, data, kind, inline=inline)
