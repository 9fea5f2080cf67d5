"""The pages of thematic groups: the list, one group, setting up, order and closing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.upr.issues import ISSUES
from openupr.upr.populations import POPULATIONS
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm

from .actions.groups import EDIT_GROUP, SEE_GROUPS, SET_UP_GROUPS
from .addresses import COALITION, GROUP
from .frame import Request, coalition_page, refusals_in, refusals_on
from .group_members import MAY_LEAD, appoint_rapporteur, groups_without_rapporteur
from .groups import (
    GROUP_FIGURES,
    WrongOrder,
    close_group,
    create_group,
    described,
    edit_group,
    group_page,
    groups_of,
    listed,
    order_groups,
    start_with_clusters,
)
from .messages import given_message, group_message
from .models import Coalition, Group, Organisation
from .rules.clusters import missing_clusters


class GroupForm(VersionedForm):
    """What a group is called, works on, and which organisations belong to it."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("At most 120 characters.")
    )
    focus = forms.CharField(
        label=gettext_lazy("Focus"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One or two sentences about what the group works on."),
    )
    meets_at = forms.CharField(
        label=gettext_lazy("Place in workshops"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("A table or a room."),
    )
    issues = forms.MultipleChoiceField(
        label=gettext_lazy("Issues of the record"),
        choices=[(issue.key, gettext_lazy(issue.label)) for issue in ISSUES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Past recommendations on these issues are shown to the group."),
    )
    populations = forms.MultipleChoiceField(
        label=gettext_lazy("Population groups"),
        choices=[(population.key, gettext_lazy(population.label)) for population in POPULATIONS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations of this group"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("An organisation may belong to several groups."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(memberships__coalition=coalition)
        self.fields["organisations"].queryset = ours  # type: ignore[attr-defined]
        if not ours:
            del self.fields["organisations"]
        for name in ("issues", "populations", "organisations"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "many"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {"organisations": (), **cleaned}


class NewGroupForm(GroupForm):
    """The same, with the rapporteur."""

    rapporteur = forms.ModelChoiceField(
        label=gettext_lazy("Rapporteur"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("no one yet"),
    )
    field_order = ("name", "focus", "rapporteur")

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        who = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self.fields["rapporteur"].queryset = who  # type: ignore[attr-defined]


class RapporteursForm(forms.Form):
    """A rapporteur for each of these groups, which have none. The field of a group is `group-` and
    its key.
    """

    def __init__(self, *args: Any, coalition: Coalition, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(participations__coalition=coalition, participations__role__in=MAY_LEAD)
        self._people = {str(person.pk): person for person in people}
        self._groups = {f"group-{group.pk}": group for group in groups}
        choices = [("", gettext_lazy("no one yet")), *((key, str(person)) for key, person in self._people.items())]
        for name, group in self._groups.items():
            # The form itself follows the table in which its fields are shown.
            attrs = {"form": "rapporteurs", "aria-label": gettext_lazy("Rapporteur of %(group)s") % {"group": group}}
            self.fields[name] = forms.ChoiceField(choices=choices, required=False, widget=forms.Select(attrs=attrs))

    def shown_of(self, group: Group) -> object:
        """The field of a group; None for a group that has a rapporteur."""
        name = f"group-{group.pk}"
        return self[name] if name in self.fields else None

    def chosen(self) -> list[tuple[Group, Person]]:
        """Whom to appoint where."""
        keys = ((group, self.cleaned_data.get(name)) for name, group in self._groups.items())
        return [(group, self._people[key]) for group, key in keys if key]


def order_sent(sent: QueryDict) -> list[int]:
    """The order of groups that a list sent: as `order` had it, with the group of `up` or `down`
    moved.
    """
    order = [number_in(number) for number in sent.getlist("order")]
    for name, step in (("up", -1), ("down", 1)):
        at = next((place for place, pk in enumerate(order) if str(pk) == sent.get(name)), None)
        if at is not None and 0 <= at + step < len(order):
            order[at], order[at + step] = order[at + step], order[at]
    return order


@page(COALITION + "groups/", SEE_GROUPS)
def groups(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All groups with their sizes."""
    all_groups = groups_of(request.about)
    context: dict[str, Any] = {"groups": all_groups, "figures": GROUP_FIGURES}
    if SET_UP_GROUPS.open_to(request.roles):
        context["clusters"] = missing_clusters(group.name for group in all_groups)
    vacant = [group for group in all_groups if not group.term and not group.closed]  # type: ignore[attr-defined]
    if vacant and SET_UP_GROUPS.open_to(request.roles):
        form = RapporteursForm(coalition=request.about, groups=vacant)
        for group in vacant:
            group.to_appoint = form.shown_of(group)  # type: ignore[attr-defined]
        context["may_appoint"] = True
    return coalition_page(request, "coalitions/groups.html", context | {"page_name": _("Thematic groups")})


@page(COALITION + "groups.csv", SEE_GROUPS)
def groups_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    rows = listed(groups_of(request.about))
    figures = [figure.name for figure in GROUP_FIGURES]
    header = ["group", "focus", "issues", "population_groups", "rapporteur", "people", *figures, "closed"]
    return records_as_csv("groups", header, rows)


@page(COALITION + "groups.json", SEE_GROUPS)
def groups_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "groups": list(listed(groups_of(request.about)))})


@page(GROUP, SEE_GROUPS)
def group(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """One group: what it works on, who is in it, who led it."""
    details = group_page(request.about, viewer=request.actor)
    sends = details.is_mine or "coalitions.appoint_rapporteur" in request.may
    date_message = given_message(request, request.about.coalition, today=request.today) if sends else None
    context = {
        "found": details,
        "group": details.group,
        "given": date_message,
        "message": group_message(request, details.group, today=request.today) if sends and not date_message else None,
        "page_name": str(details.group),
    }
    return coalition_page(request, "coalitions/group.html", context)


@page(COALITION + "groups/new/", SET_UP_GROUPS, methods="GET POST")
def new_group(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A group of one's own making; then the next one, where that is asked for, else the list."""
    form = NewGroupForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            rapporteur = form.cleaned_data.pop("rapporteur")
            new = create_group(by=request.actor, coalition=request.about, **form.cleaned_data)
            if rapporteur:
                appoint_rapporteur(by=request.actor, group=new, person=rapporteur, today=request.today)
            messages.success(request, _("The group “%(name)s” is added.") % {"name": new})
            return redirect("coalitions:new-group" if "another" in request.POST else "coalitions:groups", coalition)
    return coalition_page(request, "coalitions/group_form.html", {"form": form, "page_name": _("New group")})


@page(COALITION + "groups/start/", SET_UP_GROUPS, name="start-with-clusters", methods="POST", in_english=True)
def start(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The ticked themes of the starting set in one click."""
    themes = request.POST.getlist("theme")
    if not themes:
        messages.error(request, _("Tick at least one theme."))
        return redirect("coalitions:groups", request.about.key)
    number = len(start_with_clusters(by=request.actor, coalition=request.about, themes=themes))
    words = ngettext("%(n)s group was added.", "%(n)s groups were added.", number) % {"n": number}
    messages.success(request, words if number else _("All groups of the starting set are there already."))
    return redirect("coalitions:groups", request.about.key)


@page(COALITION + "groups/order/", SET_UP_GROUPS, name="order-groups", methods="POST")
def order(request: Request[Coalition], coalition: str) -> HttpResponse:
    """One group moves up or down in the list that was shown."""
    try:
        order_groups(by=request.actor, coalition=request.about, order=order_sent(request.POST))
    except WrongOrder as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:groups", request.about.key)


@page(COALITION + "groups/rapporteurs/", SET_UP_GROUPS, name="appoint-rapporteurs", methods="POST")
def appoint(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Rapporteurs for groups that have none, as the list of groups was filled in."""
    form = RapporteursForm(request.POST, coalition=request.about, groups=groups_without_rapporteur(request.about))
    chosen = form.chosen() if form.is_valid() else []
    with refusals_on(request):
        for group, person in chosen:
            appoint_rapporteur(by=request.actor, group=group, person=person, today=request.today)
        if chosen:
            words = ngettext("%(n)s rapporteur is appointed.", "%(n)s rapporteurs are appointed.", len(chosen))
            messages.success(request, words % {"n": len(chosen)})
        else:
            messages.error(request, _("Choose a rapporteur for a group first."))
    return redirect("coalitions:groups", request.about.key)


@page(GROUP + "change/", EDIT_GROUP, name="edit-group", methods="GET POST")
def edit(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What a group is called, works on, and who belongs to it."""
    about = request.about
    form = GroupForm(request.POST or None, coalition=about.coalition, initial=described(about))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            edit_group(by=request.actor, group=about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:group", coalition, about.pk)
    return coalition_page(request, "coalitions/group_form.html", {"form": form, "page_name": _("Change the group")})


@page(GROUP + "close/", SET_UP_GROUPS, name="close-group", methods="POST")
def close(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Close a group, or open it again."""
    closed = request.POST.get("closed") == "yes"
    close_group(by=request.actor, group=request.about, closed=closed)
    messages.success(request, _("The group is closed.") if closed else _("The group is open again."))
    return redirect("coalitions:group", coalition, group)
