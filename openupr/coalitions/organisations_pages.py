"""The pages of a coalition's organisations."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.page_versions import VersionedForm

from .actions.people import ACT_FOR, LEAVE_ORGANISATION, MANAGE_ORGANISATIONS, NAME_REPRESENTATIVE, WRITE_ABOUT
from .addresses import COALITION
from .frame import Request, coalition_page, refusals_in
from .group_members import MAY_LEAD
from .invitations import named_lines
from .models import Coalition, Organisation
from .organisations import (
    act_for_organisation,
    add_organisations,
    change_organisation,
    leave_organisation,
    listed_organisations,
    members_of,
    name_representative,
    own_organisations,
    remove_organisation,
    written_about_by,
)


class ActForForm(forms.Form):
    """For which of their organisations somebody takes part."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("You take part for"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("no organisation"),
        help_text=gettext_lazy("Those of this coalition that you belong to. What you did before stays as it was."),
    )

    def __init__(self, *args: Any, ours: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]


class OrganisationForm(VersionedForm):
    """What an organisation is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of the organisation"),
        max_length=200,
        help_text=gettext_lazy("At most 200 characters."),
    )
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=40, required=False)

    @property
    def named(self) -> list[tuple[str, str]]:
        """The name and the short name, as `OrganisationsForm` has several."""
        return [(self.cleaned_data["name"], self.cleaned_data["short_name"])]


class OrganisationsForm(forms.Form):
    """A line for each organisation, out of a spreadsheet or typed."""

    lines = forms.CharField(
        label=gettext_lazy("One organisation a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Only the name is needed. A short name may follow: “River Watch; RW” or “River Watch (RW)”. You can paste "
            "from a spreadsheet."
        ),
    )

    def clean_lines(self) -> list[tuple[str, str]]:
        """Names and short names. Raises ValidationError with what is wrong with which line."""
        named, wrong = named_lines(self.cleaned_data["lines"])
        if wrong:
            raise forms.ValidationError(wrong[:20])
        if not named:
            raise forms.ValidationError(gettext_lazy("There is no name in it."))
        return named

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each with its short name, "" without one."""
        return list(self.cleaned_data["lines"])


class RepresentativeForm(forms.Form):
    """Who speaks for an organisation."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Speaks for it here"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("no one for now"),
        help_text=gettext_lazy("An organisation has one voice in decisions; this person gives it."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self.fields["person"].queryset = who  # type: ignore[attr-defined]


class AboutForm(OrganisationForm):
    """What an organisation is called, and says of itself in one paragraph."""

    about = forms.CharField(
        label=gettext_lazy("About the organisation"),
        help_text=gettext_lazy("One paragraph."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@page(COALITION + "organisations.csv", MANAGE_ORGANISATIONS)
def organisations_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    header = ["organisation", "short_name", "speaks_for_it", "groups", "since"]
    return records_as_csv("organisations", header, listed_organisations(members_of(request.about)))


@page(COALITION + "organisations.json", MANAGE_ORGANISATIONS)
def organisations_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    rows = list(listed_organisations(members_of(request.about)))
    return as_json({"coalition": request.about.name, "organisations": rows})


@page(COALITION + "people/organisations/add/", MANAGE_ORGANISATIONS, name="add-organisation", methods="GET POST")
def add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Organisations join: a line for each, or one that was here before."""
    one = "name" in request.POST
    form = OrganisationForm(request.POST) if one else OrganisationsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added, there = add_organisations(
            by=request.actor, coalition=request.about, named=form.named, today=request.today
        )
        if added:
            names = ", ".join(member.organisation.name for member in added)
            messages.success(request, _("Added: %(names)s.") % {"names": names})
        if there:
            messages.info(request, _("There already: %(names)s.") % {"names": ", ".join(there)})
        return redirect("coalitions:people", coalition)
    context = {"form": form, "page_name": _("Add organisations")}
    return coalition_page(request, "coalitions/add_organisation.html", context)


@page(COALITION + "people/organisations/<int:number>/", NAME_REPRESENTATIVE, methods="GET POST")
def representative(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Who speaks for it."""
    member = get_object_or_404(request.about.member_organisations.select_related("organisation"), pk=number)
    before = {"person": member.representative_id}
    form = RepresentativeForm(request.POST or None, coalition=request.about, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            name_representative(by=request.actor, member=member, today=request.today, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:people", coalition)
    context = {"form": form, "member": member, "page_name": member.organisation.name}
    return coalition_page(request, "coalitions/representative.html", context)


@page(
    COALITION + "people/organisations/<int:number>/about/", WRITE_ABOUT, name="organisation-about", methods="GET POST"
)
def about(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """What it is called, and what it says of itself on the covers of submissions that name it."""
    member = get_object_or_404(request.about.member_organisations.select_related("organisation"), pk=number)
    before = {name: getattr(member.organisation, name) for name in ("name", "short_name", "about")}
    form = AboutForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_organisation(by=request.actor, member=member, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:organisation-about", coalition, number)
    context = {
        "form": form,
        "member": member,
        "writes": member.pk in written_about_by(request.actor, [member]),
        "is_own": request.actor.affiliations.filter(organisation=member.organisation_id).exists()
        or member.representative_id == request.actor.pk,
        "page_name": _("%(organisation)s, in its own words") % {"organisation": member.organisation.name},
    }
    return coalition_page(request, "coalitions/organisation_about.html", context)


@page(COALITION + "people/acting-for/", ACT_FOR, methods="GET POST")
def act_for(request: Request[Coalition], coalition: str) -> HttpResponse:
    """For which of one's own organisations one takes part."""
    ours = own_organisations(request.actor, request.about)
    before = {"organisation": request.about.participations.get(person=request.actor).organisation_id}
    form = ActForForm(request.POST or None, ours=ours, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act_for_organisation(by=request.actor, coalition=request.about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:people", coalition)
    belongs = request.about.member_organisations.filter(organisation__affiliations__person=request.actor)
    context = {
        "form": form,
        "belongs": belongs.select_related("organisation"),
        "page_name": _("Your organisations here"),
    }
    return coalition_page(request, "coalitions/act_for.html", context)


@page(
    COALITION + "people/organisations/<int:number>/leave/",
    LEAVE_ORGANISATION,
    name="leave-organisation",
    methods="POST",
)
def leave(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Leave one of one's organisations."""
    member = get_object_or_404(request.about.member_organisations.select_related("organisation"), pk=number)
    leave_organisation(by=request.actor, member=member)
    messages.success(request, _("You have left the organisation."))
    return redirect("coalitions:people", coalition)


@page(
    COALITION + "people/organisations/<int:number>/remove/",
    MANAGE_ORGANISATIONS,
    name="remove-organisation",
    methods="POST",
)
def remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """It leaves the coalition and its groups."""
    member = get_object_or_404(request.about.member_organisations, pk=number)
    remove_organisation(by=request.actor, member=member)
    messages.success(request, _("The organisation has left the coalition. Its people stay."))
    return redirect("coalitions:people", coalition)
