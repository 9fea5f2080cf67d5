"""A group's roadmap: its questions, of which the record answers some."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.decisions import tallies_of
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.group_members import organisations_of_its_people
from openupr.coalitions.models import Group
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.coalitions.timeline import group_agenda
from openupr.followup.group_lines import follow_ups_of, followed_so_far
from openupr.recommendations.tasks import begin_computing_vectors
from openupr.web.downloads import File, as_csv, as_json

from ..actions import ANSWER, SEE_ROADMAP
from ..forms.roadmap import AnswerForm
from ..forms.two_texts import both_in_one
from ..models import Answer
from ..queries.answers import history_of, told_parts, version_of
from ..queries.earlier_sentences import how_it_judges
from ..queries.proposals import proposals_of
from ..queries.questions import advice, asked
from ..queries.record_answer import RecordAnswer, record_answer
from ..queries.roadmap import answer_of, handouts_of, roadmap_of, rows, with_dates
from ..rules.roadmap import NoSuchQuestion, RoadmapQuestion, questions, roadmap_question
from ..services.roadmap import answer
from .record_parts import FEWEST_FOR_SHARES, response_parts, rows_url, shown_in_roadmap

_COLUMNS = ("number", "question", "answer", "state", "owner", "due", "day", "late")


@page(GROUP + "roadmap/", SEE_ROADMAP)
def roadmap(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """All lines; what the group, its recommendations and the record already answer stands beside them."""
    today = request.today
    given = {
        "page_name": _("Roadmap"),
        "roadmap": with_dates(roadmap_of(request.about, today=today), group_agenda(request.about, today=today)),
        "handouts": handouts_of(request.about),
        "ask_route": "coalitions.ask-group" in request.may
        and not any(each.keeps_the_route for each in tallies_of(request.about.coalition, group=request.about)),
        **_known(request.about),
        **shown_record(record_answer(request.about, today=today)),
    }
    return coalition_page(request, "roadmaps/roadmap.html", given)


def _known(group: Group) -> dict[str, Any]:
    """What the group's own pages answer already."""
    lines = follow_ups_of(group)
    return {
        "organisations": list(group.organisations.all()),
        "organisations_of_people": organisations_of_its_people(group),
        "term": group.rapporteur_terms.filter(until=None).select_related("person").first(),
        "proposals": list(proposals_of(group)),
        "follow_ups": lines,
        "followed": followed_so_far(lines),
    }


def shown_record(found: RecordAnswer | None) -> dict[str, Any]:
    """The record's answer as templates take it; `record` is None where no record is loaded."""
    if found is None:
        return {"record": None}
    compared = [each.near.found for each in found.proposals if each.near]
    if waiting := next((each for each in compared if each.waits), None):
        begin_computing_vectors(*waiting.question.states)
    return {
        "record": found,
        "record_notes": found.notes,
        "record_judged": how_it_judges() if found.proposals else "",
        "record_parts": response_parts(found.counts.responses),
        "record_shares": found.counts.total >= FEWEST_FOR_SHARES,
        "record_url": rows_url(found.counts.question),
        "record_states": [
            (each.name, each.counts.total, rows_url(each.counts.question), response_parts(each.counts.responses))
            for each in found.states
        ],
        "record_issues": [
            (_(about.label), counts.total, rows_url(counts.question), response_parts(counts.responses))
            for about, counts in found.issues
        ],
        "record_proposals": [
            (each, shown_in_roadmap(each.looked, near=each.near, told=each.told)) for each in found.proposals
        ],
    }


@page(GROUP + "roadmap/record/", SEE_ROADMAP)
def roadmap_record(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The record's answer alone, asked again: as a piece of the page, or as JSON."""
    found = record_answer(request.about, today=request.today)
    if request.GET.get("format") == "json":
        return as_json(found.document() if found else {"error": _("No record is loaded.")})
    return render(request, "roadmaps/record.html", {"group": request.about, **shown_record(found)})


@page(GROUP + "roadmap/<int:number>/", ANSWER, methods="GET POST")
def roadmap_answer(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Answer one question; where somebody saved meanwhile, both texts are shown."""
    question = _question(number)
    initial = AnswerForm.initial_of(answer_of(request.about, number))
    form = AnswerForm(request.POST or None, initial=initial, group=request.about, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            with refusals_in(form):
                answer(by=request.actor, group=request.about, question=number, now=request.now, **form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect(f"{reverse('roadmaps:roadmap', args=[coalition, group])}#question-{number}")
        except SavedMeanwhile as meanwhile:
            return _both(request, question, form, meanwhile)
    return _asked(request, question, form)


def _both(
    request: Request[Group], question: RoadmapQuestion, form: AnswerForm, meanwhile: SavedMeanwhile
) -> HttpResponse:
    """Both versions whole, each to be taken as it is; below, both texts in one, and what each changed besides."""
    group, number = request.about, question.number
    saved, opened = answer_of(group, number), version_of(group, number, form.cleaned_data["version"])
    chosen = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    theirs, before = AnswerForm.initial_of(saved), AnswerForm.initial_of(opened)
    yours = AnswerForm.initial_of(Answer(**chosen)) | {"version": meanwhile.version}
    joined = {name: theirs.get(name) if yours[name] == before.get(name) else yours[name] for name in yours}
    about: dict[str, Any] = {"group": group, "question": question}
    shown = None if question.names_day else -1
    both = {
        "theirs": told_parts(saved)[:shown] if saved else [],
        "yours": told_parts(Answer(**chosen))[:shown],
        "keep_mine": AnswerForm(initial=yours, auto_id=False, **about),
        "meanwhile": meanwhile,
    }
    one = both_in_one(opened.text if opened else "", meanwhile)
    fresh = AnswerForm(initial=joined | {"text": one.text, "version": yours["version"]}, **about)
    return _asked(request, question, fresh, status=409, in_one=one, **both)


def _asked(
    request: Request[Group],
    question: RoadmapQuestion,
    form: AnswerForm,
    *,
    status: int = 200,
    **both: Any,
) -> HttpResponse:
    given: dict[str, Any] = {
        "page_name": asked(question),
        "advice": advice(question),
        "question": question,
        "how_many": len(questions()),
        "form": form,
        **both,
    }
    if question.from_the_record:
        given |= shown_record(record_answer(request.about, today=request.today))
    return coalition_page(request, "roadmaps/answer.html", given, status=status)


def _question(number: int) -> RoadmapQuestion:
    try:
        return roadmap_question(number)
    except NoSuchQuestion as missing:
        raise Http404 from missing


@page(GROUP + "roadmap/<int:number>/history/", SEE_ROADMAP)
def roadmap_history(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Every text, state, owner and day that an answer had."""
    question = _question(number)
    given = {
        "page_name": _("How this answer came to be"),
        "question": question,
        "asked": asked(question),
        "versions": history_of(request.about, number),
    }
    return coalition_page(request, "roadmaps/history.html", given)


@page(GROUP + "roadmap/roadmap.csv", SEE_ROADMAP)
def roadmap_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The roadmap as a table."""
    found = rows(roadmap_of(request.about, today=request.today))
    return as_csv("roadmap", _COLUMNS, [[_cell(row[name]) for name in _COLUMNS] for row in found])


def _cell(value: Any) -> str | int:
    return str(value).lower() if isinstance(value, bool) else value


@page(GROUP + "roadmap/roadmap.json", SEE_ROADMAP)
def roadmap_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The roadmap as JSON."""
    found = roadmap_of(request.about, today=request.today)
    return as_json({"group": request.about.name, "done": found.done, "late": found.overdue, "answers": rows(found)})
