"""The report as a page, as a file, and a place of it in one's own words."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Around, Request, app_of, coalition_page
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.testimonies.actions import READ_RELEASED, REVIEW
from openupr.testimonies.testimonies import CANNOT_BE_RECALLED
from openupr.web.downloads import attachment
from openupr.web.parts import Tab
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import READ, WRITE
from .activity_report import ActivityReport, go_back_to_the_suggestion, put_in_own_words, report_of, without_testimonies
from .document import document_of
from .names import NamesInText, organisations_named, people_named, report_places
from .outcome import dates_on_a_page
from .rules.places import LONGEST, FilledPlace


class ReportParagraphForm(forms.Form):
    """The text; `version` is the one that was open, `facts` the fingerprint of what facts suggested
    then.
    """

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Empty: the report says nothing here."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    facts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)


_KINDS: dict[str, tuple[str, Callable[[word.Document], bytes | str]]] = {
    "docx": (word.CONTENT_TYPE, word.write_word),
    "pdf": ("application/pdf", word.write_pdf),
    "html": ("text/html; charset=utf-8", word.write_html),
    "md": ("text/markdown; charset=utf-8", word.write_markdown),
}


def around_report(request: Request[Any]) -> Around | None:
    """On the pages of this app: the report above its places."""
    if app_of(request) != "reports":
        return None
    workshop: Workshop = request.about
    address = reverse("reports:report", args=[workshop.coalition.key, workshop.pk])
    return Around([Tab(_("Activity report"), address)])


@page(WORKSHOP + "report/", READ, in_english=True)
def report(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """All of it, each place with what facts suggest or what somebody wrote."""
    activity_report = _report_for(request)
    if activity_report.of.is_ahead:
        return _not_yet(request, activity_report)
    context = {
        "page_name": _("Activity report"),
        "report": activity_report,
        # Who was registered is not for everybody who reads the report.
        **(
            _to_look_at(activity_report, may_redact=REVIEW.open_to(request.roles))
            if WRITE.open_to(request.roles)
            else {}
        ),
        "picture": dates_on_a_page(activity_report.of),
        "cannot_be_recalled": CANNOT_BE_RECALLED,
        "reads_testimonies": READ_RELEASED.open_to(request.roles),
    }
    return coalition_page(request, "reports/report.html", context)


@page(WORKSHOP + "report.<slug:kind>", READ, in_english=True)
def file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> HttpResponse:
    """The report as `docx`, `pdf`, `html` or `md`; with `?names=yes`, for who may write it,
    organisations by name.
    """
    about = request.about
    if kind not in _KINDS:
        raise Http404
    content_type, write = _KINDS[kind]
    report = _report_for(request)
    if report.of.is_ahead:
        return _not_yet(request, report, status=409)
    try:
        data = write(document_of(report, with_organisations=_may_name(request)))
    except CannotPrint as reason:
        return HttpResponse(str(reason), "text/plain; charset=utf-8", 503)
    # The name of a file says nothing about anybody.
    name = f"report-{slugify(about.coalition.state.name)}-{about.pk}.{kind}"
    return attachment(name, data, content_type)


def _report_for(request: Request[Workshop]) -> ActivityReport:
    """The report as this reader may read it: observers read no testimonies."""
    report = report_of(request.about, now=request.now)
    return report if READ_RELEASED.open_to(request.roles) else without_testimonies(report)


def _to_look_at(report: ActivityReport, *, may_redact: bool) -> Mapping[str, list[NamesInText] | bool]:
    """What its editor looks at before it leaves."""
    return {
        "named": people_named(report, may_redact=may_redact),
        "organisations": organisations_named(report, may_redact=may_redact),
        "where": report_places(report),
        "has_roadmaps": any(roadmap.handed for roadmap in report.of.roadmaps),
    }


def _may_name(request: Request[Workshop]) -> bool:
    return request.GET.get("names") == "yes" and WRITE.open_to(request.roles)


@page(WORKSHOP + "report/<slug:key>/", WRITE, methods="GET POST", in_english=True)
def paragraph(request: Request[Workshop], coalition: str, workshop: int, key: str) -> HttpResponse:
    """Write a place, keep what was written although facts changed, or go back to the suggestion."""
    about = request.about
    place = report_of(about, now=request.now).place(key)
    if place is None:
        raise Http404
    if request.POST.get("do") == "suggestion":
        go_back_to_the_suggestion(by=request.actor, workshop=about, key=key)
        return _back(request, key)
    form = ReportParagraphForm(request.POST or None, initial=_opened(place, place.text, place.version))
    if request.method == "POST" and form.is_valid():
        suggestion = place.suggested.text
        try:
            cleaned = form.cleaned_data
            if put_in_own_words(by=request.actor, workshop=about, key=key, suggestion=suggestion, **cleaned):
                messages.success(request, _("Saved. It stays as you wrote it; where facts change, the report says so."))
            else:
                messages.info(request, _("Nothing was changed."))
            return _back(request, key)
        except SavedMeanwhile as meanwhile:
            fresh = ReportParagraphForm(initial=_opened(place, meanwhile.yours, meanwhile.version))
            return _written(request, place, fresh, status=409, meanwhile=meanwhile)
    return _written(request, place, form, status=422 if form.errors else 200)


def _opened(place: FilledPlace, text: str, version: int) -> dict[str, str | int]:
    return {"text": text, "version": version, "facts": place.suggested.fingerprint}


def _not_yet(request: Request[Workshop], report: ActivityReport, *, status: int = 200) -> HttpResponse:
    context = {"page_name": _("Activity report"), "report": report, "first": next(iter(report.of.held), None)}
    return coalition_page(request, "reports/not_yet.html", context, status=status)


def _written(
    request: Request[Workshop], place: FilledPlace, form: ReportParagraphForm, *, status: int, **more: Any
) -> HttpResponse:
    context = {"page_name": place.suggested.name, "place": place, "form": form, **more}
    return coalition_page(request, "reports/paragraph.html", context, status=status)


def _back(request: Request[Workshop], key: str) -> HttpResponse:
    about = request.about
    return redirect(f"{reverse('reports:report', args=[about.coalition.key, about.pk])}#{key}")
