"""The page of a group's roadmap, with what the record answers, and its files."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.group_members import organisations_of_its_people
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.timeline import group_agenda
from openupr.decisions.decisions import tallies_of
from openupr.followup.group_lines import follow_ups_of, followed_so_far
from openupr.proposals.actions import MARK_EARLIER
from openupr.proposals.earlier_cards import FEWEST_FOR_SHARES, response_parts, rows_url, shown_in_roadmap
from openupr.proposals.earlier_list import mark_listed
from openupr.proposals.earlier_sentences import AskedBefore, how_it_judges
from openupr.proposals.proposals import compared_wording, proposals_of
from openupr.recommendations.tasks import begin_computing_vectors
from openupr.web.downloads import File, as_csv, as_json
from openupr.web.large_numbers import number_in
from openupr.web.refusing import in_words

from .actions import SEE_ROADMAP
from .handouts import handouts_of
from .record_answer import RecordAnswer, record_answer
from .roadmap import roadmap_of, rows, with_dates

_COLUMNS = ("number", "question", "answer", "state", "owner", "due", "day", "late")


@page(GROUP + "roadmap/", SEE_ROADMAP)
def roadmap(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """All lines; what the group, its recommendations and the record already answer stands beside
    them.
    """
    today = request.today
    context = {
        "page_name": _("Roadmap"),
        "roadmap": with_dates(roadmap_of(request.about, today=today), group_agenda(request.about, today=today)),
        "handouts": handouts_of(request.about),
        "ask_route": "coalitions.ask-group" in request.may
        and not any(tally.keeps_the_route for tally in tallies_of(request.about.coalition, group=request.about)),
        **_known(request.about),
        **shown_record(record_answer(request.about, today=today)),
    }
    return coalition_page(request, "roadmaps/roadmap.html", context)


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


def shown_record(answer: RecordAnswer | None) -> dict[str, Any]:
    """The record's answer as templates take it; `record` is None where no record is loaded."""
    if answer is None:
        return {"record": None}
    compared = [proposal.near.found for proposal in answer.proposals if proposal.near]
    if waiting := next((similar for similar in compared if similar.waits), None):
        begin_computing_vectors(*waiting.question.states)
    return {
        "record": answer,
        "record_notes": answer.notes,
        "record_judged": how_it_judges() if answer.proposals else "",
        "record_parts": response_parts(answer.counts.responses),
        "record_shares": answer.counts.total >= FEWEST_FOR_SHARES,
        "record_url": rows_url(answer.counts.question),
        "record_states": [
            (state.name, state.counts.total, rows_url(state.counts.question), response_parts(state.counts.responses))
            for state in answer.states
        ],
        "record_issues": [
            (_(about.label), counts.total, rows_url(counts.question), response_parts(counts.responses))
            for about, counts in answer.issues
        ],
        "record_proposals": [
            (proposal, shown_in_roadmap(proposal.looked, near=proposal.near, sentence=proposal.told))
            for proposal in answer.proposals
        ],
    }


@page(GROUP + "roadmap/record/", SEE_ROADMAP)
def roadmap_record(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The record's answer alone, asked again: as a piece of the page, or as JSON."""
    answer = record_answer(request.about, today=request.today)
    if request.GET.get("format") == "json":
        return as_json(answer.document() if answer else {"error": _("No record is loaded.")})
    return render(request, "roadmaps/record.html", {"group": request.about, **shown_record(answer)})


@page(GROUP + "roadmap/roadmap.csv", SEE_ROADMAP)
def roadmap_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The roadmap as a table."""
    row_values = rows(roadmap_of(request.about, today=request.today))
    return as_csv("roadmap", _COLUMNS, [[_cell(row[name]) for name in _COLUMNS] for row in row_values])


def _cell(value: Any) -> str | int:
    return str(value).lower() if isinstance(value, bool) else value


@page(GROUP + "roadmap/roadmap.json", SEE_ROADMAP)
def roadmap_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The roadmap as JSON."""
    roadmap = roadmap_of(request.about, today=request.today)
    return as_json(
        {"group": request.about.name, "done": roadmap.done, "late": roadmap.overdue, "answers": rows(roadmap)}
    )


@page(GROUP + "roadmap/earlier/", MARK_EARLIER, methods="GET POST")
def roadmap_earlier(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Questions 5 and 6 in one go: tick for each draft of the group what is about the same, save
    once.
    """
    answer = record_answer(request.about, today=request.today)
    drafts = [proposal for proposal in answer.proposals if proposal.looked.listed] if answer else []
    if request.method == "POST":
        try:
            for draft in drafts:
                _mark_all(request, draft)
        except Refused as refusal:
            messages.error(request, in_words(refusal))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Saved. Only what you ticked is counted. Next: choose what you follow up."))
        return HttpResponseRedirect(f"{reverse('roadmaps:roadmap', args=[coalition, group])}#question-5")
    context = {
        "page_name": _("Earlier recommendations"),
        "no_record": answer is None,
        "drafts": [
            (
                draft,
                compared_wording(draft.proposal),
                shown_in_roadmap(draft.looked, near=draft.near, sentence=draft.told),
            )
            for draft in drafts
        ],
        "judges": how_it_judges(),
        "missing": answer.coverage.not_loaded() if answer else "",
    }
    return coalition_page(request, "roadmaps/earlier.html", context)


def _mark_all(request: Request[Group], draft: AskedBefore) -> None:
    """Mark what the form says of one draft, where it differs from what was said before."""
    number = draft.proposal.number
    mark_listed(
        by=request.actor,
        proposal=draft.proposal,
        listed=draft.looked.listed,
        ticked=set(request.POST.getlist(f"same-{number}")),
        read=draft.looked.near if f"read-{number}" in request.POST else [],
        language=draft.language,
        version=number_in(str(request.POST.get(f"version-{number}", ""))),
    )
