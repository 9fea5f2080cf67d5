"""All States, and a State's profile as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.upr.groups import REGIONS, find_region
from openupr.upr.responses import RESPONSES
from openupr.upr.states import State, find_state
from openupr.web import addresses
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.large_numbers import number_in
from openupr.web.parts import Pages, Tab
from openupr.web.this_machine import server_address

from .actions import READ_THE_RECORD
from .api_pages import answers_json
from .cards_pages import About, about, search_url
from .counts import Tally
from .coverage import coverage
from .question import Question
from .requests_pages import passed_over, refuse_unknown, refuse_unlike, with_question
from .sentences import basis
from .state_profiles import Given, Received, received, recommended_by
from .state_shapes_pages import Number, with_state
from .states import ListedState, Sort, given_document, given_rows, listed_states, received_document, received_rows
from .the_index import loaded_sources

_TAKES = ("region", "sort")
# States on a page.
_A_PAGE = 60
SORTS: tuple[Sort, ...] = ("name", "received", "given")
_HEADER = (
    "iso3",
    "state",
    "region",
    "sessions_loaded",
    "sessions_in_part",
    "received",
    "received_supported",
    "given",
    "given_supported",
    "permalink",
)


@page("states/", READ_THE_RECORD)
@with_question
def states(request: HttpRequest, *, question: Question) -> HttpResponse:
    """The list; `name` leads straight to a State, `region` narrows, `sort` orders it."""
    if name := request.GET.get("name", "").strip():
        return HttpResponseRedirect(reverse("recommendations:state", args=[find_state(name).iso3]))
    sort, region = _sort(request), _region(request)
    listed = listed_states(region=region, sort=sort)
    last = max(1, -(-len(listed) // _A_PAGE))
    page = min(max(1, number_in(request.GET.get("page", ""))), last)
    context = {
        "rows": [
            (listed_state, *_numbers(listed_state)) for listed_state in listed[(page - 1) * _A_PAGE : page * _A_PAGE]
        ],
        "number": len(listed),
        "pages": Pages(page, last, request.GET),
        "regions": _regions(request, region),
        "region": region,
        "urls": {
            name: addresses.changed(request.GET, sort=None if name == "name" else name, page=None) for name in SORTS
        },
        "sort": sort,
        "basis": basis(Question(), loaded_sources()),
        "files": [(kind.upper(), _all_states_url(request, kind)) for kind in ("csv", "xlsx", "json")],
        "passed_over": passed_over(request, (*_TAKES, "name", "page"), values={"sort": SORTS}, numbers=("page",)),
    }
    return render(request, "recommendations/states.html", context)


@page("states.csv", READ_THE_RECORD, name="states-csv", kind="csv")
@page("states.xlsx", READ_THE_RECORD, name="states-xlsx", kind="xlsx")
@with_question
def states_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """The list as a table."""
    refuse_unknown(request, _TAKES)
    refuse_unlike(request, {"sort": SORTS})
    counting_basis = basis(Question(), loaded_sources())
    rows = (list(line.values()) for line in _documents(request))
    what, address = _("States with what they received and made"), _all_states_url(request)
    head = about(request, what=what, basis=counting_basis, address=address)
    return as_csv_or_xlsx(kind, "states", _HEADER, rows, about=head, beside={"counting_basis": counting_basis})


@page("api/states", READ_THE_RECORD, name="api-states", methods="any")
@page("states.json", READ_THE_RECORD, methods="any")
@answers_json("/api/states")
def states_json(request: HttpRequest) -> dict[str, object]:
    """The list for programs."""
    return {"basis": basis(Question(), loaded_sources()), "states": _documents(request)}


def _documents(request: HttpRequest) -> list[dict[str, str | int]]:
    server = server_address(request)
    return [
        {
            "iso3": state.state.iso3,
            "state": state.state.name,
            "region": state.state.region,
            "sessions_loaded": " ".join(str(session) for session in state.sessions if session),
            "sessions_in_part": " ".join(str(session) for session in state.sessions if session in state.in_part),
            "received": state.received.count,
            "received_supported": state.received.supported,
            "given": state.given.count,
            "given_supported": state.given.supported,
            "permalink": server + reverse("recommendations:state", args=[state.state.iso3]),
        }
        for state in listed_states(region=_region(request), sort=_sort(request))
    ]


def _numbers(listed_state: ListedState) -> tuple[Number, Number]:
    return _number(listed_state.received, "state", listed_state), _number(listed_state.given, "from", listed_state)


def _number(tally: Tally, name: str, listed_state: ListedState) -> Number:
    return Number(tally, search_url(Question().narrowed(name, listed_state.state.iso3)) if tally.count else "")


def _sort(request: HttpRequest) -> Sort:
    return next((sort for sort in SORTS if sort == request.GET.get("sort")), "name")


def _region(request: HttpRequest) -> str:
    name = request.GET.get("region", "").strip()
    return find_region(name).code if name else ""


def _changed(request: HttpRequest, **changes: object) -> str:
    """The address of the list's first page with something changed."""
    return addresses.changed(request.GET, **changes, page=None)


