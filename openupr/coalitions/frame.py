"""The frame of every page inside a coalition, in this app and in the apps above it.

A view is given a `Request[Workshop]`, does one thing by a service or a query, and returns
`coalition_page(...)`. This is the only module that draws pages which other apps may import.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openupr.accounts.actions import Actor, Role, is_paired, routes_of, routes_open_to
from openupr.accounts.models import Person
from openupr.timeline.agenda import TimelineLine
from openupr.upr.phases import REVIEW
from openupr.web import refusing
from openupr.web.clock import TimedRequest
from openupr.web.hooks import Hook
from openupr.web.page_versions import status_of
from openupr.web.parts import Tab

from .actions.roles import coalition_of, roles_of
from .group_members import open_groups_of_person
from .models import Coalition, Group
from .next_steps import is_anything_lodged
from .reviews import prepared_review_in_words
from .rules.clock_jump import is_believed
from .rules.refusals import Refused
from .timeline import coalition_dates, next_for_all

T = TypeVar("T")


class Request(TimedRequest, Generic[T]):
    """What the gate found before a view runs, with the request's clock (`today`, `now`).

    `about` is what the address names. `roles` are those of `actor` with regard to it. `may` names
    all actions that are open to these roles: `{% if "coalitions.invite" in may %}`.
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


class NavSection(TextChoices):
    """What people do in a coalition, as its navigation names it, in this order."""

    OVERVIEW = "overview", _("Overview")
    PLAN = "plan", _("Plan")
    DECISIONS = "decisions", _("Decisions")
    GROUPS = "groups", pgettext_lazy("in the menu", "Groups")
    SUBMISSION = "submission", _("Submission")
    WORKSHOP = "workshop", _("Workshop")
    ADVOCACY = "advocacy", _("Advocacy")
    FOLLOW_UP = "follow-up", _("Follow-up")
    PEOPLE = "people", _("People")


@dataclass(frozen=True)
class TabTo:
    """A page in the navigation: its name takes the coalition's key as `coalition`, a group's also
    `group`.

    `section`: where a page of the coalition belongs. The section's link leads to its first page.
    """

    label: str | Promise
    url_name: str
    section: NavSection = NavSection.OVERVIEW


COALITION_TABS = Hook[TabTo]("COALITION_TABS", key=lambda tab: tab.url_name)
COALITION_TABS.add(TabTo(_("Overview"), "coalitions:coalition", NavSection.OVERVIEW), order=10)
COALITION_TABS.add(TabTo(_("Groups"), "coalitions:groups", NavSection.GROUPS), order=20)
COALITION_TABS.add(TabTo(_("Timeline"), "coalitions:timeline", NavSection.PLAN), order=30)
COALITION_TABS.add(TabTo(_("People"), "coalitions:people", NavSection.PEOPLE), order=80)
COALITION_TABS.add(TabTo(_("What is missing"), "coalitions:owed", NavSection.PLAN), order=82)

# The pages of one group.
GROUP_TABS = Hook[TabTo]("GROUP_TABS", key=lambda tab: tab.url_name)
GROUP_TABS.add(TabTo(pgettext_lazy("in the menu", "Group"), "coalitions:group"), order=10)
GROUP_TABS.add(TabTo(_("Dates, tasks"), "coalitions:group-timeline"), order=60)


@dataclass(frozen=True)
class Navigation:
    """The sections of a coalition, and the pages of the one where the reader is; none where it has
    only one.
    """

    sections: Sequence[Tab]
    pages: Sequence[Tab]

    @property
    def here(self) -> str | Promise:
        """The name of the section where the reader is."""
        return next((tab.label for tab in self.sections if tab.current), "")


@dataclass(frozen=True)
class Around:
    """What an app puts around pages about its own things: pages above this one, and names for its
    templates.

    `own_pages` among the names: the thing's own pages, shown in the navigation in place of the
    section's.
    """

    above: Sequence[Tab] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


