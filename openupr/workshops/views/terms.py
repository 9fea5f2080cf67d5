"""A workshop's term list: English and Khmer side by side, for interpreters and whoever follows them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.web.downloads import File, as_csv_or_json

from ..actions.materials import KEEP_MATERIALS, READ_MATERIALS, SEE_MATERIALS
from ..addresses import WORKSHOP
from ..forms.materials import TermsForm
from ..models import Workshop
from ..queries.materials import TERMS_HEADER, term_in, terms_as_rows, words_to_begin_with
from ..services.materials import remove_term, write_terms


@page(WORKSHOP + "terms/", SEE_MATERIALS)
def terms(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The rows; who runs the workshop adds to them, from the word list of the lessons where `?from=words` says so."""
    text = words_to_begin_with(request.about) if request.GET.get("from") == "words" else ""
    return _page(request, TermsForm(initial={"text": text}))


def _page(request: Request[Workshop], form: TermsForm, *, status: int = 200) -> HttpResponse:
    given = {"page_name": _("Khmer and English words"), "terms": list(request.about.terms.all()), "form": form}
    return coalition_page(request, "workshops/terms.html", given, status=status)


@page(WORKSHOP + "terms/write/", KEEP_MATERIALS, methods="POST")
def terms_write(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Add rows, take one out: the button says which."""
    about = request.about
    if request.POST.get("do") == "remove":
        found = term_in(about, request.POST.get("term", ""))
        if found is None:
            raise Http404
        remove_term(by=request.actor, term=found)
        return redirect("workshops:terms", coalition, workshop)
    form = TermsForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            rows = write_terms(by=request.actor, workshop=about, text=form.cleaned_data["text"])
            messages.success(request, ngettext("%(n)s row noted.", "%(n)s rows noted.", rows) % {"n": rows})
            return redirect("workshops:terms", coalition, workshop)
    return _page(request, form, status=422)


@page(WORKSHOP + "terms.<slug:kind>", READ_MATERIALS)
def terms_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The list as CSV or JSON."""
    return as_csv_or_json(kind, "terms", TERMS_HEADER, terms_as_rows(request.about.terms.all()))


@page(WORKSHOP + "phone/terms/", READ_MATERIALS)
def phone_terms(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """On a phone."""
    about = request.about
    terms, is_khmer_first = list(about.terms.all()), get_language() == "km"
    if is_khmer_first:
        terms.sort(key=lambda each: each.khmer or each.english)
    given = {"coalition": about.coalition, "workshop": about, "terms": terms, "is_khmer_first": is_khmer_first}
    return render(request, "workshops/phone_terms.html", given)
