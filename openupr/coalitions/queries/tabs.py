"""The rows of tabs of a coalition and of a group, and the pages above one."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.web.parts import Tab

from ..models import Coalition, Group

# By its place in the row: what a tab is called, and the name of its page.
Row = dict[int, tuple[str | Promise, str]]
COALITION_TABS: Row = {
    10: (_("Overview"), "coalitions:coalition"),
    20: (_("Groups"), "coalitions:groups"),
    30: (_("Timeline"), "coalitions:timeline"),
    40: (_("Decisions"), "coalitions:decisions"),
    50: (_("Consultations"), "coalitions:consultations"),
    80: (_("People"), "coalitions:people"),
}
GROUP_TABS: Row = {
    10: (_("Group"), "coalitions:group"),
    60: (_("Dates"), "coalitions:group-timeline"),
}


def offer_tab(label: str | Promise, address: str, *, order: int, row: Row = COALITION_TABS) -> None:
    """Have an app higher up take the place `order` in a row, for good.

    `address` is the name of a page that takes the coalition's key as `coalition`, in GROUP_TABS also `group`.
    """
    row[order] = (label, address)


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


def _there(row: Row, **parts: object) -> Iterator[Tab]:
    for _order, (label, name) in sorted(row.items()):
        try:
            yield Tab(label, reverse(name, kwargs=parts))
        except NoReverseMatch:
            continue


def _current(tabs: list[Tab], path: str) -> list[Tab]:
    nearest = max((tab.url for tab in tabs if path.startswith(tab.url)), key=len, default="")
    return [replace(tab, current=tab.url == nearest) for tab in tabs]