# Asked with every request; None for pages about something else.
AROUND = Hook[Callable[[Request[Any]], Around | None]]("AROUND")


def coalition_page(
    request: Request[Any],
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int | None = None,
    dates: Mapping[str, TimelineLine] | None = None,
    is_lodged: bool | None = None,
    group: Group | None = None,
    beside: str = "",
) -> HttpResponse:
    """Draw a page that extends coalitions/coalition_base.html.

    Its template has `coalition`, on a group's page `group`, `may`, what AROUND gives, and what the
    view gives. `status`: where it is left out, that of the `form` that was sent (`status_of`).
    `dates`: what `coalition_dates` would find, of a view that has read the dates
    already; `is_lodged`: whether anything has been lodged, where the view knows. `group`: whose
    page it is although its address does not name the group; `beside`: the address of the group's
    page that it belongs to.
    """
    group = request.about if isinstance(request.about, Group) else group
    around = [part for part in (find(request) for find in AROUND) if part]
    coalition = coalition_of(request.about)
    dates = coalition_dates(coalition, today=request.today) if dates is None else dates
    lodged = partial(is_anything_lodged, coalition) if is_lodged is None else lambda: is_lodged
    frame_context = _frame(coalition, group, request, dates, beside or request.path) | {
        "next_date": next_for_all(dates, lodged)
    }
    frame_context["crumbs"] += [tab for part in around for tab in part.above if tab.url != request.path]
    for part in around:
        frame_context |= part.given
    given = dict(context or {})
    if status is None:
        status = status_of(given.get("form")) if request.method == "POST" else 200
    return render(request, template, frame_context | given, status=status)


def ask_first(
    request: Request[Any],
    page_name: str,
    *,
    losses: Sequence[object],
    send: str,
    back: str,
    title: object = _("This goes, for good"),
    instead: str = "",
    sent: Sequence[str] = (),
    base: str = "coalitions/coalition_base.html",
    status: int = 409,
) -> HttpResponse:
    """Ask before something is lost: `losses` under `title`. The button `send` sends `sure` and the
    fields `sent`.

    `instead` says what else to do; `back` is the address of the way out; `base` is the page's own
    frame.
    """
    context = {
        "page_name": page_name,
        "losses": losses,
        "send": send,
        "back": back,
        "title": title,
        "instead": instead,
        "base": base,
        "action": request.path,
        "sent": [(name, value) for name in sent for value in request.POST.getlist(name) or [""]],
    }
    return coalition_page(request, "coalitions/ask_first.html", context, status=status)


def form_page(request: Request[Any], form: BaseForm, page_name: object, *, send: object, back: str) -> HttpResponse:
    """Draw a page with this form alone: of a form inside a list that is refused, with both texts."""
    context = {"page_name": page_name, "form": form, "send": send, "back": back}
    return coalition_page(request, "coalitions/form_page.html", context)


def read_again(request: Request[Any], back: str) -> HttpResponse:
    """Draw the answer to a button of a page that is older than what it is about: nothing is done.
    `back`: where that is read as it is now.
    """
    context = {"page_name": _("Changed meanwhile"), "back": back}
    return coalition_page(request, "coalitions/read_again.html", context, status=409)


def _frame(
    coalition: Coalition, group: Group | None, request: Request[Any], dates: Mapping[str, TimelineLine], path: str
) -> dict[str, Any]:
    """`path`: the address of the page, or of the one that it belongs to."""
    paired = is_paired(request.actor)
    above = [Tab(_("Your group's work"), reverse("coalitions:paired"))] if paired else _above(group)
    inside = None if paired else _navigation(coalition, request, path)
    own_pages = with_current(_group_tabs(group, request), path) if group else []
    return {
        "coalition": coalition,
        "group": group,
        "may": request.may,
        "clock_jumped": not is_believed(coalition.clock_seen, request.today),
        "review_words": prepared_review_in_words(coalition.review, dates.get(REVIEW)),
        "crumbs": [tab for tab in above if tab.url != request.path],
        "inside": inside,
        "page_menu": inside and _("Pages of this coalition"),
        "own_pages": own_pages,
        "your_groups": _your_groups(coalition, request) if inside and group is None else [],
        "menu_pages": _told_apart(own_pages, inside.sections) if inside and group else None,
    }


