"""What stands around the pages of a workshop, and the page that asks before something is lost."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.frame import Around, Request, coalition_page
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


def ask_first(
    request: Request[Workshop] | Request[Session],
    page_name: str,
    *,
    sent: Sequence[str],
    status: int = 409,
    **given: Any,
) -> HttpResponse:
    """What would be lost, before it is: `losses` under `title`; the button `send` sends the fields `sent` again."""
    given |= {"page_name": page_name, "action": request.path}
    given["sent"] = [(name, request.POST.get(name, "")) for name in sent]
    return coalition_page(request, "workshops/ask_first.html", given, status=status)
