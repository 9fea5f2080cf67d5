"""Factsheets: written in place beside the page, taken as files, shown to everybody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, read_again
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.files.rebuilding import rebuild
from openupr.files.refusal import RefusedFile
from openupr.proposals.proposals import confirm_facts
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.languages import LANGUAGES
from openupr.upr.languages import language as known_language
from openupr.upr.names import UnknownName
from openupr.web.clock import TimedRequest
from openupr.web.downloads import PDF, attachment
from openupr.web.file_forms import FileToRebuildForm
from openupr.web.fingerprints import fingerprint
from openupr.web.page_versions import is_of_now
from openupr.web.this_machine import address_for_phones

from .actions import CHOOSE_LOGO, PUBLISH_FACTSHEETS, READ_FACTSHEET, SEE_FACTSHEETS, WRITE_FACTSHEETS
from .asks import AskLine, asks_of
from .factsheet_files import TooLongForAPage, article, file_html, file_pdf, file_word, fit_of
from .factsheets import (
    Drafted,
    choose_logo,
    confirm_targets,
    drafted,
    factsheet_of,
    handed_over,
    is_behind,
    page_of,
    publish_factsheet,
    remove_logo,
    save_factsheet,
    theme_lines,
    unpublish_factsheet,
)
from .frame import advocacy_page, form_in, tell_saved
from .models import Factsheet, Logo, PublishedFactsheet
from .theme_facts import targets_of_ask, targets_of_theme

KINDS = ("pdf", "docx", "html")
_ANY_KEY = "x" * 12
"""As long as a published factsheet's key."""
_CODES = {language.code for language in LANGUAGES}