def _told_apart(own: Sequence[Tab], sections: Sequence[Tab]) -> tuple[list[Tab], list[Tab]]:
    """A group's pages and the coalition's sections for one menu: a name that both have says whose
    it is.
    """
    both = {str(tab.label) for tab in own} & {str(tab.label) for tab in sections}

    def named(tabs: Sequence[Tab], whose: object) -> list[Tab]:
        return [replace(tab, label=str(whose) % {"page": tab.label}) if str(tab.label) in both else tab for tab in tabs]

    return named(own, _("%(page)s of the group")), named(sections, _("%(page)s of all"))


def _your_groups(coalition: Coalition, request: Request[Any]) -> list[Tab]:
    """The way from a page of the whole coalition to the groups in which the reader works."""
    if request.roles.isdisjoint({Role.RAPPORTEUR, Role.MEMBER}):
        return []
    own = open_groups_of_person(request.actor, coalition)
    return [Tab(str(group), reverse("coalitions:group", args=[coalition.key, group.pk])) for group in own]


def _navigation(coalition: Coalition, request: Request[Any], path: str) -> Navigation:
    """The sections of a coalition with a page that the reader may open, and the pages of the one
    where they are.
    """
    opened = routes_of(request.may)
    known_tabs = [tab for tab in COALITION_TABS if tab.url_name in opened]
    tabs = with_current(_row(known_tabs, coalition.key), path)
    by_section: dict[NavSection, list[Tab]] = {section: [] for section in NavSection}
    for known, tab in zip(known_tabs, tabs, strict=True):
        by_section[known.section].append(tab)
    is_current = {section: any(tab.current for tab in pages) for section, pages in by_section.items()}
    sections = [Tab(section.label, pages[0].url, is_current[section]) for section, pages in by_section.items() if pages]
    here = next((pages for section, pages in by_section.items() if is_current[section]), [])
    return Navigation(sections, here if len(here) > 1 else [])


def _group_tabs(group: Group, request: Request[Any]) -> list[Tab]:
    """A group's tabs that the reader may open."""
    if isinstance(request.about, Group):
        opened = routes_of(request.may)
    else:
        opened = frozenset[str]().union(*map(routes_open_to, roles_of(request.actor, group)))
    return _row((tab for tab in GROUP_TABS if tab.url_name in opened), group.coalition.key, group.pk)


def _above(group: Group | None) -> list[Tab]:
    if group is None:
        return []
    key = group.coalition.key
    groups = Tab(_("Groups"), reverse("coalitions:groups", args=[key]))
    return [groups, Tab(str(group), reverse("coalitions:group", args=[key, group.pk]))]


def _row(tabs: Iterable[TabTo], *parts: object) -> list[Tab]:
    return [Tab(tab.label, reverse(tab.url_name, args=parts)) for tab in tabs]


def app_of(request: Request[Any]) -> str:
    """The app that a page belongs to, as its address names it: `attendance` of
    `attendance:people`.
    """
    return request.resolver_match.namespace if request.resolver_match else ""


def with_current(tabs: Sequence[Tab], path: str) -> list[Tab]:
    """A row of tabs; current is the one whose address is the longest that `path` begins with."""
    nearest = max((tab.url for tab in tabs if path.startswith(tab.url)), key=len, default="")
    return [replace(tab, current=tab.url == nearest) for tab in tabs]


# What a service refuses, above the form that asked for it, or at the head of the page that follows.
refusals_in = partial(refusing.into_form, refused=Refused)
refusals_on = partial(refusing.at_the_head, refused=Refused)
