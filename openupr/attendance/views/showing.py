"""A page of this room: what every one of them is given, and that nothing overdue is left when one is drawn."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.permissions import Role
from openupr.coalitions.queries.frame import frame_of
from openupr.web import refusing
from openupr.web.parts import Tab
from openupr.workshops.models import Workshop

from ..permissions import TABLE
from ..queries.tabs import tabs_of
from ..services.deleting import delete_overdue
from ..services.refusals import Refused
from .asked import AskedOfOne, AskedOfSession

View = Callable[..., HttpResponse]


def of_a_list(view: View) -> View:
    """Delete what is overdue before a page of the list is drawn or changed: the worker may have been off for weeks."""

    @wraps(view)
    def asked(request: AskedOfOne, *args: Any, **parts: Any) -> HttpResponse:
        delete_overdue(workshop=request.about, today=request.today)
        return view(request, *args, **parts)

    return asked


def show(
    request: AskedOfOne | AskedOfSession, template: str, given: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends attendance/attendance_base.html; it has `coalition`, `workshop`, `may`."""
    about = request.about if isinstance(request.about, Workshop) else request.about.workshop
    key, can = about.coalition.key, may(request.roles)
    frame = frame_of(about.coalition, path=request.path, today=request.today) | {"workshop": about, "may": can}
    frame["crumbs"] = [
        *frame["crumbs"],
        Tab(_("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(about.title, reverse("workshops:workshop", args=[key, about.pk])),
    ]
    frame["room_tabs"] = tabs_of(about, request.path, can)
    return render(request, template, frame | dict(given), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


refusals_in = partial(refusing.into_form, refused=Refused)
refusals_told = partial(refusing.at_the_head, refused=Refused)
