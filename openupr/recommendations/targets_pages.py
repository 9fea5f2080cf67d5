"""Which States to ask, and how comparable recommendations were answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.upr import responses
from openupr.upr.issues import ISSUES
from openupr.upr.populations import POPULATIONS
from openupr.upr.states import STATES, State, by_iso3, find_state
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.languages import by_name
from openupr.web.parts import Badge

from .actions import READ_THE_RECORD
from .api_pages import answers_json
from .cards_pages import about, card, search_url
from .dimension_values import UNKNOWN_STATE
from .gaps_pages import NoStateChosen
from .question import Question
from .recommendation import TONES
from .requests_pages import QUESTION, passed_over, question_of, refuse_unknown, whole_number, with_question
from .sentences import sentence
from .targets import Targets, TargetState, known_diplomats, what_it_rests_on
from .targets import answers as answers_of
from .targets import targets as targets_of
from .the_index import the_index


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A State on the page: its reasons, each with the address of the rows behind it or ""."""

    target: TargetState
    url: str
    reasons: list[tuple[str, str]]
    diplomats: str = ""


SHOWN = 15
MOST = 200
_TAKES = (*QUESTION, "before", "why", "limit")


@page("targets/", READ_THE_RECORD)
@with_question
def targets(request: TimedRequest, *, question: Question) -> HttpResponse:
    """The page: a State and a theme; the States to ask with their reasons; any other State
    explained.
    """
    known_targets = _asked(request, question)
    context: dict[str, Any] = {
        **_form(question),
        "found": known_targets,
        "before": request.GET.get("before", ""),
        "passed_over": passed_over(request, _TAKES, numbers=("before", "limit")),
    }
    if known_targets:
        known = known_diplomats(request, known_targets.state)
        rows = (
            the_index()
            .search(known_targets.theme.words, filters=known_targets.theme.index_filters(), limit=0, facets=[])
            .total
        )
        context |= {
            "lines": [_line(target, known) for target in known_targets.ranked],
            "heads": [_("Diplomats")] if known else [],
            "cells": "recommendations/targets/diplomats.html" if known else "",
            "why": _line(known_targets.why, known) if known_targets.why else None,
            "rests": what_it_rests_on(known_targets),
            "theme_sentence": sentence(known_targets.theme, rows),
            "theme_url": search_url(known_targets.theme),
            "exports": [
                (kind.upper(), _address(f"targets-{kind}", request, question)) for kind in ("csv", "xlsx", "json")
            ],
            "answers_url": _address("answers", request, question),
            "all_url": "" if known_targets.total <= len(known_targets.ranked) else _all_address(request, question),
        }
    return render(request, "recommendations/targets.html", context)


@page("targets.csv", READ_THE_RECORD, name="targets-csv", kind="csv")
@page("targets.xlsx", READ_THE_RECORD, name="targets-xlsx", kind="xlsx")
@with_question
def targets_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """A line for each reason of each State, as CSV or XLSX."""
    refuse_unknown(request, _TAKES)
    known_targets = _certainly(request, question)
    facts = about(
        request,
        what=_("%(state)s: States to ask") % {"state": known_targets.state.name},
        basis=f"{known_targets.basis} {known_targets.method}",
        address=_address("targets", request, question),
    )
    header = ["rank", "state", "iso3", "score", "reason", "in_words", "count", "share", "last_session"]
    listed = [known_targets.why] if known_targets.why else known_targets.ranked
    rows = [line for target in listed for line in _lines(target)]
    return as_csv_or_xlsx(kind, f"targets-{known_targets.state.iso3}", header, rows, about=facts)


@page("api/targets", READ_THE_RECORD, name="api-targets", methods="any")
@page("targets.json", READ_THE_RECORD, methods="any")
@answers_json("/api/targets")
def targets_json(request: TimedRequest) -> dict[str, Any]:
    """The same document as the command prints."""
    return _certainly(request, question_of(request)).document()


