"""A meeting: two lines by phone, then what was asked, answered and promised."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, refusals_in
from openupr.coalitions.models import Coalition
from openupr.timeline.models import Milestone

from ..actions import LOG_MEETINGS
from ..forms import LogForm, MeetingForm
from ..models import Meeting
from ..queries.asks import asks_of
from ..queries.contacts import meetings_of, who_speaks
from ..services.contacts import log_meeting, remove_meeting, save_meeting
from .contacts import open_book_of
from .frame import advocacy_page


@page(COALITION + "advocacy/meetings/log/", LOG_MEETINGS, methods="GET POST")
def meeting_log(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Two fields and a button, for a phone after the meeting."""
    book = open_book_of(request)
    contacts = list(book.contacts.all())
    form = LogForm(request.POST or None, contacts=contacts, initial={"contact": request.GET.get("contact", "")})
    if request.method == "POST" and form.is_valid():
        given = {"contact": form.cleaned_data["contact"], "said": form.cleaned_data["said"]}
        new = log_meeting(by=request.actor, coalition=request.about, day=request.today, **given)
        messages.success(request, _("Logged. Add the answers here, now or later."))
        return redirect("advocacy:meeting", coalition, new.pk)
    given = {"page_name": _("Log a meeting"), "form": form, "contacts": contacts}
    return advocacy_page(request, "advocacy/meeting_log.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/meetings/<int:number>/", LOG_MEETINGS, methods="GET POST")
def meeting(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """One meeting: its day, its asks with the answers, the next step; whether its day is in the
    timeline.
    """
    found = _meeting(request, number)
    form = MeetingForm(
        request.POST or None,
        meeting=found,
        asks=asks_of(request.about),
        people=who_speaks(request.about),
        in_timeline=Milestone.objects.filter(calendar=request.about.calendar, key=found.appointment).exists(),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            save_meeting(
                by=request.actor, coalition=request.about, meeting=found, today=request.today, **form.for_service()
            )
            messages.success(request, _("Saved."))
            return redirect("advocacy:contacts", coalition)
    given = {
        "page_name": _("Meeting with %(state)s") % {"state": found.contact.state.name},
        "form": form,
        "meeting": found,
    }
    return advocacy_page(request, "advocacy/meeting.html", given, status=422 if form.errors else 200)


@page(COALITION + "advocacy/meetings/<int:number>/remove/", LOG_MEETINGS, methods="POST")
def meeting_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Delete it, once that was asked."""
    found = _meeting(request, number)
    if not request.POST.get("sure"):
        back = reverse("advocacy:meeting", args=[coalition, number])
        losses = [str(found)]
        return ask_first(request, _("Remove this meeting?"), losses=losses, send=_("Remove the meeting"), back=back)
    remove_meeting(by=request.actor, coalition=request.about, meeting=found)
    messages.success(request, _("Removed."))
    return redirect("advocacy:contacts", coalition)


def _meeting(request: Request[Coalition], number: int) -> Meeting:
    found = meetings_of(open_book_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
