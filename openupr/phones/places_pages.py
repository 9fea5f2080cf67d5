"""Finding one's group: on a phone, for who runs it, and on the projector."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.group_members import groups_of_person
from openupr.coalitions.models import Group
from openupr.web.downloads import File, as_csv_or_json
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import PLACE_PHONES, SEE_PLACES, SHOW_PLACES, WISH
from .phone_frame_pages import on_phone, phone_of, speaking, unchanged
from .places import (
    HEADER,
    are_taken,
    divided,
    edition_of,
    enter_slip,
    move_places,
    open_groups,
    propose_places,
    rows_of,
    show_places,
    take_wishes,
    wishes_of,
)
from .places import wish as note_wish

_WISHES = (
    ("first", gettext_lazy("First choice")),
    ("second", gettext_lazy("Second choice")),
    ("third", gettext_lazy("Third choice")),
)


class WishForm(forms.Form):
    """Up to three groups."""

    def __init__(self, *args: Any, groups: Sequence[Group], ranked: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of the starting set exist in Khmer; a group's own name is what its coalition calls
        # it.
        choices = [(str(group.pk), gettext(group.name)) for group in groups]
        for place, (name, label) in enumerate(_WISHES):
            none = gettext_lazy("choose a group") if place == 0 else gettext_lazy("none")
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", none), *choices],
                required=place == 0,
                initial=str(ranked[place]) if place < len(ranked) else "",
                error_messages={"required": gettext_lazy("Choose at least a first choice.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for name, _label in _WISHES:
            group = cleaned.get(name)
            if group and group in seen:
                self.add_error(name, gettext("You chose this group already: choose another one, or none."))
            seen.add(group or "")
        return cleaned

    def ranked(self) -> list[int]:
        """The numbers of the groups, the first wish first."""
        return [int(self.cleaned_data[name]) for name, _label in _WISHES if self.cleaned_data.get(name)]


class WishSlipForm(WishForm):
    """The same from a slip of paper."""

    slip = forms.CharField(label=gettext_lazy("Number on the slip"), max_length=10)
    replaces = forms.BooleanField(label=gettext_lazy("Corrects an earlier slip"), required=False)


class MoveForm(forms.Form):
    """So many of one group into another."""

    how_many = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=500, initial=1)
    origin = forms.ModelChoiceField(label=gettext_lazy("Out of"), queryset=Group.objects.none(), empty_label=None)
    to = forms.ModelChoiceField(label=gettext_lazy("Into"), queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Group.objects.filter(pk__in=[group.pk for group in groups])
        for name in ("origin", "to"):
            self.fields[name].queryset = ours  # type: ignore[attr-defined]
        self.fields["to"].initial = next((group.pk for group in groups[1:2]), None)


@page(WORKSHOP + "places/", SEE_PLACES)
def places(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Say where one would like to work; see where one is."""
    return _phone_page(request, "phones/places/phone.html")


