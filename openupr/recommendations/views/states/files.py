"""A State's profile to take away: every line as CSV, XLSX and JSON."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.upr.responses import RESPONSES
from openupr.upr.states import State, find_state
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.this_machine import server_address

from ...actions import READ_THE_RECORD
from ...queries.coverage import coverage
from ...queries.profiles import Given, Received, given, received
from ...queries.profiles.documents import given_document, given_rows, received_document, received_rows
from ..api import answers_json
from ..files import About, about
from ..parameters import refuse_unknown
from .requests import with_state

_GIVEN = ("dimension", "value", "count", "share", "share_of_everyone", *RESPONSES)


@page("api/states/<str:name>", READ_THE_RECORD, name="api-state", methods="any")
@page("states/<str:name>/received.json", READ_THE_RECORD, methods="any")
@answers_json("/api/states/{state}")
def state_json(request: TimedRequest, name: str) -> dict[str, Any]:
    """What a State was told."""
    state = find_state(name)
    document = received_document(received(state), today=request.today)
    return {**document, "permalink": server_address(request) + _address("state", state)}


@page("api/states/<str:name>/recommends", READ_THE_RECORD, name="api-state-recommends", methods="any")
@page("states/<str:name>/recommends.json", READ_THE_RECORD, methods="any")
@answers_json("/api/states/{state}/recommends")
def state_recommends_json(request: HttpRequest, name: str) -> dict[str, Any]:
    """What a State tells others."""
    state = find_state(name)
    return {
        **given_document(given(state)),
        "permalink": server_address(request) + _address("state-recommends", state),
    }


@page("states/<str:name>/received.csv", READ_THE_RECORD, name="state-csv", kind="csv")
@page("states/<str:name>/received.xlsx", READ_THE_RECORD, name="state-xlsx", kind="xlsx")
@with_state
def state_file(request: TimedRequest, kind: str, *, state: State) -> File:
    """What a State was told, a line for each issue, recommending State and action category."""
    refuse_unknown(request, ())
    known = received(state)
    reviews = [_review(known, cycle) for cycle in known.cycles]
    header = ["dimension", "value", *reviews, "count", *RESPONSES]
    held = coverage(state.iso3, today=request.today).sentence()
    told = [*_about(request, known, "state"), ("Reviews", held)]
    return as_csv_or_xlsx(
        kind,
        f"{state.iso3}-received",
        header,
        received_rows(known),
        about=told,
        beside={**_beside(told), "reviews": held},
    )


@page("states/<str:name>/recommends.csv", READ_THE_RECORD, name="state-recommends-csv", kind="csv")
@page("states/<str:name>/recommends.xlsx", READ_THE_RECORD, name="state-recommends-xlsx", kind="xlsx")
@with_state
def state_recommends_file(request: TimedRequest, kind: str, *, state: State) -> File:
    """What a State tells others, beside what everybody does."""
    refuse_unknown(request, ())
    known = given(state)
    told = _about(request, known, "state-recommends")
    return as_csv_or_xlsx(kind, f"{state.iso3}-recommends", _GIVEN, given_rows(known), about=told, beside=_beside(told))


def _review(known: Received, cycle: int) -> str:
    seen = known.of_cycle(cycle)
    return f"session_{seen.review.session}" if seen.review.session else f"cycle_{cycle}"


def _about(request: TimedRequest, known: Received | Given, page: str) -> About:
    return about(request, what=known.sentence, basis=known.basis, address=_address(page, known.state))


def _beside(told: About) -> dict[str, Cell]:
    return {"counting_basis": dict(told)["Counting basis"], "permalink": dict(told)["Permalink"]}


def _address(page: str, state: State) -> str:
    return reverse(f"recommendations:{page}", args=[state.iso3])
