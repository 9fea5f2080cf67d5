"""A page inside a coalition: what every one of them is given."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from openupr.accounts.permissions import Role
from openupr.timeline.queries.clock import today_in
from openupr.upr.local_time import local_time

from ..models import Coalition, Group
from ..permissions import TABLE
from ..permissions.roles import coalition_of
from ..queries.reviews import review_in_words
from ..queries.timeline import deadline_of
from ..services.refusals import Refused
from .asked import Asked, AskedOfGroup
from .tabs import coalition_tabs, crumbs, group_tabs


def show(
    request: Asked | AskedOfGroup, template: str, given: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends coalitions/coalition_base.html.

    Its template has `coalition`, on a group's page `group`, and `may`: the names of the actions that are open to
    whoever asks, as in `{% if "coalitions.invite" in may %}`.
    """
    about = request.about
    coalition, group = coalition_of(about), about if isinstance(about, Group) else None
    frame = {
        "coalition": coalition,
        "review_words": review_in_words(coalition.review),
        "deadline": deadline_of(coalition, today=today_of(coalition)),
        "group": group,
        "crumbs": crumbs(coalition, group, request.path),
        "tabs": coalition_tabs(coalition, request.path),
        "group_tabs": group_tabs(group, request.path) if group else [],
        "may": may(request.roles),
    }
    return render(request, template, frame | dict(given or {}), status=status)


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


def today_of(coalition: Coalition) -> date:
    """The day it is in the State under Review."""
    return today_in(local_time(coalition.review.iso3).time_zone)


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Put what a service refuses into the form that asked for it, to be shown above its fields."""
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