@page(WORKSHOP + "places/now/", SEE_PLACES)
def places_now(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes without its owner's doing: which group the phone is in.
    Where wishes are taken again, or no more, the page is opened anew, with its form or without.
    `taken`: what the page says of it.
    """
    same = unchanged(request, edition_of(request.about))
    if same:
        return same
    answer = _phone_page(request, "phones/places/now.html")
    if request.GET.get("taken") == ("0" if are_taken(request.about) else "1"):
        # Not HX-Refresh: a page that answers a refused wish would send it again.
        answer.headers["HX-Redirect"] = reverse("phones:places", args=[coalition, workshop])
    return answer


def _phone_page(
    request: Request[Workshop], template: str, form: WishForm | None = None, *, status: int = 200
) -> HttpResponse:
    about, phone = request.about, phone_of(request)
    wishes, floor = wishes_of(about, phone), getattr(about, "floor", None)
    if form is None and template.endswith("phone.html"):
        form = WishForm(groups=open_groups(about), ranked=wishes.ranked if wishes else ())
    is_open = are_taken(about)
    reader = request.user if request.user.is_authenticated else None
    context = {
        "form": form,
        "phone": phone,
        # Those of the account, for who has one: nothing that the room does.
        "groups": groups_of_person(reader, about.coalition) if reader and not is_open else (),
        "said": wishes,
        "wishes_open": is_open,
        # A wish that was refused stays on the page, to be corrected.
        "may_wish": bool(phone and is_open) or bool(form and form.errors),
        "shown": bool(floor and floor.places_shown),
        "edition": edition_of(about),
    }
    return on_phone(request, template, context, status=status)


@page(WORKSHOP + "places/wish/", WISH, methods="POST")
def wish(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Up to three groups, the first wish first."""
    form = WishForm(request.POST, groups=open_groups(request.about))
    if form.is_valid():
        with refusals_in(form):
            note_wish(by=speaking(request), workshop=request.about, groups=form.ranked())
            messages.success(request, _("Your choices are noted. You may change them while choices are taken."))
            return redirect("phones:places", coalition, workshop)
    return _phone_page(request, "phones/places/phone.html", form, status=422)


@page(WORKSHOP + "places/run/", PLACE_PHONES, name="places-run")
def run(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Sizes by wish and by place; the next step as a button."""
    return _run_page(request)


def _run_page(
    request: Request[Workshop], *, slip: WishSlipForm | None = None, move: MoveForm | None = None, status: int = 200
) -> HttpResponse:
    groups = open_groups(request.about)
    context: dict[str, Any] = {
        "page_name": _("Finding one’s group"),
        "divided": divided(request.about),
        "slip": slip or WishSlipForm(groups=groups, auto_id="slip-%s"),
        "move": move or MoveForm(groups=groups, auto_id="move-%s"),
    }
    return coalition_page(request, "phones/places/run.html", context, status=status)


@page(WORKSHOP + "places/step/", PLACE_PHONES, name="places-step", methods="POST")
def step(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Take choices or not, make a proposal, show it or not: the button says which."""
    on = {"by": request.actor, "workshop": request.about}
    match request.POST.get("do"):
        case "open" | "close" as what:
            take_wishes(**on, taken=what == "open")
        case "show" | "hide" as what:
            show_places(**on, shown=what == "show")
        case "propose":
            placed = propose_places(**on)
            words = ngettext("%(n)s list of choices is placed.", "%(n)s lists of choices are placed.", placed) % {
                "n": placed
            }
            messages.success(request, words)
        case _:
            raise Http404
    return redirect("phones:places-run", coalition, workshop)


@page(WORKSHOP + "places/slip/", PLACE_PHONES, name="places-slip", methods="POST")
def slip(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The wishes on a slip of paper."""
    form = WishSlipForm(request.POST, groups=open_groups(request.about), auto_id="slip-%s")
    if form.is_valid():
        with refusals_in(form):
            number = form.cleaned_data["slip"]
            replaces = form.cleaned_data["replaces"]
            noted = enter_slip(
                by=request.actor, workshop=request.about, slip=number, groups=form.ranked(), replaces=replaces
            )
            messages.success(request, _("Slip %(number)s is noted.") % {"number": noted.slip})
            return redirect("phones:places-run", coalition, workshop)
    return _run_page(request, slip=form, status=422)


@page(WORKSHOP + "places/move/", PLACE_PHONES, name="places-move", methods="POST")
def move(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """So many of one group into another."""
    form = MoveForm(request.POST, groups=open_groups(request.about), auto_id="move-%s")
    if form.is_valid():
        with refusals_in(form):
            move_places(by=request.actor, workshop=request.about, **form.cleaned_data)
            return redirect("phones:places-run", coalition, workshop)
    return _run_page(request, move=form, status=422)


@page(WORKSHOP + "places/projector/", SHOW_PLACES, name="places-projector")
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What the whole room sees: the groups and how many are where."""
    return on_phone(request, "phones/places/projector.html", {"divided": divided(request.about)})


@page(WORKSHOP + "places/projector/stage/", SHOW_PLACES, name="places-stage")
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes."""
    same = unchanged(request, edition_of(request.about))
    return same or on_phone(request, "phones/places/stage.html", {"divided": divided(request.about)})


@page(WORKSHOP + "places/places.<slug:kind>", SHOW_PLACES, name="places-file")
def as_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The groups with their sizes, as CSV or JSON."""
    beside = {"workshop": request.about.title}
    return as_csv_or_json(kind, "groups", HEADER, rows_of(request.about), beside=beside)
