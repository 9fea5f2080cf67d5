"""The rows of tabs of a coalition and of a group, and the pages above one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.web.parts import Tab

from ..models import Coalition, Group

Offered = tuple[str | Promise, str]
# A tab is there once its address is.
COALITION_TABS: list[Offered] = [
    (_("Overview"), "coalitions:coalition"),
    (_("Groups"), "coalitions:groups"),
    (_("Timeline"), "coalitions:timeline"),
    (_("Decisions"), "coalitions:decisions"),
    (_("Consultations"), "coalitions:consultations"),
    (_("Plenary"), "coalitions:plenary"),
    (_("People"), "coalitions:people"),
]
GROUP_TABS: tuple[Offered, ...] = (
    (_("Group"), "coalitions:group"),
    (_("Roadmap"), "coalitions:roadmap"),
    (_("Recommendations"), "coalitions:proposals"),
    (_("Done since"), "coalitions:follow-ups"),
    (_("Outline"), "coalitions:outline"),
    (_("Dates"), "coalitions:group-timeline"),
)


def offer_tab(label: str | Promise, address: str, *, after: str) -> None:
    """Have a slice higher up take a place in the row, behind the tab of the address `after`, for good.

    `address` is the name of a page that takes the coalition's key as `coalition`. Offering twice changes nothing.
    """
    names = [name for _label, name in COALITION_TABS]
    if address not in names:
        COALITION_TABS.insert(names.index(after) + 1, (label, address))


def coalition_tabs(coalition: Coalition, path: str) -> list[Tab]:
    """The tabs of a coalition on the page at `path`; current is the one whose address it begins with."""
    return _current(list(_there(COALITION_TABS, coalition=coalition.key)), path)


def group_tabs(group: Group, path: str) -> list[Tab]:
    """The tabs of a group on the page at `path`."""
    return _current(list(_there(GROUP_TABS, coalition=group.coalition.key, group=group.pk)), path)


def crumbs(coalition: Coalition, group: Group | None, path: str) -> list[Tab]:
    """The pages above the one at `path`."""
    above = [
        Tab(_("Coalitions"), reverse("coalitions:coalitions")),
        Tab(coalition.name, reverse("coalitions:coalition", args=[coalition.key])),
    ]
    if group:
        above.append(Tab(group.name, reverse("coalitions:group", args=[coalition.key, group.pk])))
    return [tab for tab in above if tab.url != path]


def _there(offered: Sequence[Offered], **parts: object) -> Iterator[Tab]:
    for label, name in offered:
        try:
            yield Tab(label, reverse(name, kwargs=parts))
        except NoReverseMatch:
            continue


def _current(tabs: list[Tab], path: str) -> list[Tab]:
    nearest = max((tab.url for tab in tabs if path.startswith(tab.url)), key=len, default="")
    return [replace(tab, current=tab.url == nearest) for tab in tabs]
