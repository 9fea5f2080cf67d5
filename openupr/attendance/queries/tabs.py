"""The pages of this room about one workshop, for whoever may open them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.web.parts import Tab
from openupr.workshops.models import Workshop

PAGES = (
    (_("List"), "attendance:people", "attendance.keep-list"),
    (_("At the door"), "attendance:today", "attendance.tick"),
    (_("Link"), "attendance:link", "attendance.keep-link"),
    (_("Balance"), "attendance:balance", "attendance.keep-balance"),
    (_("Lessons of before"), "attendance:checks", "attendance.see-checks"),
    (_("Figures"), "attendance:figures", "attendance.see-figures"),
)


def tabs_of(workshop: Workshop, path: str, may: frozenset[str]) -> list[Tab]:
    """Those that are open to somebody; current is the one that the page at `path` belongs to."""
    parts = {"coalition": workshop.coalition.key, "workshop": workshop.pk}
    tabs = [(label, reverse(name, kwargs=parts)) for label, name, action in PAGES if action in may]
    nearest = max((url for _label, url in tabs if path.startswith(url)), key=len, default="")
    return [Tab(label, url, url == nearest) for label, url in tabs]
