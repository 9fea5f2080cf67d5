"""The timeline of a coalition or a group: as a page, as files and on paper."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.actions import Role
from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.timeline.agenda import Agenda
from openupr.timeline.timeline_pictures import (
    foot_of,
    picture_alone,
    printed_sheet,
    reminder,
    timeline_part,
    timeline_picture,
)
from openupr.web.downloads import File, as_json, attachment, records_as_csv
from openupr.web.parts import Tab

from .actions.timeline import SEE_TIMELINE
from .addresses import COALITION, GROUP
from .events import events_of
from .following import followed_by
from .following_pages import FollowForm, opened_link, phones_reach
from .frame import Request, coalition_page
from .models import Coalition, Group
from .next_steps import is_anything_lodged
from .timeline import (
    DATE_COLUMNS,
    EXTENTS,
    coalition_agenda,
    drawn_names,
    for_reader,
    group_agenda,
    lines_ahead,
    listed_dates,
    next_line,
    with_lodging,
)

# So many dates are shown at once.
_MANY = 25


@page(COALITION + "timeline/", SEE_TIMELINE)
def timeline(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The dates of the coalition, and of its groups where asked for."""
    about, extent = request.about, _extent(request) or _own_extent(request)
    agenda = coalition_agenda(about, today=request.today, extent=extent, viewer=request.actor)
    dates = with_lodging(_for_reader(request, agenda), about)
    part, over = _ahead_or_over(request, dates)
    lodged = is_anything_lodged(about)
    context = {
        **_shown(dates, title=about.name, part=part, is_lodged=lodged),
        **over,
        "extents": [Tab(words, _address(about.key, choice), choice == extent) for choice, words in _words().items()],
        "changing": "" if extent else reverse("coalitions:timeline", args=[about.key]) + "dates/",
        "here": request.get_full_path(),
        "query": f"?of={extent}" if extent else "",
        "events": events_of(about),
        "is_lodged": lodged,
        "follow": FollowForm(),
        "followed": followed_by(request.actor, coalition=about),
        "link": opened_link(request),
        "phones_reach": phones_reach(request),
        "page_name": _("Timeline"),
    }
    return coalition_page(request, "coalitions/timeline.html", context, is_lodged=lodged)


@page(GROUP + "timeline/", SEE_TIMELINE)
def group_timeline(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The dates of a group among those of its coalition."""
    dates = _for_reader(request, _of_group(request))
    part, over = _ahead_or_over(request, dates)
    lodged = is_anything_lodged(request.about.coalition)
    context = {
        **_shown(dates, title=str(request.about), part=part, is_lodged=lodged),
        **over,
        "changing": reverse("coalitions:group-timeline", args=[coalition, group]) + "dates/",
        "here": request.get_full_path(),
        "link": opened_link(request),
        "phones_reach": phones_reach(request),
        "page_name": _("Dates, tasks"),
    }
    return coalition_page(request, "coalitions/group_timeline.html", context, is_lodged=lodged)


@page(COALITION + "timeline.json", SEE_TIMELINE)
def timeline_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The dates as JSON."""
    return as_json({"coalition": request.about.name, "dates": list(listed_dates(_dates(request)))})


@page(COALITION + "timeline.csv", SEE_TIMELINE)
def timeline_csv(request: Request[Coalition], coalition: str) -> File:
    """The dates as a CSV file."""
    return records_as_csv("timeline", DATE_COLUMNS, listed_dates(_dates(request)))


@page(GROUP + "timeline/dates.json", SEE_TIMELINE)
def group_timeline_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """A group's dates as JSON."""
    return as_json({"group": request.about.name, "dates": list(listed_dates(_of_group(request)))})


@page(GROUP + "timeline/dates.csv", SEE_TIMELINE)
def group_timeline_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The same as a CSV file."""
    return records_as_csv("dates", DATE_COLUMNS, listed_dates(_of_group(request)))


@page(COALITION + "timeline.svg", SEE_TIMELINE)
def timeline_svg(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The picture as a file that needs nothing around it."""
    dates = drawn_names(_dates(request))
    lines = [line for line in dates.lines if line.entry.window]
    drawn = picture_alone(timeline_picture(lines, title=request.about.name, today=dates.today, foot=foot_of(dates, "")))
    return _file(drawn.encode(), "image/svg+xml", "svg")


@page(COALITION + "timeline.pdf", SEE_TIMELINE)
def timeline_pdf(request: Request[Coalition], coalition: str) -> HttpResponse:
    """One sheet for the wall. It names no address: papers lie about."""
    try:
        title = f"{request.about.name} · {request.about.state.name}"
        data = printed_sheet(drawn_names(_dates(request)), title=title)
    except CannotPrint as reason:
        return render(request, "coalitions/not_printed.html", {"reason": str(reason)}, status=503)
    return _file(data, "application/pdf", "pdf")


def _dates(request: Request[Coalition]) -> Agenda:
    about = request.about
    agenda = coalition_agenda(about, today=request.today, extent=_extent(request), viewer=request.actor)
    return with_lodging(agenda, about)


def _of_group(request: Request[Group]) -> Agenda:
    return with_lodging(group_agenda(request.about, today=request.today), request.about.coalition)


def _for_reader(request: Request[Any], dates: Agenda) -> Agenda:
    return for_reader(dates, request.actor, request.about, roles=request.roles)


def _shown(dates: Agenda, *, title: str, part: Agenda, is_lodged: bool) -> dict[str, Any]:
    """`part`: those of the dates that are listed and drawn."""
    _overdue, ahead = lines_ahead(dates, is_lodged=is_lodged, today=dates.today)
    soon = next_line(ahead)
    # In the list each date has its own title, and the reviews of all dates.
    listed = {"agenda": dates, "lines": part.lines, "soon": soon}
    if soon and len(dates.reviews) > 1:
        listed["soon_about"] = soon.about
    reminders = [reminder(soon, neutral=True), reminder(soon, neutral=False)] if soon else []
    return {**timeline_part(drawn_names(part), title=title), **listed, "reminders": reminders}


def _ahead_or_over(request: HttpRequest, dates: Agenda) -> tuple[Agenda, dict[str, Any]]:
    """The dates to show, and the link to the others: if there are many, past dates have their own
    address, `?over=1`.
    """
    over = tuple(line for line in dates.lines if line.is_over) if len(dates.lines) > _MANY else ()
    if not over:
        return dates, {}
    shows_over, extent = request.GET.get("over") == "1", _extent(request)
    other = urlencode(([("of", extent)] if "of" in request.GET else []) + ([] if shows_over else [("over", 1)]))
    lines = over if shows_over else tuple(line for line in dates.lines if not line.is_over)
    return replace(dates, lines=lines), {
        "over": len(over),
        "shows_over": shows_over,
        "other": f"?{other}" if other else ".",
    }


def _extent(request: HttpRequest) -> str:
    extent = request.GET.get("of", "")
    return extent if extent in EXTENTS else ""


def _own_extent(request: Request[Coalition]) -> str:
    """What is shown where nothing is asked for: to people of a group its dates too."""
    if "of" in request.GET or Role.COORDINATOR in request.roles:
        return ""
    return "mine" if request.roles & {Role.RAPPORTEUR, Role.MEMBER} else ""


def _words() -> dict[str, str]:
    return {"": _("The coalition"), "mine": _("With my groups"), "all": _("With all groups")}


def _address(key: str, extent: str) -> str:
    return reverse("coalitions:timeline", args=[key]) + f"?of={extent}"


def _file(data: bytes, kind: str, ending: str) -> HttpResponse:
    return attachment(f"timeline.{ending}", data, kind)
