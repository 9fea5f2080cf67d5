"""Which States to ask, for a theme or a proposed recommendation of the coalition."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.learning.rules.practices import suggested_practice
from openupr.recommendations.question import Question
from openupr.recommendations.targets import TargetState, persons_named
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.issues import ISSUES, issue
from openupr.upr.states import CODES, STATES, by_iso3
from openupr.web.languages import by_name

from ..actions import SEE_ADVOCACY
from ..queries.asks import AskLine, asks_of
from ..queries.states import StateLine, StatesToAsk, states_to_ask
from .frame import advocacy_page

SHOWN = 10


@dataclass(frozen=True)
class Row:
    """A State on the page: its reasons, each with the address of the rows behind it or ""."""

    line: StateLine
    reasons: list[tuple[str, str]]

    @property
    def target(self) -> TargetState:
        return self.line.target


@page(COALITION + "advocacy/states/", SEE_ADVOCACY)
def states(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The States for the theme that is chosen; without one, what there is to choose from."""
    asks = asks_of(request.about)
    chosen = request.GET.get("theme", "")
    about = next((ask for ask in asks if chosen == f"ask-{ask.pk}"), None)
    why = request.GET.get("why", "").upper()
    given: dict[str, Any] = {
        "page_name": _("States to ask"),
        "our_asks": _in_groups(asks),
        "issues": _issues(request.about),
        "chosen": chosen,
        "about": about,
        "no_theme_in_english": bool(about and not about.is_comparable),
        "ranked_for": [_(issue(key).label) for key in about.proposal.issues] if about else [],
        "likely": _(issue(about.likely_issue).label) if about and about.likely_issue else "",
        "carried": [by_iso3(iso3) for iso3 in about.carried_by] if about else [],
        "states": by_name(each for each in STATES if each.iso3 != request.about.review.iso3),
        "practice": suggested_practice(step="pre-session", theme="states", today=request.today),
    }
    try:
        if theme := _theme(chosen, about):
            found = states_to_ask(request.about, theme, asks, about=about, limit=SHOWN, why=why if why in CODES else "")
            given |= _answer(found, request.about)
            if about and "issue" in theme.filters and theme.words:
                given["persons"] = [_(each.label) for each in persons_named(about.text)]
    except RecordNotReady as reason:
        given["not_ready"] = str(reason)
    return advocacy_page(request, "advocacy/states.html", given)


def _answer(found: StatesToAsk, coalition: Coalition) -> dict[str, Any]:
    knows = any(each.presence for each in [*found.lines, *filter(None, [found.why])])
    return {
        "knows_diplomats": knows,
        "found": found.found,
        "rows": [_row(each) for each in found.lines],
        "heads": [*([_("Diplomats")] if knows else []), _("Carries")],
        "why": _row(found.why) if found.why else None,
        "answers_url": _record("answers", found.found.theme.narrowed("state", coalition.review.iso3)),
    }


def _theme(chosen: str, about: AskLine | None) -> Question | None:
    if about:
        return about.theme if about.is_comparable else None
    key = chosen.removeprefix("issue-")
    return Question(filters={"issue": (key,)}) if any(each.key == key for each in ISSUES) else None


def _in_groups(asks: list[AskLine]) -> list[tuple[str, list[AskLine]]]:
    """What is adopted first; then what is not."""
    adopted, others = ([ask for ask in asks if ask.is_adopted is kind] for kind in (True, False))
    return [each for each in ((_("Our recommendations"), adopted), (_("Not adopted"), others)) if each[1]]


def _issues(coalition: Coalition) -> list[tuple[str, str]]:
    """The issues of its groups first; then all others."""
    own = dict.fromkeys(key for group in coalition.groups.all() for key in group.issues)
    return [(key, _(issue(key).label)) for key in (*own, *(each.key for each in ISSUES if each.key not in own))]


def _row(line: StateLine) -> Row:
    reasons = [(each.text, _record("search", each.rows) if each.rows else "") for each in line.target.reasons]
    return Row(line, reasons)


def _record(page: str, question: Question) -> str:
    return f"{reverse(f'recommendations:{page}')}?{question.address()}"
