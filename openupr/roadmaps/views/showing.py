"""A page inside a coalition: what every one of them is given."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from openupr.accounts.permissions import Role
from openupr.coalitions.models import Group
from openupr.coalitions.permissions import TABLE as COALITIONS
from openupr.coalitions.permissions.roles import coalition_of
from openupr.coalitions.queries.frame import frame_of
from openupr.coalitions.rules.versions import InOne, SavedMeanwhile, in_one
from openupr.coalitions.services.refusals import Refused
from openupr.followup.permissions import TABLE as FOLLOWUP
from openupr.web import refusing

from ..forms.joined import marks
from ..permissions import TABLE
from .asked import Asked, AskedOfGroup


def show(
    request: Asked | AskedOfGroup, template: str, given: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends coalitions/coalition_base.html.

    Its template has `coalition`, on a group's page `group`, and `may`: the names of the actions that are open to
    whoever asks, as in `{% if "coalitions.invite" in may %}`.
    """
    about = request.about
    coalition, group = coalition_of(about), about if isinstance(about, Group) else None
    frame = frame_of(coalition, group=group, path=request.path, today=request.today) | {"may": may(request.roles)}
    return render(request, template, frame | dict(given or {}), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(
        action.name for action in (*COALITIONS.actions, *FOLLOWUP.actions, *TABLE.actions) if action.open_to(roles)
    )


def both_in_one(base: str, meanwhile: SavedMeanwhile) -> InOne:
    """Two texts for a box, joined against the one that both began with, or marked in the reader's language."""
    return in_one(base, theirs=meanwhile.theirs, yours=meanwhile.yours, marks=marks())


refusals_in = partial(refusing.into_form, refused=Refused)
