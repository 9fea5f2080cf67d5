"""What stands around the pages of boxes."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.actions.roles import coalition_of
from openupr.coalitions.frame import Around, Request, app_of
from openupr.web.parts import Tab

from ..models import Box, Testimony


def around_box(request: Request[Any]) -> Around | None:
    """On the pages of this app: the list of boxes above, and `box` on the pages of one."""
    if app_of(request) != "testimonies":
        return None
    about = request.about
    key = coalition_of(about).key
    above = [Tab(_("Testimonies"), reverse("testimonies:boxes", args=[key]))]
    box = about.box if isinstance(about, Testimony) else about
    if not isinstance(box, Box):
        return Around(above)
    above.append(Tab(box.title, reverse("testimonies:box", args=[key, box.pk])))
    return Around(above, {"box": box})
