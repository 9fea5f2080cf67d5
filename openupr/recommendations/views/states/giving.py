"""A State as recommending State."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.upr.states import State
from openupr.web.numbers import grouped, share

from ...actions import READ_THE_RECORD
from ...queries.code_coverage import code_coverage
from ...queries.profiles import Given, given
from ...queries.profiles.giving import ComparedGiving
from ...queries.whole_reviews import whole_reviews
from ..pages import search_url, uncoded
from ..parameters import passed_over
from . import pages
from .requests import with_state

MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A line: its number, its share of what this State recommends, and the share it has with all States."""

    label: str
    number: pages.Number
    own: str
    everyone: str
    more: bool


@page("states/<str:name>/recommends/", READ_THE_RECORD)
@with_state
def state_recommends(request: HttpRequest, *, state: State) -> HttpResponse:
    """What it recommends, to whom, and how often that is supported."""
    known = given(state)
    total = pages.Number(known.total, search_url(known.question))
    context = {
        "state": state,
        "known": known,
        "crumbs": pages.crumbs(),
        "tabs": pages.views_of(state, "state-recommends"),
        "files": pages.files_of(state, "state-recommends"),
        "passed_over": passed_over(request, ()),
        "described": pages.described(state),
        "uncoded": uncoded(known.question, code_coverage(known.question, ("issue", "action"))),
        "total": total,
        "total_url": total.address,
        "figures": figures(known),
        "compared_sentence": compared_sentence(known),
        **tables(known, most=MOST_LINES),
        "sessions": [(line.label, line.tally.count) for line in known.sessions if line.value],
        "in_part": _in_part(known),
        "links": links(known),
    }
    return render(request, "recommendations/state_recommends.html", context)


def _in_part(known: Given) -> list[str]:
    """The sessions that are loaded in part, by their names."""
    in_part = whole_reviews(known.question).sessions_in_part
    return [line.label for line in known.sessions if line.value in in_part]


def tables(known: Given, *, most: int) -> dict[str, list[ComparedRow]]:
    """The tables of the page and of its printed brief."""
    return {
        "issues": [compared(line, known) for line in known.issues[:most]],
        "actions": [compared(line, known) for line in known.actions],
        "receivers": [compared(line, known) for line in known.receivers[:most]],
        "regions": [compared(line, known) for line in known.regions],
    }


def compared(line: ComparedGiving, known: Given) -> ComparedRow:
    """A line beside the same of all States. `more`: at least a quarter more of it than all States have."""
    return ComparedRow(
        label=line.label,
        number=pages.Number(line.tally, search_url(known.question.narrowed(line.name, line.value))),
        own=share(line.tally.count, line.of),
        everyone=share(line.everyone, line.of_everyone),
        more=line.tally.count * line.of_everyone > 1.25 * line.everyone * line.of,
    )


def figures(known: Given) -> list[tuple[str, SafeString]]:
    """The large numbers at the head, each leading to its rows or to the table of its parts."""
    total, whole = pages.Number(known.total, search_url(known.question)), links(known)
    issues = sum(1 for line in known.issues if line.value is not None)
    return [
        pages.figure(_("recommendations"), grouped(total.count), total.url),
        pages.figure(_("to States"), grouped(len(known.receivers)), whole["receivers"]),
        pages.figure(_("supported"), total.supported, total.supported_url),
        pages.figure(_("issues of the list"), grouped(issues), whole["issues"]),
    ]


def compared_sentence(known: Given) -> str:
    """How often its recommendations are supported, beside those of all States."""
    return _("Supported: %(own)s of what it recommends; of what all States recommend, %(everyone)s.") % {
        "own": share(known.total.supported, known.total.count) or "0%",
        "everyone": share(known.everyone.supported, known.everyone.count) or "0%",
    }


def links(known: Given) -> dict[str, str]:
    """Where each list stands whole, and the pages beside this one."""
    return {
        "issues": pages.apart_url(known.question, "issue", "response", top="all"),
        "receivers": pages.apart_url(known.question, "state", "response", top="all"),
        "what_to_whom": pages.apart_url(known.question, "issue", "region", show="response"),
        "brief": reverse("recommendations:state-recommends-brief", args=[known.state.iso3]),
    }
