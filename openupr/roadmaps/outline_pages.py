"""The pages of the outline of a group's part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.decisions.decisions import route_of
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.page_versions import VersionedForm, status_of

from .actions import OUTLINE, SEE_ROADMAP
from .models import OutlinePoint
from .outline import add_point, edit_point, move_point, outline_of, outline_rows, remove_point, start_outline
from .roadmap import possible_owners

_NOBODY = gettext_lazy("no one yet")


@dataclass(frozen=True)
class Finders:
    """Who can be asked to find evidence, fetched once for all forms of a page."""

    people: QuerySet[Person]
    choices: Sequence[tuple[object, str]]


def finders_in(group: Group) -> Finders:
    """The people of a group's outline. One query."""
    people = possible_owners(group)
    return Finders(people, [("", str(_NOBODY)), *((person.pk, str(person)) for person in people)])


class HeadingForm(VersionedForm):
    """The words of a heading."""

    text = forms.CharField(label=gettext_lazy("Text"), max_length=2000)


class PointForm(HeadingForm):
    """A point, the evidence that is wanted for it, and who finds that."""

    evidence_wanted = forms.CharField(label=gettext_lazy("Evidence wanted"), required=False, max_length=2000)
    finder = forms.ModelChoiceField(
        label=gettext_lazy("Who finds it"), queryset=Person.objects.none(), required=False, empty_label=_NOBODY
    )

    def __init__(self, *args: Any, finders: Finders, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finder"].queryset = finders.people  # type: ignore[attr-defined]
        # Each form would ask for the people again.
        self.fields["finder"].choices = finders.choices  # type: ignore[attr-defined]


class LineForm(PointForm):
    """A new line: a heading or a point."""

    is_heading = forms.BooleanField(label=gettext_lazy("It is a heading"), required=False)
    field_order = ("text", "is_heading")


@page(GROUP + "outline/", SEE_ROADMAP)
def outline(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Headings, points, the evidence wanted and who finds it."""
    return _page(request)


@page(GROUP + "outline/outline.csv", SEE_ROADMAP)
def outline_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The outline as a table."""
    header = ("heading", "text", "evidence_wanted", "who_finds_it")
    return records_as_csv("outline", header, outline_rows(outline_of(request.about)))


@page(GROUP + "outline/outline.json", SEE_ROADMAP)
def outline_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The same as JSON."""
    return as_json({"group": request.about.name, "outline": list(outline_rows(outline_of(request.about)))})


def _page(request: Request[Group], *, status: int = 200, refused: tuple[int, Form] | None = None) -> HttpResponse:
    number, form = refused or (None, None)
    finders = finders_in(request.about)
    context = {
        "page_name": _("Outline"),
        "points": [
            (point, form if point.pk == number else _form(point, finders)) for point in outline_of(request.about)
        ],
        "route": route_of(request.about),
        "add": form if number == 0 else LineForm(finders=finders),
    }
    return coalition_page(request, "roadmaps/outline.html", context, status=status)


def _form(point: OutlinePoint, finders: Finders, data: Any = None) -> HeadingForm:
    auto_id = f"point-{point.pk}-%s"
    if point.is_heading:
        return HeadingForm(data, initial={"text": point.text}, auto_id=auto_id)
    before = {"text": point.text, "evidence_wanted": point.evidence_wanted, "finder": point.finder_id}
    return PointForm(data, initial=before, finders=finders, auto_id=auto_id)


@page(GROUP + "outline/start/", OUTLINE, methods="POST")
def outline_start(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """An outline to begin with, from the group's issues."""
    start_outline(by=request.actor, group=request.about)
    return _back(request)


@page(GROUP + "outline/add/", OUTLINE, methods="POST")
def outline_add(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """A further line."""
    form = LineForm(request.POST, finders=finders_in(request.about))
    if form.is_valid():
        with refusals_in(form):
            add_point(by=request.actor, group=request.about, **form.cleaned_data)
            return _back(request)
    return _page(request, status=422, refused=(0, form))


@page(GROUP + "outline/<int:number>/", OUTLINE, methods="POST")
def outline_point(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Change, move or remove a line: the button says which."""
    point = request.about.outline.filter(pk=number).first()
    if point is None:
        raise Http404
    point.group = request.about
    match request.POST.get("do"):
        case "up" | "down" as way:
            move_point(by=request.actor, point=point, steps=-1 if way == "up" else 1)
        case "remove":
            remove_point(by=request.actor, point=point)
        case _:
            form = _form(point, finders_in(request.about), request.POST)
            if not form.is_valid():
                return _page(request, status=status_of(form), refused=(number, form))
            edit_point(by=request.actor, point=point, **form.cleaned_data)
    return _back(request)


def _back(request: Request[Group]) -> HttpResponseRedirect:
    return redirect("roadmaps:outline", request.about.coalition.key, request.about.pk)
