"""Contacts and meetings are turned on, kept longer, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, refusals_in
from openupr.coalitions.models import Coalition

from ..actions import KEEP_CONTACTS
from ..forms import KeepContactsForm
from ..queries.contacts import keeping
from ..services.keeping import keep_book, open_book, wipe_book
from .contacts import open_book_of
from .frame import advocacy_page


@page(COALITION + "advocacy/contacts/on/", KEEP_CONTACTS, methods="POST")
def contacts_on(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Turn them on."""
    open_book(by=request.actor, coalition=request.about, today=request.today)
    messages.success(request, _("Contacts and meetings are on."))
    return redirect("advocacy:contacts", coalition)


@page(COALITION + "advocacy/contacts/keep/", KEEP_CONTACTS, methods="GET POST")
def contacts_keep(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose a later day."""
    book = open_book_of(request)
    form = KeepContactsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            until = form.cleaned_data["until"]
            keep_book(by=request.actor, coalition=request.about, book=book, until=until, today=request.today)
            messages.success(request, _("Saved."))
            return redirect("advocacy:contacts", coalition)
    given = {"page_name": _("Keep them longer"), "form": form, "keeping": keeping(book, today=request.today)}
    return advocacy_page(request, "advocacy/contacts_keep.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/contacts/delete/", KEEP_CONTACTS, methods="POST")
def contacts_wipe(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Delete all of it now, once that was asked."""
    back = reverse("advocacy:contacts", args=[coalition])
    if not request.POST.get("sure"):
        losses = [
            _("All contacts, meetings, answers and promised next steps"),
            _("All private notes on States"),
            _("Appointments in the timeline that came from meetings"),
            _("Who came to pre-sessions, and what diplomats asked there"),
        ]
        return ask_first(request, _("Delete all contacts now?"), losses=losses, send=_("Delete all now"), back=back)
    wipe_book(by=request.actor, coalition=request.about)
    messages.success(request, _("All contacts and meetings are deleted."))
    return redirect(back)
