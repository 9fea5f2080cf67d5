"""A review's phases as a page: a picture and a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.upr.states import State
from openupr.web.parts import Tab

from ..actions import READ_A_TIMELINE
from ..queries.parts import timeline_part
from ..queries.reviews import ReviewTimeline
from .requests import address, with_review


@page("timeline/<str:name>/<slug:number>/", READ_A_TIMELINE)
@with_review
def review(
    request: HttpRequest, *, state: State, timelines: list[ReviewTimeline], meant: ReviewTimeline
) -> HttpResponse:
    """Every phase with its date, how surely it is known and from where, and the days left."""
    context = {
        "state": state,
        "meant": meant,
        "review": meant.review,
        "tabs": [Tab(_tab(each), address(state, each), each is meant) for each in timelines],
        "files": [(kind.upper(), address(state, meant, f"review-{kind}")) for kind in ("svg", "json")],
        "ics": address(state, meant, "review-ics"),
        "pdf": address(state, meant, "review-pdf"),
        **timeline_part(meant.agenda, title=title_of(state, meant)),
    }
    return render(request, "timeline/review.html", context)


def title_of(state: State, meant: ReviewTimeline) -> str:
    """What the picture and the printed page are called."""
    return _("The review of %(state)s: %(name)s") % {"state": _(state.name), "name": meant.name}


def _tab(each: ReviewTimeline) -> str:
    if each.review.session:
        return _("Session %(session)d") % {"session": each.review.session}
    return _("Cycle %(cycle)d") % {"cycle": each.review.cycle}
