"""The directory of partners."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.coalition import languages_to_choose
from openupr.coalitions.frame import Request, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Organisation
from openupr.upr.issues import ISSUES
from openupr.web.days import DayField
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.page_versions import VersionedForm
from openupr.workshops.models import Support

from .actions import KEEP_PARTNERS, PUT_IN_TOUCH, SEE_PARTNERS
from .frame import advocacy_page
from .models import Partner, PutInTouch
from .partners import (
    PARTNER_COLUMNS,
    drop_partner,
    forget_put_in_touch,
    note_put_in_touch,
    partner_rows,
    partners_of,
    save_partner,
    speaks_for,
)

_MANY = {"class": "many"}


class PartnerForm(VersionedForm):
    """An organisation that helps."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    scope = forms.ChoiceField(label=gettext_lazy("Where it works"), choices=Partner.Scope.choices)
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("Offers"),
        choices=Support.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_MANY),
    )
    note = forms.CharField(label=gettext_lazy("More about it"), max_length=300, required=False)
    contact = forms.CharField(
        label=gettext_lazy("How to reach it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("An office or a function, with its address. Never a person's name."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=languages_to_choose,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    issues = forms.MultipleChoiceField(
        label=gettext_lazy("Issues"),
        choices=[(issue.key, gettext_lazy(issue.label)) for issue in ISSUES],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=_MANY),
        help_text=gettext_lazy("None chosen: for any."),
    )


class PutInTouchForm(forms.Form):
    """Which organisation was put in touch with a partner, and that both agree that this is kept."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    day = DayField(label=gettext_lazy("Date"))
    about = forms.CharField(label=gettext_lazy("What for"), max_length=300, required=False)
    organisation_agrees = forms.BooleanField(label=gettext_lazy("The organisation agrees"), required=False)
    partner_agrees = forms.BooleanField(label=gettext_lazy("The partner agrees"), required=False)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[organisation.pk for organisation in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]

    def noted(self) -> dict[str, Any]:
        """What is to be kept; of a valid form."""
        data = self.cleaned_data
        both = data["organisation_agrees"] and data["partner_agrees"]
        return {name: data[name] for name in ("organisation", "day", "about")} | {"both_agree": both}


@page(COALITION + "advocacy/partners/", SEE_PARTNERS)
def partners(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who helps, with what: all, or those that fit a theme and an offer."""
    theme, offer = request.GET.get("theme", ""), request.GET.get("offer", "")
    context = {
        "page_name": _("Partners"),
        "lines": partners_of(request.about, theme=theme, offer=offer),
        "any": request.about.partners.exists(),
        "theme": theme,
        "offer": offer,
        "themes": [(issue.key, _(issue.label)) for issue in ISSUES],
        "offers": Support.choices,
        "kinds": ("csv", "json"),
        "connects": speaks_for(request.actor, request.about) if "advocacy.put-in-touch" in request.may else [],
    }
    return advocacy_page(request, "advocacy/partners.html", context)


@page(COALITION + "advocacy/partners.<slug:kind>", SEE_PARTNERS)
def partners_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The directory as `csv` or `json`."""
    return as_csv_or_json(kind, "partners", PARTNER_COLUMNS, partner_rows(partners_of(request.about)))


@page(COALITION + "advocacy/partners/add/", KEEP_PARTNERS, methods="GET POST")
def partner_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A further partner."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _saved(request, Partner(), form)
    return _form(request, form, None)


@page(COALITION + "advocacy/partners/<int:number>/", KEEP_PARTNERS, methods="GET POST")
def partner_change(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Change a partner, or take it out: the button says which."""
    partner = _partner(request, number)
    if request.POST.get("do") == "drop":
        drop_partner(by=request.actor, coalition=request.about, partner=partner)
        messages.success(request, _("Removed."))
        return redirect("advocacy:partners", coalition)
    initial = {name: getattr(partner, name) for name in PartnerForm.base_fields}
    form = PartnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _saved(request, partner, form)
    return _form(request, form, partner)


@page(COALITION + "advocacy/partners/<int:number>/in-touch/", PUT_IN_TOUCH, methods="GET POST")
def put_in_touch(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Note that an organisation was put in touch with this partner: both agree."""
    partner = _partner(request, number)
    organisations = speaks_for(request.actor, request.about)
    form = PutInTouchForm(request.POST or None, organisations=organisations, initial={"day": request.today})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            note_put_in_touch(by=request.actor, coalition=request.about, partner=partner, **form.noted())
            messages.success(request, _("Saved."))
            return redirect("advocacy:partners", coalition)
    name = _("Put in touch with %(partner)s") % {"partner": partner}
    context = {"page_name": name, "form": form, "partner": partner, "organisations": organisations}
    return advocacy_page(request, "advocacy/put_in_touch.html", context)


@page(COALITION + "advocacy/partners/<int:number>/in-touch/<int:noted>/remove/", PUT_IN_TOUCH, methods="POST")
def put_in_touch_remove(request: Request[Coalition], coalition: str, number: int, noted: int) -> HttpResponse:
    """It is kept no longer."""
    contact = (
        PutInTouch.objects.filter(partner=_partner(request, number), pk=noted).select_related("organisation").first()
    )
    if contact is None:
        raise Http404
    with refusals_on(request):
        forget_put_in_touch(by=request.actor, coalition=request.about, noted=contact)
        messages.success(request, _("Removed."))
    return redirect("advocacy:partners", coalition)


def _partner(request: Request[Coalition], number: int) -> Partner:
    partner = request.about.partners.filter(pk=number).first()
    if partner is None:
        raise Http404
    return partner


def _saved(request: Request[Coalition], partner: Partner, form: PartnerForm) -> HttpResponse:
    for name, value in form.cleaned_data.items():
        setattr(partner, name, value)
    save_partner(by=request.actor, coalition=request.about, partner=partner)
    messages.success(request, _("Saved."))
    return redirect("advocacy:partners", request.about.key)


def _form(request: Request[Coalition], form: PartnerForm, partner: Partner | None) -> HttpResponse:
    context = {"page_name": partner.name if partner else _("Add a partner"), "form": form, "entry": partner}
    return advocacy_page(request, "advocacy/partner.html", context)
