"""All States: how much the record holds of each, as receiver and as giver."""

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.files.tables import write_csv
from openupr.upr.groups import REGIONS, find_region
from openupr.upr.states import find_state
from openupr.web import addresses
from openupr.web.parts import Tab

from ...queries.profiles import ListedState, listed_states
from ...queries.profiles.listed import Sort
from ...queries.question import Question
from ...queries.search import loaded_sources
from ...queries.sentences import basis
from ..asking import with_question
from .showing import Number

SORTS: tuple[Sort, ...] = ("name", "received", "given")
_HEADER = (
    "iso3",
    "state",
    "region",
    "sessions_loaded",
    "received",
    "received_supported",
    "given",
    "given_supported",
    "permalink",
)


@require_safe
@with_question
def states(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The list; `name` leads straight to a State, `region` narrows, `sort` orders it."""
    if name := request.GET.get("name", "").strip():
        return HttpResponseRedirect(reverse("recommendations:state", args=[find_state(name).iso3]))
    sort, region = _sort(request), _region(request)
    listed = listed_states(region=region, sort=sort)
    context = {
        "rows": [(each, *_numbers(each)) for each in listed],
        "regions": _regions(request, region),
        "region": region,
        "urls": {name: addresses.changed(request.GET, sort=None if name == "name" else name) for name in SORTS},
        "sort": sort,
        "basis": basis(Question(), loaded_sources()),
        "files": [(kind.upper(), _file_url(request, kind)) for kind in ("csv", "json")],
    }
    return render(request, "recommendations/states.html", context)


@require_safe
@with_question
def states_csv(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The list as a table."""
    told = basis(Question(), loaded_sources())
    rows = ([*line.values(), told] for line in _documents(request))
    body = b"".join(write_csv([*_HEADER, "counting_basis"], rows))
    return HttpResponse(
        body,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="states.csv"'},
    )


@require_safe
@with_question
def states_json(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The list for programs."""
    document = {"basis": basis(Question(), loaded_sources()), "states": list(_documents(request))}
    return HttpResponse(orjson.dumps(document), content_type="application/json")


def _documents(request: HttpRequest) -> list[dict[str, str | int]]:
    return [
        {
            "iso3": each.state.iso3,
            "state": each.state.name,
            "region": each.state.region,
            "sessions_loaded": " ".join(str(session) for session in each.sessions if session),
            "received": each.received.count,
            "received_supported": each.received.supported,
            "given": each.given.count,
            "given_supported": each.given.supported,
            "permalink": request.build_absolute_uri(reverse("recommendations:state", args=[each.state.iso3])),
        }
        for each in listed_states(region=_region(request), sort=_sort(request))
    ]


def _numbers(each: ListedState) -> tuple[object, object]:
    asked = Question()
    return (
        Number(each.received, asked.narrowed("state", each.state.iso3)),
        Number(each.given, asked.narrowed("from", each.state.iso3)),
    )


def _sort(request: HttpRequest) -> Sort:
    return next((sort for sort in SORTS if sort == request.GET.get("sort")), "name")


def _region(request: HttpRequest) -> str:
    asked = request.GET.get("region", "").strip()
    return find_region(asked).code if asked else ""


def _regions(request: HttpRequest, current: str) -> list[Tab]:
    everywhere = Tab(_("All"), addresses.changed(request.GET, region=None), not current)
    return [
        everywhere,
        *(Tab(each.name, addresses.changed(request.GET, region=each.code), each.code == current) for each in REGIONS),
    ]


def _file_url(request: HttpRequest, kind: str) -> str:
    return reverse(f"recommendations:states-{kind}") + addresses.changed(request.GET)
