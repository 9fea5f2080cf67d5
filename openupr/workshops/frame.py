"""What pages of a workshop share: its tabs, the page that asks first, changes by others."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from openupr.coalitions import frame
from openupr.coalitions.frame import Around, Request, app_of, with_current
from openupr.web.parts import Tab

from .actions import GroupAtWorkshop
from .models import Session, Workshop

_PAGES = (
    (gettext_lazy("Agenda"), "workshops:workshop", "workshops.see"),
    (gettext_lazy("Today"), "workshops:today", "workshops.see"),
    (gettext_lazy("Materials"), "workshops:materials", "workshops.see-materials"),
    (gettext_lazy("After the workshop"), "workshops:after", "workshops.see-after"),
)


def around_workshop(request: Request[Any]) -> Around | None:
    """`workshop` and `own_pages` for every page about a workshop, its sessions or a group at it."""
    about = request.about
    workshop = about.workshop if isinstance(about, Session | GroupAtWorkshop) else about
    if not isinstance(workshop, Workshop):
        return None
    key = workshop.coalition.key
    above = (
        Tab(gettext_lazy("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(str(workshop), reverse("workshops:workshop", args=[key, workshop.pk])),
    )
    parts = [key, workshop.pk]
    pages = [Tab(label, reverse(name, args=parts)) for label, name, action in _PAGES if action in request.may]
    here = request.path if app_of(request) == "workshops" else ""
    return Around(above, {"workshop": workshop, "own_pages": with_current(pages, here)})


# The page that asks before something is lost.
ask_first = partial(frame.ask_first, base="workshops/workshop_base.html")