def _regions(request: HttpRequest, current: str) -> list[Tab]:
    everywhere = Tab(_("All"), _changed(request, region=None), not current)
    return [
        everywhere,
        *(Tab(_(region.name), _changed(request, region=region.code), region.code == current) for region in REGIONS),
    ]


def _all_states_url(request: HttpRequest, kind: str = "") -> str:
    """This list as a page, or (`kind`: csv ...) as a file: what the page passes over a file would
    refuse.
    """
    parameters = {"region": _region(request), "sort": _sort(request)}
    query = urlencode({name: value for name, value in parameters.items() if value not in {"", "name"}})
    name = f"recommendations:states-{kind}" if kind else "recommendations:states"
    return reverse(name) + (f"?{query}" if query else "")


_GIVEN = ("dimension", "value", "count", "share", "share_of_everyone", *RESPONSES)


@page("api/states/<str:name>", READ_THE_RECORD, name="api-state", methods="any")
@page("states/<str:name>/received.json", READ_THE_RECORD, methods="any")
@answers_json("/api/states/{state}")
def state_json(request: TimedRequest, name: str) -> dict[str, Any]:
    """What was recommended to a State."""
    state = find_state(name)
    document = received_document(received(state), today=request.today)
    return {**document, "permalink": server_address(request) + _profile_url("state", state)}


@page("api/states/<str:name>/recommends", READ_THE_RECORD, name="api-state-recommends", methods="any")
@page("states/<str:name>/recommends.json", READ_THE_RECORD, methods="any")
@answers_json("/api/states/{state}/recommends")
def state_recommends_json(request: HttpRequest, name: str) -> dict[str, Any]:
    """What a State recommends to others."""
    state = find_state(name)
    return {
        **given_document(recommended_by(state)),
        "permalink": server_address(request) + _profile_url("state-recommends", state),
    }


@page("states/<str:name>/received.csv", READ_THE_RECORD, name="state-csv", kind="csv")
@page("states/<str:name>/received.xlsx", READ_THE_RECORD, name="state-xlsx", kind="xlsx")
@with_state
def state_file(request: TimedRequest, kind: str, *, state: State) -> File:
    """What was recommended to a State, a line for each issue, recommending State and action
    category.
    """
    refuse_unknown(request, ())
    known = received(state)
    reviews = [_review(known, cycle) for cycle in known.cycles]
    header = ["dimension", "value", *reviews, "count", *RESPONSES]
    coverage_sentence = coverage(state.iso3, today=request.today).sentence()
    facts = [*_about(request, known, "state"), ("Reviews", coverage_sentence)]
    return as_csv_or_xlsx(
        kind,
        f"{state.iso3}-received",
        header,
        received_rows(known),
        about=facts,
        beside={**_beside(facts), "reviews": coverage_sentence},
    )


@page("states/<str:name>/recommends.csv", READ_THE_RECORD, name="state-recommends-csv", kind="csv")
@page("states/<str:name>/recommends.xlsx", READ_THE_RECORD, name="state-recommends-xlsx", kind="xlsx")
@with_state
def state_recommends_file(request: TimedRequest, kind: str, *, state: State) -> File:
    """What a State recommends to others, beside what all States do."""
    refuse_unknown(request, ())
    known = recommended_by(state)
    facts = _about(request, known, "state-recommends")
    return as_csv_or_xlsx(
        kind, f"{state.iso3}-recommends", _GIVEN, given_rows(known), about=facts, beside=_beside(facts)
    )


def _review(known: Received, cycle: int) -> str:
    seen = known.of_cycle(cycle)
    return f"session_{seen.review.session}" if seen.review.session else f"cycle_{cycle}"


def _about(request: TimedRequest, known: Received | Given, page: str) -> About:
    return about(request, what=known.sentence, basis=known.basis, address=_profile_url(page, known.state))


def _beside(facts: About) -> dict[str, Cell]:
    return {"counting_basis": dict(facts)["Counting basis"], "permalink": dict(facts)["Permalink"]}


def _profile_url(page: str, state: State) -> str:
    return reverse(f"recommendations:{page}", args=[state.iso3])
