"""Where States' diplomats are, as far as the coalition knows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition

from ..actions import NOTE_PRESENCE
from ..forms import PresenceForm
from ..queries.contacts import book_of
from ..queries.states import presences
from ..services.presence import note_presence, remove_presence
from .frame import advocacy_page


@page(COALITION + "advocacy/embassies/", NOTE_PRESENCE, methods="GET POST")
def presence(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list, and a form to add a State or change it."""
    initial = {"iso3": request.GET.get("state", "")}
    form = PresenceForm(request.POST or None, but=request.about.review.iso3, initial=initial)
    if request.method == "POST" and form.is_valid():
        note_presence(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("advocacy:presence", coalition)
    noted = sorted(presences(request.about).values(), key=lambda each: each.state.name)
    has_contacts = "advocacy.see-contacts" in request.may and book_of(request.about) is not None
    given = {"page_name": _("Embassies"), "form": form, "noted": noted, "has_contacts": has_contacts}
    return advocacy_page(request, "advocacy/presence.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/embassies/<slug:iso3>/remove/", NOTE_PRESENCE, methods="POST")
def presence_remove(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """Unknown again."""
    remove_presence(by=request.actor, coalition=request.about, iso3=iso3)
    messages.success(request, _("Removed."))
    return redirect("advocacy:presence", coalition)
