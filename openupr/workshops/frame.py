"""What pages of a workshop share: its tabs, the page that asks first, changes by others."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions import frame
from openupr.coalitions.frame import Around, Request, app_of, with_current
from openupr.web.parts import Tab

from .actions import GroupAtWorkshop
from .models import Session, Workshop

_PAGES = (
    (gettext_lazy("Agenda"), "workshops:workshop", "workshops.see"),
    (gettext_lazy("Today"), "workshops:today", "workshops.see"),
    (gettext_lazy("Materials"), "workshops:materials", "workshops.see-materials"),
    (gettext_lazy("After the workshop"), "workshops:after", "workshops.see-after"),
)


def around_workshop(request: Request[Any]) -> Around | None:
    """`workshop` and `own_pages` for every page about a workshop, its sessions or a group at it."""
    about = request.about
    workshop = about.workshop if isinstance(about, Session | GroupAtWorkshop) else about
    if not isinstance(workshop, Workshop):
        return None
    key = workshop.coalition.key
    above = (
        Tab(gettext_lazy("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(str(workshop), reverse("workshops:workshop", args=[key, workshop.pk])),
    )
    parts = [key, workshop.pk]
    pages = [Tab(label, reverse(name, args=parts)) for label, name, action in _PAGES if action in request.may]
    here = request.path if app_of(request) == "workshops" else ""
    return Around(above, {"workshop": workshop, "own_pages": with_current(pages, here)})


# The page that asks before something is lost.
ask_first = partial(frame.ask_first, base="workshops/workshop_base.html")


# For each field: its label, and the saved value in words.
Theirs = Sequence[tuple[str, str]]


def differing(form: forms.Form) -> Theirs:
    """The saved value of each field where something else was typed: (label, value in words)."""
    changed = [name for name in form.changed_data if name != "seen"]
    return [(str(form[name].label), _in_words(form.fields[name], form.initial.get(name))) for name in changed]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(map(str, value or [])) or _("nothing")
    if isinstance(field, forms.ModelChoiceField):
        chosen = value and field.queryset and field.queryset.filter(pk=value.pk).first()
        return field.label_from_instance(chosen) if chosen else _("nothing")
    if isinstance(field, forms.ChoiceField):
        return str(_called(field.choices, value) or _("nothing"))
    return str(value) if value not in (None, "") else _("nothing")


def _called(choices: Any, value: Any) -> Any:
    """The label of a choice, also of one in a group of choices."""
    for key, label in choices:
        name = _called(label, value) if isinstance(label, list | tuple) else label if key == value else None
        if name:
            return name
    return None
