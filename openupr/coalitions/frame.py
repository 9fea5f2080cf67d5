"""The frame of every page inside a coalition, in this app and in the apps above it.

A view is given a `Request[Workshop]`, does one thing by a service or a query, and returns `coalition_page(...)`. This
is the only module that draws pages which other apps may import.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from openupr.accounts.models import Person
from openupr.accounts.permissions import Actor, Role
from openupr.web import refusing
from openupr.web.clock import TimedRequest
from openupr.web.hooks import Hook
from openupr.web.parts import Tab

from .models import Group
from .permissions.roles import coalition_of
from .queries.frame import frame_of
from .rules.refusals import Refused

T = TypeVar("T")


class Request(TimedRequest, Generic[T]):
    """What the gate found before a view runs, with the request's clock (`today`, `now`).

    `about` is what the address names. `roles` are those of `actor` with regard to it. `may` names all
    actions that are open to these roles: `{% if "coalitions.invite" in may %}`.
    """

    actor: Person
    about: T
    roles: frozenset[Role]
    may: frozenset[str]


class RoomRequest(TimedRequest, Generic[T]):
    """The same where a phone in the room may ask too."""

    actor: Actor
    about: T
    roles: frozenset[Role]
    may: frozenset[str]


@dataclass(frozen=True)
class Around:
    """What an app puts around pages about its own things: pages above this one, and names for its templates."""

    above: Sequence[Tab] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


# Asked with every request; None for pages about something else.
AROUND = Hook[Callable[[Request[Any]], Around | None]]("AROUND")


def coalition_page(
    request: Request[Any], template: str, given: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends coalitions/coalition_base.html.

    Its template has `coalition`, on a group's page `group`, `may`, what AROUND gives, and what the view gives.
    """
    group = request.about if isinstance(request.about, Group) else None
    around = [each for each in (find(request) for find in AROUND) if each]
    context = frame_of(coalition_of(request.about), group=group, path=request.path, today=request.today)
    context["may"] = request.may
    context["crumbs"] += [tab for each in around for tab in each.above if tab.url != request.path]
    for each in around:
        context |= each.given
    return render(request, template, context | dict(given or {}), status=status)


def app_of(request: Request[Any]) -> str:
    """The app that a page belongs to, as its address names it: `attendance` of `attendance:people`."""
    return request.resolver_match.namespace if request.resolver_match else ""


def with_current(tabs: Sequence[Tab], path: str) -> list[Tab]:
    """A row of tabs; current is the one whose address is the longest that `path` begins with."""
    nearest = max((tab.url for tab in tabs if path.startswith(tab.url)), key=len, default="")
    return [replace(tab, current=tab.url == nearest) for tab in tabs]


# What a service refuses, above the form that asked for it, or at the head of the page that follows.
refusals_in = partial(refusing.into_form, refused=Refused)
refusals_on = partial(refusing.at_the_head, refused=Refused)
