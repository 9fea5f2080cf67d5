"""What a closed box says: the evaluation, testimonies to be read and released, those that were."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.web.charts import Bar
from openupr.web.downloads import File, as_csv, as_csv_or_json, as_json

from ..actions import READ_RELEASED, REVIEW, SEE_BOXES
from ..forms.boxes import ReviewForm
from ..models import Box, Testimony
from ..queries.boxes import testimonies_in
from ..queries.names import names_known_in
from ..queries.releases import CANNOT_BE_RECALLED, Released, released_in
from ..queries.results import BoxResult, evaluation_summary
from ..queries.taking_away import RELEASED_COLUMNS, RESULT_COLUMNS, released_rows, result_rows, results_document
from ..rules.phrase import spans
from ..rules.telling import telling
from ..services.reviewing import redact, release, set_aside
from .phone import sent_in


@page(COALITION + "boxes/<int:box>/results/", SEE_BOXES)
def results(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """The evaluation, or why it is not shown."""
    summary = evaluation_summary(request.about)
    drawn = [(each, _bars(each)) for each in summary.results] if summary else []
    given = {"page_name": _("See what evaluations say"), "summary": summary, "drawn": drawn}
    return coalition_page(request, "testimonies/results.html", given)


def _bars(result: BoxResult) -> list[Bar]:
    return [Bar(label=label, count=number) for label, number in result.counts]


@page(COALITION + "boxes/<int:box>/results.<slug:kind>", SEE_BOXES)
def results_file(request: Request[Box], coalition: str, box: int, kind: str) -> File:
    """The same as `csv` or `json`; nothing where nothing is shown."""
    summary = evaluation_summary(request.about)
    if summary is None or kind not in ("csv", "json"):
        raise Http404
    if kind == "json":
        return as_json(results_document(request.about, summary))
    return as_csv(f"evaluation-{request.about.pk}", RESULT_COLUMNS, result_rows(summary))


@page(COALITION + "boxes/released/", READ_RELEASED)
def released(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The testimonies that were released within the coalition."""
    found = released_in(request.about, use="internal")
    given = {"page_name": _("Released testimonies"), "released": found, "recall": CANNOT_BE_RECALLED}
    return coalition_page(request, "testimonies/released.html", given)


@page(COALITION + "boxes/released.<slug:kind>", READ_RELEASED)
def released_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as `csv` or `json`."""
    found: list[Released] = released_in(request.about, use="internal")
    records = [dict(zip(RELEASED_COLUMNS, row, strict=True)) for row in released_rows(found)]
    note = {"note": str(CANNOT_BE_RECALLED)}
    return as_csv_or_json(kind, "testimonies", RELEASED_COLUMNS, records, beside=note)


@page(COALITION + "boxes/<int:box>/testimonies/", REVIEW)
def testimonies(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Those of one box, to be read; of an open box none."""
    given = {"page_name": _("Read the testimonies"), "testimonies": testimonies_in(request.about)}
    return coalition_page(request, "testimonies/testimonies.html", given)


@page(COALITION + "boxes/<int:box>/testimonies/<int:testimony>/", REVIEW, methods="GET POST")
@sensitive_post_parameters()
def testimony(request: Request[Testimony], coalition: str, box: int, testimony: int) -> HttpResponse:
    """One: its author's words, what could tell who it is, what leaves."""
    about = request.about
    form = ReviewForm(sent_in(request), initial=ReviewForm.initial_of(about))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            match request.POST.get("do"):
                case "release":
                    chosen = {"looked_at": form.cleaned_data["looked_at"], "fewer_than_five": form.answer}
                    release(by=request.actor, testimony=about, **_version(form), **chosen)
                    messages.success(request, _("Released, as far as its author agreed."))
                case "set-aside":
                    set_aside(by=request.actor, testimony=about)
                    messages.success(request, _("Set aside. It will not be published."))
                case _:
                    redact(by=request.actor, testimony=about, **_version(form))
                    messages.success(request, _("Kept, not released. The marked words are checked again."))
                    return redirect("testimonies:testimony", coalition, box, testimony)
            return redirect("testimonies:testimonies", coalition, box)
    known = names_known_in(about.box.coalition)
    leaving = form["leaving"].value() or ""
    found = telling(about.text, known)
    given = {
        "page_name": _("A testimony"),
        "testimony": about,
        "form": form,
        "found": found,
        "spans": [(each.start, each.end) for each in found],
        "left": telling(leaving, known),
        "bold": [about.text[start:end] for start, end in spans(about.phrase, about.text)],
    }
    return coalition_page(request, "testimonies/testimony.html", given, status=422 if form.errors else 200)


def _version(form: ReviewForm) -> dict[str, str]:
    return {"leaving": form.cleaned_data["leaving"], "phrase": form.cleaned_data["phrase"]}
