"""What stands around the pages of a workshop, and the page that asks before something is lost."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions import frame
from openupr.coalitions.frame import Around, Request
from openupr.web.parts import Tab

from ..models import Session, Workshop
from ..permissions.after import GroupAtWorkshop


def around_workshop(request: Request[Any]) -> Around | None:
    """On every page about a workshop, one of its sessions or a group at it, in any app: `workshop`."""
    about = request.about
    workshop = about.workshop if isinstance(about, Session | GroupAtWorkshop) else about
    if not isinstance(workshop, Workshop):
        return None
    key = workshop.coalition.key
    above = (
        Tab(_("Workshops"), reverse("workshops:workshops", args=[key])),
        Tab(workshop.title, reverse("workshops:workshop", args=[key, workshop.pk])),
    )
    return Around(above, {"workshop": workshop})


# The page that asks before something is lost.
ask_first = partial(frame.ask_first, base="workshops/workshop_base.html")
