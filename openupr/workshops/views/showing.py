"""A page of a coalition's workshops: what every one of them is given."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.permissions import Role
from openupr.coalitions.permissions.roles import coalition_of
from openupr.coalitions.queries.frame import frame_of
from openupr.web.parts import Tab

from ..models import Session, Workshop
from ..permissions import TABLE
from ..services.refusals import Refused
from .asked import Asked, AskedOfOne, AskedOfSession


def show(
    request: Asked | AskedOfOne | AskedOfSession,
    template: str,
    given: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page that extends workshops/workshop_base.html; it has `coalition`, `workshop` and `may`."""
    about = request.about
    workshop = about.workshop if isinstance(about, Session) else about if isinstance(about, Workshop) else None
    frame = frame_of(coalition_of(about), path=request.path) | {"workshop": workshop, "may": may(request.roles)}
    if workshop:
        frame["crumbs"] = [*frame["crumbs"], *_above(workshop, request.path)]
    return render(request, template, frame | dict(given or {}), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


def _above(workshop: Workshop, path: str) -> list[Tab]:
    key = workshop.coalition.key
    above = [
        Tab(_("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(workshop.title, reverse("workshops:workshop", args=[key, workshop.pk])),
    ]
    return [tab for tab in above if tab.url != path]


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Put what a service refuses into the form that asked for it, to be shown above its fields."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Tell what a service refuses at the head of the page that follows."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))
