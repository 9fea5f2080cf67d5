"""What was raised with others and not with this State."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from .total_basis import total_basis

_TAKES = ("state", "q", "source", "not-source", SUGGESTED)
# A deviance of one: fewer rows than chance alone would explain in two cases of three.
_FEW = 1.0


class NoStateChosen(UnknownName):
    """Gaps are those of one State."""

    def __str__(self) -> str:
        return str(_("Choose one State, as in ?state=KHM."))


@dataclass(frozen=True, slots=True)
class GapLine:
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
    known_gaps = _asked(request, question)
    context: dict[str, Any] = {
        "question": question,
        "states": by_name(s for s in STATES if s.un_member),
        "found": known_gaps,
        "passed_over": [*passed_over(request, _TAKES), *_other_states(question)],
    }
    if known_gaps:
        context |= {
            **_sections(known_gaps),
            **_basis(known_gaps),
            "switch": suggested_switch(_used(question), lambda other: _address("gaps", other)),
            "words_lines": _words(known_gaps),
            "region": known_gaps.region,
            "state_to_load": known_gaps.state,
            "exports": [(kind.upper(), _address(f"gaps-{kind}", _used(question))) for kind in ("csv", "xlsx", "json")],
            "similar": _similar(known_gaps),
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
    facts = about(request, what=what, basis=known_gaps.basis_with_words, address=_address("gaps", question))
    beside = {"counting_basis": known_gaps.basis_with_words, "reviews": reviews}
    name = f"gaps-{known_gaps.state.iso3}"
    return as_csv_or_xlsx(kind, name, header, rows, about=[*facts, ("Reviews", reviews)], beside=beside)


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
    known_gaps = _asked(request, question)
    if known_gaps is None or len(_states(question)) > 1:
        raise NoStateChosen("State", "")
    return known_gaps


def _basis(known_gaps: Gaps) -> dict[str, Any]:
    """What the numbers rest on, and the way to the rows of the State without an issue."""
    here, loaded = known_gaps.question.narrowed("state", known_gaps.state.iso3), known_gaps.coverage
    lacking = loaded.missing or loaded.undated
    if loaded.no_gap_known:
        more = _(
            "Of every review held so far there are recommendations here; whether they are all of them, the record "
            "cannot tell."
        )
    elif lacking:
        more = _("What is not found here may have been raised there.")
    else:
        more = "" if loaded.nothing else _("What is not found here may have been raised in what is lacking.")
    codes = code_coverage(here, ["issue"])
    sentences = [f"{loaded.sentence()} {more}", _without_issue(known_gaps)]
    rests = total_basis(here, codes, counted=known_gaps.basis, loaded=loaded, more=sentences)
    return {"rests": rests, "uncoded": uncoded(here, codes)}


def _without_issue(known_gaps: Gaps) -> str:
    if not known_gaps.without_issue:
        return ""
    sentence = ngettext(
        "%(n)s of the %(all)s recommendations has no issue.",
        "%(n)s of the %(all)s recommendations have no issue.",
        known_gaps.without_issue,
    ) % {"n": known_gaps.without_issue, "all": known_gaps.whole.here}
    return f"{sentence} {_('What is not found here may be among them.')}"


def _sections(known_gaps: Gaps) -> dict[str, Any]:
    lines = [
        (
            issue,
            _line(known_gaps, _(issue.issue.label), issue.rows, issue.expected, _on(issue.issue.key), issue.not_told()),
        )
        for issue in known_gaps.issues
    ]
    return {
        "absent": [line for issue, line in lines if issue.rows.world and not issue.rows.here],
        "certainly_absent": sum(
            1 for issue in known_gaps.issues if issue.rows.world and not issue.rows.here and not issue.untold
        ),
        "rare": [line for issue, line in lines if issue.rows.here and issue.lack >= _FEW],
        "others": [line for issue, line in lines if (issue.rows.here or not issue.rows.world) and issue.lack < _FEW],
    }


def _words(known_gaps: Gaps) -> list[GapLine]:
    if not known_gaps.words:
        return []
    meant, rows = known_gaps.words.sought, known_gaps.words.rows
    return [_line(known_gaps, meant.query, rows, known_gaps.words.expected, lambda q: replace(q, words=meant.query))]


def _on(issue: str) -> Callable[[Question], Question]:
    return lambda question: question.narrowed("issue", issue)


def _line(
    known_gaps: Gaps,
    label: str,
    rows: Spread,
    expected: float,
    within: Callable[[Question], Question],
    note: str = "",
) -> GapLine:
    everywhere = within(known_gaps.question)
    others = everywhere.excluding("state", known_gaps.state.iso3)
    near = others.narrowed("region", known_gaps.region) if known_gaps.region else others
    return GapLine(
        label=label,
        rows=rows,
        expected=expected,
        note=note,
        here_url=search_url(everywhere.narrowed("state", known_gaps.state.iso3)),
        region_url=search_url(near),
        world_url=search_url(everywhere),
    )


def _table(known_gaps: Gaps) -> tuple[list[str], list[list[Cell]]]:
    header = ["state", "iso3", "issue_or_words", "here", "region_without_the_state", "world", "expected_here"]
    named = [(issue.issue.label, issue.rows, issue.expected) for issue in known_gaps.issues]
    if known_gaps.words:
        named.insert(0, (known_gaps.words.sought.query, known_gaps.words.rows, known_gaps.words.expected))
    rows: list[list[Cell]] = [
        [known_gaps.state.name, known_gaps.state.iso3, label, rows.here, rows.region, rows.world, round(expected, 1)]
        for label, rows, expected in named
    ]
    return header, rows


def _address(name: str, question: Question) -> str:
    return f"{reverse(f'recommendations:{name}')}?{question.address()}"


def _similar(known_gaps: Gaps) -> str:
    """Where the same words are compared by meaning."""
    if not known_gaps.words:
        return ""
    return f"{reverse('recommendations:similar')}?{Question(known_gaps.words.sought.text).address()}"