@page(COALITION + "advocacy/factsheets/", SEE_FACTSHEETS)
def factsheets(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Every theme with its factsheet; the logo."""
    context = {
        "page_name": _("Factsheets"),
        "lines": theme_lines(request.about),
        "kinds": KINDS,
        "has_logo": Logo.objects.filter(coalition=request.about).exists(),
    }
    return advocacy_page(request, "advocacy/factsheet/list.html", context)


@page(GROUP + "factsheet/", SEE_FACTSHEETS)
def factsheet(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The parts to write, and the page beside them."""
    try:
        draft = drafted(_chosen(request))
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:factsheets", coalition)
    published = _published(draft.factsheet)
    context = {
        "page_name": _("Factsheet: %(theme)s") % {"theme": _(request.about.name)},
        "kinds": KINDS,
        "beside_choices": _languages(request.about.coalition),
        "published": published,
        "public_address": _public_address(request, published),
        "is_behind": bool(published and is_behind(published, page_of(draft))),
        "page_version": fingerprint(page_of(draft)),
        **_preview(request, draft),
    }
    return advocacy_page(request, "advocacy/factsheet/write.html", context)


def _chosen(request: Request[Group], form: Any = None) -> Factsheet:
    """The group's factsheet in the languages that are chosen in the form or the address."""
    sheet = factsheet_of(request.about)
    choices = form if form is not None else request.GET
    chosen = [code for code in (choices.get("first", ""), choices.get("beside", "")) if code in _CODES]
    if chosen:
        sheet.languages = list(dict.fromkeys(chosen))
    return sheet


def _languages(coalition: Coalition) -> list[tuple[str, str]]:
    codes = dict.fromkeys([*coalition.languages, "en", "km", "fr", "es"])
    return [(code, _(known_language(code).name)) for code in codes if code in _CODES]


def _preview(request: Request[Group], draft: Drafted) -> dict[str, Any]:
    """The page as it will be, and whether it fits."""
    coalition = request.about.coalition
    logo = Logo.objects.filter(coalition=coalition).first()
    page = handed_over(page_of(draft), coalition, today=request.today)
    address = _address_on_page(request, draft.factsheet)
    fit = fit_of(page, logo=bytes(logo.data) if logo else b"", address=address)
    picture = reverse("advocacy:logo", args=[coalition.key]) if logo else ""
    return {"draft": draft, "fit": fit, "article": article(page, size=fit.size, logo=picture, address=address)}


@page(GROUP + "factsheet/preview/", WRITE_FACTSHEETS, methods="POST")
def factsheet_preview(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The page with what is in the form, unsaved."""
    try:
        draft = drafted(_chosen(request, request.POST), form_in(request))
    except RecordNotReady as reason:
        return HttpResponse(str(reason), "text/plain; charset=utf-8", 503)
    return render(request, "advocacy/factsheet/preview.html", _preview(request, draft))


@page(GROUP + "factsheet/save/", WRITE_FACTSHEETS, methods="POST")
def factsheet_save(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Keep what was written; parts that say what the facts say follow the facts."""
    languages = _chosen(request, request.POST).languages
    try:
        tell_saved(
            request, save_factsheet(by=request.actor, group=request.about, languages=languages, form=form_in(request))
        )
    except RecordNotReady as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:factsheet", coalition, group)


@page(GROUP + "factsheet.<slug:kind>", SEE_FACTSHEETS)
def factsheet_file(request: Request[Group], coalition: str, group: int, kind: str) -> HttpResponse:
    """The factsheet as PDF, Word or HTML. Its name says nothing of the coalition."""
    if kind not in KINDS:
        raise Http404
    try:
        draft = drafted(factsheet_of(request.about))
        logo = Logo.objects.filter(coalition=request.about.coalition).first()
        parts = {"logo": bytes(logo.data) if logo else b"", "address": _address_on_page(request, draft.factsheet)}
        page = handed_over(page_of(draft), request.about.coalition, today=request.today)
        return _file(page, kind, parts)
    except (CannotPrint, RecordNotReady) as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


def _file(page: Any, kind: str, parts: dict[str, Any]) -> HttpResponse:
    name = f"factsheet.{kind}"
    if kind == "docx":
        return attachment(name, file_word(page, **parts), word.CONTENT_TYPE)
    if kind == "html":
        return attachment(name, file_html(page, **parts), "text/html; charset=utf-8")
    return attachment(name, file_pdf(page, **parts), PDF)


@page(GROUP + "factsheet/targets/", WRITE_FACTSHEETS, methods="GET POST")
def targets(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Confirm which SDG targets the theme and its asks serve."""
    sheet = factsheet_of(request.about)
    asks = [ask for ask in asks_of(request.about.coalition) if ask.proposal.group_id == request.about.pk]
    if request.method == "POST":
        return _confirmed(request, asks)
    try:
        rows = [(ask, targets_of_ask(ask)) for ask in asks]
        context = {
            "page_name": _("SDG targets: %(theme)s") % {"theme": _(request.about.name)},
            "theme": targets_of_theme(request.about, sheet, asks),
            "asks": rows,
        }
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:factsheet", coalition, group)
    return advocacy_page(request, "advocacy/factsheet/targets.html", context)


def _confirmed(request: Request[Group], asks: list[AskLine]) -> HttpResponse:
    here = [request.about.coalition.key, request.about.pk]
    more = request.POST.get("more", "").replace(",", " ").split()
    try:
        confirm_targets(by=request.actor, group=request.about, targets=[*request.POST.getlist("theme"), *more])
        for ask in asks:
            proposal = ask.proposal
            values = {"repeats": proposal.repeats, "issues": proposal.issues}
            chosen = request.POST.getlist(f"ask-{ask.pk}")
            if sorted(chosen) != sorted(proposal.sdg_targets):
                confirm_facts(by=request.actor, proposal=proposal, sdg_targets=chosen, **values)
        messages.success(request, _("Confirmed."))
    except UnknownName as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:targets", *here)


@page(GROUP + "factsheet/publish/", PUBLISH_FACTSHEETS, methods="POST")
def factsheet_publish(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Show the page as it is now to everybody, or take it back."""
    try:
        if request.POST.get("do") == "take-back":
            unpublish_factsheet(by=request.actor, group=request.about)
            messages.success(request, _("The factsheet is not public any more."))
        elif not is_of_now(request, fingerprint(page_of(drafted(factsheet_of(request.about))))):
            # The public reads nothing that no coordinator saw.
            return read_again(request, reverse("advocacy:factsheet", args=[coalition, group]))
        else:
            address = _address_with(request, _ANY_KEY)
            publish_factsheet(by=request.actor, group=request.about, address=address, today=request.today)
            messages.success(request, _("Everybody with the address can read this factsheet now."))
    except (RecordNotReady, TooLongForAPage) as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:factsheet", coalition, group)


def _published(sheet: Factsheet) -> PublishedFactsheet | None:
    return PublishedFactsheet.objects.filter(factsheet=sheet, on=True).first() if sheet.pk else None


def _public_address(request: TimedRequest, published: PublishedFactsheet | None) -> str:
    return _address_with(request, published.key) if published else ""


def _address_with(request: TimedRequest, key: str) -> str:
    return address_for_phones(request, reverse("advocacy:public-factsheet", args=[key]))


def _address_on_page(request: TimedRequest, sheet: Factsheet) -> str:
    """What its code leads to; "" while it is not published."""
    return _public_address(request, _published(sheet))


@page(COALITION + "advocacy/factsheets/logo.png", SEE_FACTSHEETS)
def logo(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The coalition's logo."""
    logo_kept = Logo.objects.filter(coalition=request.about).first()
    if logo_kept is None:
        raise Http404
    return attachment("logo.png", bytes(logo_kept.data), "image/png", inline=True)


@page(COALITION + "advocacy/factsheets/logo/", CHOOSE_LOGO, methods="GET POST")
@csrf_exempt  # checked in _logo, after the file was led past the disk
@never_cache
def logo_choose(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose a picture; what is kept is built again."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _logo(request, way_in)


@csrf_protect
def _logo(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    form = FileToRebuildForm()
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove_logo(by=request.actor, coalition=request.about)
        messages.success(request, _("Removed."))
        return redirect("advocacy:factsheets", request.about.key)
    if request.method == "POST":
        form = FileToRebuildForm(request.POST, request.FILES, trouble=way_in.trouble)
        if form.is_valid():
            try:
                rebuilt = rebuild(form.data_of_file, name=form.name_of_file, pictures_only=True)
                choose_logo(by=request.actor, coalition=request.about, rebuilt=rebuilt)
                messages.success(request, _("The logo is on every factsheet now."))
                return redirect("advocacy:factsheets", request.about.key)
            except (RefusedFile, Refused) as refusal:
                form.add_error("document", str(refusal))
    form.fields["document"].label = _("Picture")
    form.fields["document"].help_text = _("PNG, JPEG or PDF. It is made small.")
    has_logo = Logo.objects.filter(coalition=request.about).exists()
    context = {"page_name": _("Logo"), "form": form, "has_logo": has_logo}
    return advocacy_page(request, "advocacy/factsheet/logo.html", context)


@page("coalitions/published-factsheets/<slug:key>/", READ_FACTSHEET)
@never_cache  # once it is taken back, no browser shows it from before
def public_factsheet(request: TimedRequest, key: str) -> HttpResponse:
    """A published factsheet, for everybody, while it is on."""
    published = _public_factsheet(key)
    picture = reverse("advocacy:public-logo", args=[key]) if published.logo else ""
    context = {"published": published, "key": key, "article": article(published.page, logo=picture)}
    return render(request, "advocacy/factsheet/public.html", context)


@page("coalitions/published-factsheets/<slug:key>.<slug:kind>", READ_FACTSHEET)
@never_cache
def public_factsheet_file(request: TimedRequest, key: str, kind: str) -> HttpResponse:
    """The same as PDF, Word or HTML."""
    published = _public_factsheet(key)
    if kind not in KINDS:
        raise Http404
    try:
        return _file(
            published.page, kind, {"logo": bytes(published.logo), "address": _public_address(request, published)}
        )
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


@page("coalitions/published-factsheets/<slug:key>/logo.png", READ_FACTSHEET)
@never_cache
def public_logo(request: TimedRequest, key: str) -> HttpResponse:
    """The logo that a factsheet was published with."""
    published = _public_factsheet(key)
    if not published.logo:
        raise Http404
    return attachment("logo.png", bytes(published.logo), "image/png", inline=True)


def _public_factsheet(key: str) -> PublishedFactsheet:
    published_factsheet = PublishedFactsheet.objects.filter(key=key, on=True).first()
    if published_factsheet is None:
        raise Http404
    return published_factsheet