@page("targets/answers/", READ_THE_RECORD)
@with_question
def answers(request: TimedRequest, *, question: Question) -> HttpResponse:
    """How comparable recommendations to the State were answered, with all of them."""
    known_targets = _asked(request, question)
    context: dict[str, Any] = {
        "found": known_targets,
        "passed_over": passed_over(request, _TAKES, numbers=("before", "limit")),
        "targets_url": _address("targets", request, question),
    }
    if known_targets:
        here, everywhere = (
            answers_of(known_targets.state, known_targets.theme),
            answers_of(None, known_targets.theme, limit=0),
        )
        context |= {
            "here": here,
            "everywhere": everywhere,
            "theme_sentence": sentence(known_targets.theme, everywhere.total),
            "cards": [card(result) for result in here.results],
            # Counts, and no shares: a share would read as a chance.
            "badges": [
                Badge(f"{responses.label(response)}: {count:,}", TONES[response])
                for response, count in here.counts.items()
            ],
            "here_url": search_url(here.theme),
            "everywhere_url": search_url(everywhere.theme),
        }
    return render(request, "recommendations/answers.html", context)


def _form(question: Question) -> dict[str, Any]:
    """What the form offers, and what of it is chosen."""
    chosen = {name: question.filters.get(name, ("",))[0] for name in ("issue", "group")}
    known = {"state", "issue", "group"}
    return {
        "question": question,
        "states": by_name(state for state in STATES if state.un_member),
        "others": by_name(state for state in STATES if state.iso3 not in question.filters.get("state", ())),
        "issues": ISSUES,
        "groups": POPULATIONS,
        "chosen": chosen,
        "kept": [pair for pair in replace(question, words="").pairs() if pair[0] not in known],
        "whole": question.pairs(),
    }


def _asked(request: TimedRequest, question: Question) -> Targets | None:
    """The States to ask for the State of a question; None where it names no State."""
    named = _states(question)
    if not named:
        return None
    before = whole_number(request, "before", default=0, least=0, most=999) or None
    limit = whole_number(request, "limit", default=SHOWN, least=0, most=MOST)
    why = request.GET.get("why", "").strip()
    return targets_of(named[0], question, before=before, limit=limit, why=find_state(why).iso3 if why else "")


def _states(question: Question) -> list[State]:
    return [by_iso3(str(value)) for value in question.filters.get("state", ()) if value not in {None, UNKNOWN_STATE}]


def _certainly(request: TimedRequest, question: Question) -> Targets:
    """Raises NoStateChosen where no State or several were named."""
    known_targets = _asked(request, question)
    if known_targets is None or len(_states(question)) > 1:
        raise NoStateChosen("State", "")
    return known_targets


def _line(target: TargetState, known: Mapping[str, str]) -> TargetLine:
    reasons = [(reason.text, search_url(reason.rows) if reason.rows else "") for reason in target.reasons]
    url = reverse("recommendations:state-recommends", args=[target.state.iso3])
    return TargetLine(target, url, reasons, known.get(target.state.iso3, ""))


def _lines(target: TargetState) -> list[list[Cell]]:
    own: list[Cell] = [target.rank, target.state.name, target.state.iso3, round(target.score, 4)]
    documents = [reason.document() for reason in target.reasons]
    return [
        [*own, *(document[name] for name in ("kind", "text", "count", "share", "last_session"))]
        for document in documents
    ]


def _all_address(request: TimedRequest, question: Question) -> str:
    before = {"before": request.GET["before"]} if request.GET.get("before") else {}
    return f"{reverse('recommendations:targets')}?{question.address(**before, limit=str(MOST))}"


def _address(name: str, request: TimedRequest, question: Question) -> str:
    more = {key: request.GET[key] for key in ("before", "limit") if request.GET.get(key)}
    return f"{reverse(f'recommendations:{name}')}?{question.address(**more)}"
