"""The directory of partners."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.upr.issues import ISSUES
from openupr.web.downloads import File, as_csv_or_json
from openupr.workshops.models import Support

from ..forms.plans import PartnerForm
from ..models import Partner
from ..queries.partners import PARTNER_COLUMNS, partner_rows, partners_of
from ..services.partners import drop_partner, save_partner
from .frame import advocacy_page


@require_safe
def partners(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who helps, with what: all, or those that fit a theme and an offer."""
    theme, offer = request.GET.get("theme", ""), request.GET.get("offer", "")
    given = {
        "page_name": _("Partners"),
        "lines": partners_of(request.about, theme=theme, offer=offer),
        "any": request.about.partners.exists(),
        "theme": theme,
        "offer": offer,
        "themes": [(each.key, _(each.label)) for each in ISSUES],
        "offers": Support.choices,
        "kinds": ("csv", "json"),
    }
    return advocacy_page(request, "advocacy/partners.html", given)


@require_safe
def partners_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The directory as `csv` or `json`."""
    return as_csv_or_json(kind, "partners", PARTNER_COLUMNS, partner_rows(partners_of(request.about)))


@require_http_methods(["GET", "HEAD", "POST"])
def partner_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A further partner."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _saved(request, Partner(), form)
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_change(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Change a partner, or take it out: the button says which."""
    held = request.about.partners.filter(pk=number).first()
    if held is None:
        raise Http404
    if request.POST.get("do") == "drop":
        drop_partner(by=request.actor, coalition=request.about, partner=held)
        messages.success(request, _("Removed."))
        return redirect("advocacy:partners", coalition)
    initial = {name: getattr(held, name) for name in PartnerForm.base_fields}
    form = PartnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _saved(request, held, form)
    return _form(request, form, held)


def _saved(request: Request[Coalition], partner: Partner, form: PartnerForm) -> HttpResponse:
    for name, value in form.cleaned_data.items():
        setattr(partner, name, value)
    save_partner(by=request.actor, coalition=request.about, partner=partner)
    messages.success(request, _("Saved."))
    return redirect("advocacy:partners", request.about.key)


def _form(request: Request[Coalition], form: PartnerForm, held: Partner | None) -> HttpResponse:
    given = {"page_name": held.name if held else _("Add a partner"), "form": form, "held": held}
    return advocacy_page(request, "advocacy/partner.html", given, status=422 if form.errors else 200)
