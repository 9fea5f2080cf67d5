"""What stands around the pages of a workshop, and the page that asks before something is lost."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions import frame
from openupr.coalitions.frame import Around, Request, app_of, with_current
from openupr.web.parts import Tab

from ..actions.after import GroupAtWorkshop
from ..models import Session, Workshop

_PAGES = (
    (_("Agenda"), "workshops:workshop", "workshops.see"),
    (_("Today"), "workshops:today", "workshops.see"),
    (_("Materials"), "workshops:materials", "workshops.see-materials"),
    (_("After the workshop"), "workshops:after", "workshops.see-after"),
)


def around_workshop(request: Request[Any]) -> Around | None:
    """On every page about a workshop, one of its sessions or a group at it, in any app: `workshop`, `own_pages`."""
    about = request.about
    workshop = about.workshop if isinstance(about, Session | GroupAtWorkshop) else about
    if not isinstance(workshop, Workshop):
        return None
    key = workshop.coalition.key
    above = (
        Tab(_("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(str(workshop), reverse("workshops:workshop", args=[key, workshop.pk])),
    )
    parts = [key, workshop.pk]
    pages = [Tab(label, reverse(name, args=parts)) for label, name, action in _PAGES if action in request.may]
    here = request.path if app_of(request) == "workshops" else ""
    return Around(above, {"workshop": workshop, "own_pages": with_current(pages, here)})


# The page that asks before something is lost.
ask_first = partial(frame.ask_first, base="workshops/workshop_base.html")
