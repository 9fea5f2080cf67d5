"""Workshop today: all that people do in the room, on one page."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.queries.door import code_to_enter
from openupr.accounts.queries.guests import guest_of
from openupr.coalitions.frame import Request, coalition_page

from ..actions.agenda import SEE_WORKSHOP
from ..actions.room import is_open_to, of_the_day
from ..addresses import WORKSHOP
from ..models import Workshop
from ..queries.today import cards_of


@page(WORKSHOP + "today/", SEE_WORKSHOP)
def today(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What runs now first, each with the way to it and to the projector."""
    guest = guest_of(request)
    is_in = guest is not None and is_open_to(guest, request.about)
    is_its_day = request.about in of_the_day(request.about.coalition, request.today)
    cards = cards_of(request.about, request.may, now=request.now, is_in_the_room=is_in)
    given = {
        "page_name": _("Workshop today"),
        "cards": sorted(cards, key=lambda card: not card.is_on),
        "runs_it": "workshops.open-room" in request.may,
        "code": code_to_enter(request, coalition) if is_its_day else "",
    }
    return coalition_page(request, "workshops/today.html", given)
