"""Contacts and meetings: the list, one contact, one meeting, and until when all is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, refusals_in
from openupr.coalitions.models import Coalition
from openupr.timeline.models import Milestone
from openupr.web.days import DayField
from openupr.web.page_versions import VersionedForm

from .actions import KEEP_CONTACTS, LOG_MEETINGS, SEE_CONTACTS
from .asks import AskLine, asks_of
from .carriers import carried_states
from .contact_book import book_of, delete_overdue_contacts, keep_book, keeping, open_book, wipe_book
from .contacts import (
    add_contact,
    at_pre_sessions,
    change_contact,
    contacts_of,
    function_noted,
    is_last_of_state,
    log_meeting,
    meetings_of,
    met_at_pre_sessions,
    open_steps,
    remove_contact,
    remove_meeting,
    save_meeting,
    who_speaks,
)
from .frame import advocacy_page
from .models import AskedInMeeting, Contact, ContactBook, Meeting, Presence
from .rules import names_a_person
from .states import presences
from .states_pages import state_choices


class NoteContactForm(VersionedForm):
    """A function at a State's mission.

    What seems to name a person is kept only once that is confirmed.
    """

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    place = forms.ChoiceField(
        label=gettext_lazy("Where"), choices=[("", gettext_lazy("Choose one")), *Contact.Place.choices]
    )
    function = forms.CharField(
        label=gettext_lazy("Function"),
        max_length=120,
        help_text=gettext_lazy(
            "Such as: political officer, human rights. Write no name: people change, and a name can hurt."
        ),
    )
    as_written = forms.BooleanField(label=gettext_lazy("Keep it as written"), required=False)

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = state_choices(but)  # type: ignore[attr-defined]
        if not names_a_person(self.data.get("function", "")):
            del self.fields["as_written"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.pop("as_written", True):
            sentence = gettext_lazy(
                "This looks like a person's name or e-mail address. Write a function, or tick “Keep it as written”."
            )
            self.add_error("function", sentence)
        return cleaned


class LogForm(forms.Form):
    """Two fields, filled on a phone: with whom, and what they said."""

    contact = forms.ChoiceField(label=gettext_lazy("With"))
    said = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=4000,
        help_text=gettext_lazy("Two lines will do. No names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, contacts: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._contacts = {str(contact.pk): contact for contact in contacts}
        choices = [(key, str(contact)) for key, contact in self._contacts.items()]
        # Where there is one contact there is nothing to choose.
        self.fields["contact"].choices = choices if len(choices) == 1 else [("", gettext_lazy("Choose one")), *choices]  # type: ignore[attr-defined]

    def clean_contact(self) -> Contact:
        return self._contacts[self.cleaned_data["contact"]]


class MeetingForm(VersionedForm):
    """What was said, the answer to each ask, and what follows.

    The asks that the State is to carry come first.
    """

    day = DayField(label=gettext_lazy("Day"))
    said = forms.CharField(
        label=gettext_lazy("What they said"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_step = forms.CharField(label=gettext_lazy("Promised next step"), required=False, max_length=200)
    owner = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    next_due = DayField(label=gettext_lazy("By when"), required=False)
    is_done = forms.BooleanField(label=gettext_lazy("Next step done"), required=False)
    in_timeline = forms.BooleanField(
        label=gettext_lazy("Show in our timeline"),
        required=False,
        help_text=gettext_lazy("Everybody in the coalition, and calendars that follow it, see only “Appointment”."),
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        asks: Sequence[AskLine],
        people: Sequence[Person],
        in_timeline: bool,
        **kwargs: Any,
    ) -> None:
        names = ("day", "said", "next_step", "next_due", "is_done")
        initial = {name: getattr(meeting, name) for name in names}
        answers = {row.proposal_id: row.answer for row in meeting.asked.all()}
        initial |= {f"ask-{pk}": answer for pk, answer in answers.items()}
        kwargs["initial"] = initial | {"owner": str(meeting.owner_id or ""), "in_timeline": in_timeline}
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in [*people, *([meeting.owner] if meeting.owner else [])]}
        named = [(key, person.called) for key, person in self._people.items()]
        self.fields["owner"].choices = [("", gettext_lazy("Their mission")), *named]  # type: ignore[attr-defined]
        self._first = [ask for ask in asks if meeting.contact.iso3 in ask.carried_by or ask.pk in answers]
        self._others = [ask for ask in asks if ask not in self._first]
        for ask in (*self._first, *self._others):
            self.fields[f"ask-{ask.pk}"] = _AnswerField(ask)

    @property
    def about_fields(self) -> list[forms.BoundField]:
        """When it was, and what was said."""
        return [self["day"], self["said"]]

    @property
    def step_fields(self) -> list[forms.BoundField]:
        """What follows from it."""
        return [self[name] for name in ("next_step", "owner", "next_due", "is_done", "in_timeline")]

    @property
    def first_asks(self) -> list[forms.BoundField]:
        return [self[f"ask-{ask.pk}"] for ask in self._first]

    @property
    def other_asks(self) -> list[forms.BoundField]:
        return [self[f"ask-{ask.pk}"] for ask in self._others]

    def for_service(self) -> Mapping[str, Any]:
        """What was given, for a service."""
        values = {name: value for name, value in self.cleaned_data.items() if not name.startswith("ask-")}
        values["owner"] = self._people.get(values["owner"])
        answers = {ask.pk: self.cleaned_data[f"ask-{ask.pk}"] for ask in (*self._first, *self._others)}
        return {**values, "answers": answers}


class _AnswerField(forms.ChoiceField):
    """The answer to one ask."""

    def __init__(self, ask: AskLine) -> None:
        label = f"{ask.proposal.group} {ask.proposal.number}: {Truncator(ask.text).chars(90)}"
        super().__init__(
            label=label, required=False, choices=[("", gettext_lazy("not asked")), *AskedInMeeting.Answer.choices]
        )


class KeepContactsForm(forms.Form):
    """A later day."""

    until = DayField(label=gettext_lazy("Keep until"), help_text=gettext_lazy("At most a year from today."))


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
    by_state = contacts_of(book)
    known = {state.state.iso3 for state in by_state}
    met_there = met_at_pre_sessions(request.about, but=known)
    known |= {state.iso3 for state, _noted in met_there}
    context = {
        "page_name": _("Contacts and meetings"),
        "states": by_state,
        "steps": open_steps(request.about),
        "met_there": met_there,
        "keeping": keeping(book, today=request.today),
        "not_met": [carrier.state for carrier in carried_states(request.about) if carrier.state.iso3 not in known],
        "today": request.today,
    }
    return advocacy_page(request, "advocacy/contacts.html", context)


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
    context = {"page_name": _("Add a contact"), "form": form}
    return advocacy_page(request, "advocacy/contact_form.html", context)


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
    context = {"page_name": _("Change a contact"), "form": form, "contact": contact}
    return advocacy_page(request, "advocacy/contact_form.html", context)


@page(COALITION + "advocacy/contacts/<int:number>/remove/", LOG_MEETINGS, methods="POST")
def contact_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Delete it with its meetings, once that was asked."""
    contact = _contact(request, number)
    if not request.POST.get("sure"):
        losses = [
            str(contact),
            *(str(_("Meeting of %(day)s") % {"day": meeting.day}) for meeting in contact.meetings.all()),
        ]
        if is_last_of_state(contact) and contact.iso3 in at_pre_sessions(request.about):
            sentence = _("Who came from %(state)s to pre-sessions, and that they asked")
            losses.append(sentence % {"state": contact.state.name})
        back = reverse("advocacy:contacts", args=[coalition])
        return ask_first(request, _("Remove this contact?"), losses=losses, send=_("Remove the contact"), back=back)
    remove_contact(by=request.actor, coalition=request.about, contact=contact)
    messages.success(request, _("Removed."))
    return redirect("advocacy:contacts", coalition)


