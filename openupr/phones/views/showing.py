"""Pages about phones: those on a phone itself, and those of whoever runs the room."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.permissions import Role
from openupr.coalitions.queries.frame import frame_of
from openupr.web import refusing
from openupr.web.parts import Tab

from ..permissions import TABLE
from ..services.refusals import Refused
from .asked import AskedOfOne


def on_phone(request: AskedOfOne, template: str, given: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page, or a part of one, for a phone: nothing of the coalition stands around it."""
    about = request.about
    frame = {"coalition": about.coalition, "workshop": about, "may": may(request.roles)}
    return render(request, template, frame | dict(given), status=status)


def show(request: AskedOfOne, template: str, given: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page for whoever runs the room, in the coalition's frame."""
    about = request.about
    key = about.coalition.key
    frame = frame_of(about.coalition, path=request.path, today=request.today) | {
        "workshop": about,
        "may": may(request.roles),
    }
    above = [
        Tab(_("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(about.title, reverse("workshops:workshop", args=[key, about.pk])),
    ]
    frame["crumbs"] = [*frame["crumbs"], *above]
    return render(request, template, frame | dict(given), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


def unchanged(request: AskedOfOne, edition: int) -> HttpResponse | None:
    """Nothing, where a phone asks again for what it has; pages name their edition in `?seen=`.

    Not an ETag: what only some may see is kept by no cache, so that no browser could ask whether its copy is fresh.
    """
    return HttpResponse(status=204) if request.GET.get("seen") == str(edition) else None


refusals_in = partial(refusing.into_form, refused=Refused)
refusals_told = partial(refusing.at_the_head, refused=Refused)
