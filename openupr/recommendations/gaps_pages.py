"""What was raised with others and not with this State."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.files.cells import Cell
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES, State, by_iso3
from openupr.web.charts import Part
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_xlsx
from openupr.web.languages import by_name

from .actions import READ_THE_RECORD
from .api_pages import answers_json
from .cards_pages import about, search_url, suggested_switch, uncoded
from .code_coverage import code_coverage
from .dimension_values import UNKNOWN_STATE
from .gaps import Gaps, Spread
from .gaps import gaps as gaps_of
from .question import SUGGESTED, Question
from .requests_pages import passed_over, question_of, refuse_unknown, with_question
from .sentences import one_of

_TAKES = ("state", "q", "source", "not-source", SUGGESTED)
# A deviance of one: fewer rows than chance alone would explain in two cases of three.
_FEW = 1.0


class NoStateChosen(UnknownName):
    """Gaps are those of one State."""

    def __str__(self) -> str:
        return str(_("Choose one State, as in ?state=KHM."))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: its name, its counts, and the address of the rows behind each."""

    label: str
    rows: Spread
    expected: float
    note: str
    here_url: str
    region_url: str
    world_url: str

    @property
    def parts(self) -> list[Part]:
        """What was found, of what could be expected, as the two parts of a bar."""
        lacking = max(0, round(self.expected) - self.rows.here)
        return [Part(_("found"), self.rows.here, "yes"), Part(_("lacking"), lacking, "wait")]


@page("gaps/", READ_THE_RECORD)
@with_question
def gaps(request: TimedRequest, *, question: Question) -> HttpResponse:
    """The page: issues not found with a State, those found rarely, the others; and the words
    given.
    """
    found = _asked(request, question)
    context: dict[str, Any] = {
        "question": question,
        "states": by_name(s for s in STATES if s.un_member),
        "found": found,
        "passed_over": [*passed_over(request, _TAKES), *_other_states(question)],
    }
    if found:
        context |= {
            **_sections(found),
            "uncoded": uncoded(found.question, code_coverage(found.question, ["issue"])),
            "without_issue_url": search_url(found.question.narrowed("state", found.state.iso3).narrowed("issue", None)),
            "switch": suggested_switch(_used(question), lambda other: _address("gaps", other)),
            "words_lines": _words(found),
            "region": found.region,
            "state_to_load": found.state,
            "exports": [(kind.upper(), _address(f"gaps-{kind}", _used(question))) for kind in ("csv", "xlsx", "json")],
            "similar": _similar(found),
        }
    return render(request, "recommendations/gaps.html", context)


@page("gaps.csv", READ_THE_RECORD, name="gaps-csv", kind="csv")
@page("gaps.xlsx", READ_THE_RECORD, name="gaps-xlsx", kind="xlsx")
@with_question
def gaps_file(request: TimedRequest, kind: str, *, question: Question) -> File:
    """The whole table as CSV or XLSX."""
    refuse_unknown(request, _TAKES)
    known_gaps = _certainly(request, question)
    header, rows = _table(known_gaps)
    what = _("%(state)s: issues and words, here and elsewhere") % {"state": _(known_gaps.state.name)}
    reviews = known_gaps.coverage.sentence()
    told = about(request, what=what, basis=known_gaps.basis_with_words, address=_address("gaps", question))
    beside = {"counting_basis": known_gaps.basis_with_words, "reviews": reviews}
    name = f"gaps-{known_gaps.state.iso3}"
    return as_csv_or_xlsx(kind, name, header, rows, about=[*told, ("Reviews", reviews)], beside=beside)


@page("api/gaps", READ_THE_RECORD, name="api-gaps", methods="any")
@page("gaps.json", READ_THE_RECORD, methods="any")
@answers_json("/api/gaps")
def gaps_json(request: TimedRequest) -> dict[str, Any]:
    """The same document as the command prints."""
    return _certainly(request, question_of(request)).document()


def _asked(request: TimedRequest, question: Question) -> Gaps | None:
    """The gaps of the State of a question; None where it names no State."""
    named = _states(question)
    if not named:
        return None
    return gaps_of(named[0], question.words, today=request.today, question=question)


def _states(question: Question) -> list[State]:
    return [by_iso3(str(value)) for value in question.filters.get("state", ()) if value not in {None, UNKNOWN_STATE}]


def _other_states(question: Question) -> list[str]:
    """That further States of the address were passed over."""
    others = one_of(_(state.name) for state in _states(question)[1:])
    return [_("Gaps are those of one State; left out: %(states)s.") % {"states": others}] if others else []


def _used(question: Question) -> Question:
    """What of a question gaps are asked by."""
    filters = {name: values for name, values in question.filters.items() if name == "source"}
    if states := _states(question):
        filters["state"] = (states[0].iso3,)
    excluded = {name: values for name, values in question.excluded.items() if name == "source"}
    return Question(words=question.words, filters=filters, excluded=excluded, suggested=question.suggested)


def _certainly(request: TimedRequest, question: Question) -> Gaps:
    """Raises NoStateChosen where no State or several were named: a file or a document is of one."""
    found = _asked(request, question)
    if found is None or len(_states(question)) > 1:
        raise NoStateChosen("State", "")
    return found


def _sections(found: Gaps) -> dict[str, Any]:
    lines = [
        (issue, _line(found, _(issue.issue.label), issue.rows, issue.expected, _on(issue.issue.key), issue.not_told()))
        for issue in found.issues
    ]
    return {
        "absent": [line for each, line in lines if each.rows.world and not each.rows.here],
        "certainly_absent": sum(
            1 for issue in found.issues if issue.rows.world and not issue.rows.here and not issue.untold
        ),
        "rare": [line for each, line in lines if each.rows.here and each.lack >= _FEW],
        "others": [line for each, line in lines if (each.rows.here or not each.rows.world) and each.lack < _FEW],
    }


def _words(found: Gaps) -> list[Line]:
    if not found.words:
        return []
    meant, rows = found.words.sought, found.words.rows
    return [_line(found, meant.query, rows, found.words.expected, lambda q: replace(q, words=meant.query))]


def _on(issue: str) -> Callable[[Question], Question]:
    return lambda question: question.narrowed("issue", issue)


def _line(
    found: Gaps,
    label: str,
    rows: Spread,
    expected: float,
    within: Callable[[Question], Question],
    note: str = "",
) -> Line:
    everywhere = within(found.question)
    others = everywhere.excluding("state", found.state.iso3)
    near = others.narrowed("region", found.region) if found.region else others
    return Line(
        label=label,
        rows=rows,
        expected=expected,
        note=note,
        here_url=search_url(everywhere.narrowed("state", found.state.iso3)),
        region_url=search_url(near),
        world_url=search_url(everywhere),
    )


def _table(found: Gaps) -> tuple[list[str], list[list[Cell]]]:
    header = ["state", "iso3", "issue_or_words", "here", "region_without_the_state", "world", "expected_here"]
    named = [(issue.issue.label, issue.rows, issue.expected) for issue in found.issues]
    if found.words:
        named.insert(0, (found.words.sought.query, found.words.rows, found.words.expected))
    rows: list[list[Cell]] = [
        [found.state.name, found.state.iso3, label, rows.here, rows.region, rows.world, round(expected, 1)]
        for label, rows, expected in named
    ]
    return header, rows


def _address(name: str, question: Question) -> str:
    return f"{reverse(f'recommendations:{name}')}?{question.address()}"


def _similar(found: Gaps) -> str:
    """Where the same words are compared by meaning."""
    if not found.words:
        return ""
    return f"{reverse('recommendations:similar')}?{Question(found.words.sought.text).address()}"