def _place(presence: Presence) -> Contact.Place:
    """Where a contact most likely is."""
    return Contact.Place.GENEVA if presence.kind == Presence.Kind.GENEVA else Contact.Place.EMBASSY


def _contact(request: Request[Coalition], number: int) -> Contact:
    contact = open_book_of(request).contacts.filter(pk=number).first()
    if contact is None:
        raise Http404
    return contact


@page(COALITION + "advocacy/meetings/log/", LOG_MEETINGS, methods="GET POST")
def meeting_log(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Two fields and a button, for a phone after the meeting."""
    book = open_book_of(request)
    contacts = list(book.contacts.all())
    form = LogForm(request.POST or None, contacts=contacts, initial={"contact": request.GET.get("contact", "")})
    if request.method == "POST" and form.is_valid():
        values = {"contact": form.cleaned_data["contact"], "said": form.cleaned_data["said"]}
        new = log_meeting(by=request.actor, coalition=request.about, day=request.today, **values)
        messages.success(request, _("Logged. Add the answers here, now or later."))
        return redirect("advocacy:meeting", coalition, new.pk)
    context = {"page_name": _("Log a meeting"), "form": form, "contacts": contacts}
    return advocacy_page(request, "advocacy/meeting_log.html", context)


@page(COALITION + "advocacy/meetings/<int:number>/", LOG_MEETINGS, methods="GET POST")
def meeting(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """One meeting: its day, its asks with the answers, the next step; whether its day is in the
    timeline.
    """
    chosen = _meeting(request, number)
    form = MeetingForm(
        request.POST or None,
        meeting=chosen,
        asks=asks_of(request.about),
        people=who_speaks(request.about),
        in_timeline=Milestone.objects.filter(calendar=request.about.calendar, key=chosen.appointment).exists(),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            save_meeting(
                by=request.actor, coalition=request.about, meeting=chosen, today=request.today, **form.for_service()
            )
            messages.success(request, _("Saved."))
            return redirect("advocacy:contacts", coalition)
    context = {
        "page_name": _("Meeting with %(state)s") % {"state": chosen.contact.state.name},
        "form": form,
        "meeting": chosen,
    }
    return advocacy_page(request, "advocacy/meeting.html", context)


@page(COALITION + "advocacy/meetings/<int:number>/remove/", LOG_MEETINGS, methods="POST")
def meeting_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Delete it, once that was asked."""
    chosen = _meeting(request, number)
    if not request.POST.get("sure"):
        back = reverse("advocacy:meeting", args=[coalition, number])
        losses = [str(chosen)]
        return ask_first(request, _("Remove this meeting?"), losses=losses, send=_("Remove the meeting"), back=back)
    remove_meeting(by=request.actor, coalition=request.about, meeting=chosen)
    messages.success(request, _("Removed."))
    return redirect("advocacy:contacts", coalition)


def _meeting(request: Request[Coalition], number: int) -> Meeting:
    chosen = meetings_of(open_book_of(request)).filter(pk=number).first()
    if chosen is None:
        raise Http404
    return chosen


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
    context = {"page_name": _("Keep them longer"), "form": form, "keeping": keeping(book, today=request.today)}
    return advocacy_page(request, "advocacy/contacts_keep.html", context)


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
