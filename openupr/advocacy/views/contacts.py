"""Contacts at missions: the list, and one contact."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first
from openupr.coalitions.models import Coalition

from ..actions import LOG_MEETINGS, SEE_CONTACTS
from ..forms import NoteContactForm
from ..models import Contact, ContactBook, Presence
from ..queries.contacts import (
    at_pre_sessions,
    book_of,
    contacts_of,
    function_noted,
    is_last_of_state,
    keeping,
    met_at_pre_sessions,
    open_steps,
)
from ..queries.states import carried_states, presences
from ..services.contacts import add_contact, change_contact, remove_contact
from ..services.keeping import delete_overdue_contacts
from .frame import advocacy_page


def open_book_of(request: Request[Coalition]) -> ContactBook:
    """The coalition's contacts.

    Raises Http404 where they are not turned on, or their day has come.
    """
    delete_overdue_contacts(coalition=request.about, today=request.today)
    book = book_of(request.about)
    if book is None:
        raise Http404
    return book


@page(COALITION + "advocacy/contacts/", SEE_CONTACTS)
def contacts(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All contacts by State, with what was answered and what is promised; until when they are
    kept.
    """
    delete_overdue_contacts(coalition=request.about, today=request.today)
    book = book_of(request.about)
    if book is None:
        return advocacy_page(request, "advocacy/contacts_off.html", {"page_name": _("Contacts and meetings")})
    found = contacts_of(book)
    known = {each.state.iso3 for each in found}
    met_there = met_at_pre_sessions(request.about, but=known)
    known |= {state.iso3 for state, _noted in met_there}
    given = {
        "page_name": _("Contacts and meetings"),
        "found": found,
        "steps": open_steps(request.about),
        "met_there": met_there,
        "keeping": keeping(book, today=request.today),
        "not_met": [each.state for each in carried_states(request.about) if each.state.iso3 not in known],
        "today": request.today,
    }
    return advocacy_page(request, "advocacy/contacts.html", given)


@page(COALITION + "advocacy/contacts/add/", LOG_MEETINGS, methods="GET POST")
def contact_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Note a function at a State's mission; its place is proposed from the list of embassies."""
    book, iso3 = open_book_of(request), request.GET.get("state", "")
    presence = presences(request.about).get(iso3)
    initial = {
        "iso3": iso3,
        "place": _place(presence) if presence else "",
        "function": function_noted(request.about, iso3),
    }
    form = NoteContactForm(request.POST or None, but=request.about.review.iso3, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = add_contact(by=request.actor, coalition=request.about, book=book, **form.cleaned_data)
        messages.success(request, _("Noted. Log the meeting here."))
        return redirect(f"{reverse('advocacy:meeting-log', args=[coalition])}?contact={new.pk}")
    given = {"page_name": _("Add a contact"), "form": form}
    return advocacy_page(request, "advocacy/contact_form.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/contacts/<int:number>/", LOG_MEETINGS, methods="GET POST")
def contact_change(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Say it otherwise, or remove it."""
    contact = _contact(request, number)
    initial = {"iso3": contact.iso3, "place": contact.place, "function": contact.function}
    form = NoteContactForm(request.POST or None, but=request.about.review.iso3, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_contact(by=request.actor, coalition=request.about, contact=contact, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:contacts", coalition)
    given = {"page_name": _("Change a contact"), "form": form, "contact": contact}
    return advocacy_page(request, "advocacy/contact_form.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/contacts/<int:number>/remove/", LOG_MEETINGS, methods="POST")
def contact_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Delete it with its meetings, once that was asked."""
    contact = _contact(request, number)
    if not request.POST.get("sure"):
        losses = [str(contact), *(str(_("Meeting of %(day)s") % {"day": each.day}) for each in contact.meetings.all())]
        if is_last_of_state(contact) and contact.iso3 in at_pre_sessions(request.about):
            told = _("Who came from %(state)s to pre-sessions, and that they asked")
            losses.append(told % {"state": contact.state.name})
        back = reverse("advocacy:contacts", args=[coalition])
        return ask_first(request, _("Remove this contact?"), losses=losses, send=_("Remove the contact"), back=back)
    remove_contact(by=request.actor, coalition=request.about, contact=contact)
    messages.success(request, _("Removed."))
    return redirect("advocacy:contacts", coalition)


def _place(presence: Presence) -> Contact.Place:
    """Where a contact most likely is."""
    return Contact.Place.GENEVA if presence.kind == Presence.Kind.GENEVA else Contact.Place.EMBASSY


def _contact(request: Request[Coalition], number: int) -> Contact:
    found = open_book_of(request).contacts.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
