"""The page of what changed since a report, and the forms of reports."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.documents.charts import SmallMultiples
from openupr.web import addresses
from openupr.web.days import DayField
from openupr.web.downloads import File
from openupr.web.page_versions import VersionedForm, status_of
from openupr.web.parts import Tab

from .actions import ARRANGE_LIST, READ_LIST
from .changes import COLUMNS, Changes, change_rows, changes_since, note_report, remove_report
from .counts import picture_of_spreads
from .follow_up_list import ShortFollowUpLine, viewer_of
from .follow_up_list_pages import (
    ON_A_PAGE,
    PICTURES,
    TABLES,
    Narrowed,
    drawing,
    files,
    foot,
    narrowed,
    pages_of,
    table,
    ways,
)


class ReportForm(VersionedForm):
    """A report that the coalition made."""

    not_stored = ("day",)

    title = forms.CharField(
        label=gettext_lazy("Which report"), max_length=120, help_text=gettext_lazy("Such as: mid-term report.")
    )
    day = DayField(label=gettext_lazy("Its day"))


@page(COALITION + "follow-up/changes/", READ_LIST)
def changes(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who judged differently than before, from what to what, why; which evidence came."""
    return _draw(request)


def _draw(request: Request[Coalition], *, status: int = 200, form: ReportForm | None = None) -> HttpResponse:
    reports = list(request.about.follow_up_reports.all())
    state, _lines, what_changed = _changes_on_page(request)
    context: dict[str, Any] = state.given | {
        "page_name": _("What changed"),
        "ways": ways(request, state.query),
        "found": what_changed,
        "own_since": True,
        "reports": reports,
        "since_reports": [
            Tab(
                f"{report.title}, {date_format(report.day, 'j F Y')}",
                addresses.changed(QueryDict(state.query), since=report.day.isoformat()),
                bool(what_changed and report.day == what_changed.since),
            )
            for report in reports
        ],
        "form": form or ReportForm(initial={"day": request.today}),
        "files": [],
    }
    if what_changed:
        query = addresses.changed(QueryDict(state.query), since=what_changed.since.isoformat()).removeprefix("?")
        moved = what_changed.by_recommendation
        pages = pages_of(request.GET, len(moved))
        first = (pages.number - 1) * ON_A_PAGE
        context |= {
            "moved": moved[first : first + ON_A_PAGE],
            "pages": pages,
            "numbers": [
                (_("recommendations moved"), str(len(moved))),
                (_("changes"), str(len(what_changed.changes))),
                (_("new pieces of evidence"), str(what_changed.evidence)),
            ],
            "files": files(request, "changes-file", query, kinds=(*TABLES, *PICTURES)),
        }
    return coalition_page(request, "followup/changes.html", context, status=status)


def _changes_on_page(request: Request[Coalition]) -> tuple[Narrowed, list[ShortFollowUpLine], Changes | None]:
    """The list, the lines that the filters keep, and what changed in them.

    Since the day in the address, or the last report; None where there is neither.
    """
    state = narrowed(request)
    # Also lines in which nothing moved are kept: the picture counts all of them.
    chosen = replace(state.chosen, since=None)
    lines = [line for line in state.lines if chosen.keeps(line)]
    last = request.about.follow_up_reports.first()
    since = state.chosen.since or (last.day if last else None)
    viewer = viewer_of(request.actor, request.roles, request.about)
    return state, lines, changes_since(request.about, lines, viewer, since=since) if since else None


@page(COALITION + "follow-up/changes.<slug:kind>", READ_LIST)
def changes_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as a table; then and now as a picture."""
    _state, lines, what_changed = _changes_on_page(request)
    if what_changed is None:
        raise Http404
    if kind in TABLES:
        return table(kind, "what-moved", COLUMNS, list(change_rows(what_changed)), what=_("What changed"))
    return drawing(request, kind, "what-moved", _picture(request, lines, what_changed))


def _picture(request: Request[Coalition], lines: list[ShortFollowUpLine], what_changed: Changes) -> SmallMultiples:
    then = _("Before %(day)s") % {"day": date_format(what_changed.since, "j F Y")}
    now = date_format(request.today, "j F Y")
    title = _("%(state)s: what changed") % {"state": request.about.state.name}
    recommendations = [line for line in lines if not line.listed.is_pledge] or lines
    before = [what_changed.spreads_then[line.listed.pk] for line in recommendations]
    return picture_of_spreads(
        title, [(then, before), (now, [line.spread for line in recommendations])], foot=foot(request)
    )


@page(COALITION + "follow-up/reports/add/", ARRANGE_LIST, methods="POST")
def report_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Note that the coalition reported."""
    there = request.about.follow_up_reports.all()
    title = next((report.title for report in there if report.day.isoformat() == request.POST.get("day")), "")
    form = ReportForm(request.POST, initial={"title": title} if title else None)
    if form.is_valid():
        with refusals_in(form):
            report = note_report(by=request.actor, coalition=request.about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            address = reverse("followup:changes", args=[coalition])
            return redirect(f"{address}?since={report.day.isoformat()}")
    return _draw(request, status=status_of(form), form=form)


@page(COALITION + "follow-up/reports/<int:number>/remove/", ARRANGE_LIST, methods="POST")
def report_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Remove the note of a report, once that was asked."""
    report = request.about.follow_up_reports.filter(pk=number).first()
    if report is None:
        raise Http404
    back = reverse("followup:changes", args=[coalition])
    if not request.POST.get("sure"):
        goes = [f"{report.title}, {date_format(report.day, 'j F Y')}"]
        return ask_first(request, _("Remove this note?"), losses=goes, send=_("Remove the note"), back=back)
    remove_report(by=request.actor, coalition=request.about, report=report)
    messages.success(request, _("Removed."))
    return redirect(back)
