"""The rows of tabs of a coalition and of a group, and the pages above one."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.web.hooks import Hook
from openupr.web.parts import Tab

from ..models import Coalition, Group


@dataclass(frozen=True)
class TabTo:
    """A tab and the name of its page, which takes the coalition's key as `coalition`, a group's also `group`."""

    label: str | Promise
    url_name: str


COALITION_TABS = Hook[TabTo]("COALITION_TABS", key=lambda tab: tab.url_name)
COALITION_TABS.add(TabTo(_("Overview"), "coalitions:coalition"), order=10)
COALITION_TABS.add(TabTo(_("Groups"), "coalitions:groups"), order=20)
COALITION_TABS.add(TabTo(_("Timeline"), "coalitions:timeline"), order=30)
COALITION_TABS.add(TabTo(_("Decisions"), "coalitions:decisions"), order=40)
COALITION_TABS.add(TabTo(_("Consultations"), "coalitions:consultations"), order=50)
COALITION_TABS.add(TabTo(_("People"), "coalitions:people"), order=80)

GROUP_TABS = Hook[TabTo]("GROUP_TABS", key=lambda tab: tab.url_name)
GROUP_TABS.add(TabTo(_("Group"), "coalitions:group"), order=10)
GROUP_TABS.add(TabTo(_("Dates"), "coalitions:group-timeline"), order=60)


def coalition_tabs(coalition: Coalition, path: str) -> list[Tab]:
    """The tabs of a coalition on the page at `path`; current is the one whose address it begins with."""
    return _current([Tab(tab.label, reverse(tab.url_name, args=[coalition.key])) for tab in COALITION_TABS], path)


def group_tabs(group: Group, path: str) -> list[Tab]:
    """The tabs of a group on the page at `path`."""
    parts = [group.coalition.key, group.pk]
    return _current([Tab(tab.label, reverse(tab.url_name, args=parts)) for tab in GROUP_TABS], path)


def crumbs(coalition: Coalition, group: Group | None, path: str) -> list[Tab]:
    """The pages above the one at `path`."""
    above = [
        Tab(_("Coalitions"), reverse("coalitions:coalitions")),
        Tab(coalition.name, reverse("coalitions:coalition", args=[coalition.key])),
    ]
    if group:
        above.append(Tab(group.name, reverse("coalitions:group", args=[coalition.key, group.pk])))
    return [tab for tab in above if tab.url != path]


def _current(tabs: list[Tab], path: str) -> list[Tab]:
    nearest = max((tab.url for tab in tabs if path.startswith(tab.url)), key=len, default="")
    return [replace(tab, current=tab.url == nearest) for tab in tabs]
