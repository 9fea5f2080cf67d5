"""A review's phases to take away: for programs, as a picture, on one sheet, into a telephone's calendar."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.documents.dated_rows import drawn_strips
from openupr.documents.printing import CannotPrint, one_page
from openupr.upr.states import State

from ..queries.ics import ics
from ..queries.line import Line
from ..queries.picture import alone, drawn_legend, picture_of
from ..queries.reviews import ReviewTimeline
from .asked import address, with_review
from .review import title_of

_STYLE = Path(__file__).parents[1] / "static" / "timeline" / "sheet.css"
_STRIP = 470  # pixels of the axis on the printed sheet


@require_safe
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
        "phases": [_document(line) for line in meant.agenda.lines],
        "permalink": request.build_absolute_uri(address(state, meant)),
    }
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def _document(line: Line) -> dict[str, Any]:
    window = line.entry.window
    return {
        "key": line.entry.key,
        "title": line.title,
        "meaning": line.entry.meaning,
        "first": window.first.isoformat() if window else None,
        "last": window.last.isoformat() if window else None,
        "standing": line.entry.standing if window else None,
        "days_left": line.days_left,
        "source": line.entry.source,
    }


@require_safe
@with_review
def review_svg(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The picture as a file that needs nothing around it."""
    lines = [line for line in meant.agenda.lines if line.entry.window]
    picture = picture_of(
        lines, title=title_of(state, meant), today=meant.agenda.today, foot=_foot(request, state, meant)
    )
    return _file(alone(picture).encode(), "image/svg+xml", state, meant, "svg")


@require_safe
@with_review
def review_pdf(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """One sheet, A4 across, for the wall of an office."""
    try:
        data = one_page(_drafts(request, state, meant), css=_style(), base=request.build_absolute_uri())
    except CannotPrint as reason:
        return render(request, "timeline/not_printed.html", {"reason": str(reason)}, status=503)
    return _file(data, "application/pdf", state, meant, "pdf", shown="inline")


@require_safe
@with_review
def review_ics(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The phases for a telephone's calendar. They are public: the titles say what they are."""
    data = ics(
        meant.agenda.lines, name=title_of(state, meant), today=meant.agenda.today, neutral=False,
    )  # fmt: skip
    return _file(data, "text/calendar; charset=utf-8", state, meant, "ics")


def _drafts(request: HttpRequest, state: State, meant: ReviewTimeline) -> Iterator[str]:
    """The sheet with less and less beside the dates, until it fits."""
    lines = list(meant.agenda.lines)
    head, strips = drawn_strips(picture_of(lines, title=title_of(state, meant), today=meant.agenda.today), width=_STRIP)
    fixed = {
        "state": state,
        "meant": meant,
        "title": title_of(state, meant),
        "head": mark_safe(head),  # noqa: S308 (drawn here from dates)
        "rows": [(line, mark_safe(strip)) for line, strip in zip(lines, strips, strict=True)],  # noqa: S308
        "legend": drawn_legend(lines),
        "foot": _foot(request, state, meant),
    }
    for meanings, sources in ((True, True), (False, True), (False, False)):
        told = {**fixed, "meanings": meanings, "sources": sources}
        yield render_to_string("timeline/sheet.html", told, request)


def _foot(request: HttpRequest, state: State, meant: ReviewTimeline) -> list[str]:
    return [
        _("Estimates are counted from the date of the review; the published date takes their place."),
        _("%(address)s · made with OpenUPR on %(day)s") % {
            "address": request.build_absolute_uri(address(state, meant)),
            "day": date_format(meant.agenda.today, "j F Y"),
        },
    ]  # fmt: skip


def _file(
    data: bytes, kind: str, state: State, meant: ReviewTimeline, ending: str, *, shown: str = "attachment"
) -> HttpResponse:
    name = f"{state.iso3}-{meant.address}-timeline.{ending}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'{shown}; filename="{name}"'})


@cache
def _style() -> str:
    return _STYLE.read_text()
