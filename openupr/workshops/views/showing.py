"""A page of a coalition's workshops: what every one of them is given."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.permissions import Role
from openupr.coalitions.permissions.roles import coalition_of
from openupr.coalitions.queries.frame import frame_of
from openupr.web import refusing
from openupr.web.parts import Tab

from ..models import Session, Workshop
from ..permissions import TABLE
from ..permissions.after import GroupAtWorkshop
from ..services.refusals import Refused
from .asked import Asked, AskedOfGroup, AskedOfOne, AskedOfSession


def show(
    request: Asked | AskedOfOne | AskedOfSession | AskedOfGroup,
    template: str,
    given: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page that extends workshops/workshop_base.html; it has `coalition`, `workshop` and `may`."""
    about = request.about
    if isinstance(about, Session | GroupAtWorkshop):
        workshop: Workshop | None = about.workshop
    else:
        workshop = about if isinstance(about, Workshop) else None
    frame = frame_of(coalition_of(about), path=request.path, today=request.today) | {
        "workshop": workshop,
        "may": may(request.roles),
    }
    if workshop:
        frame["crumbs"] = [*frame["crumbs"], *_above(workshop, request.path)]
    return render(request, template, frame | dict(given or {}), status=status)


def ask_first(
    request: AskedOfOne | AskedOfSession, page_name: str, *, sent: Sequence[str], status: int = 409, **given: Any
) -> HttpResponse:
    """What would be lost, before it is: `losses` under `title`; the button `send` sends the fields `sent` again."""
    given |= {"page_name": page_name, "action": request.path}
    given["sent"] = [(name, request.POST.get(name, "")) for name in sent]
    return show(request, "workshops/ask_first.html", given, status=status)


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


refusals_in = partial(refusing.into_form, refused=Refused)


refusals_told = partial(refusing.at_the_head, refused=Refused)
