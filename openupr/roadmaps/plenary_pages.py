"""The plenary: for the person who runs it, on the projector, on the phones of the room."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest
from openupr.accounts.pages import page
from openupr.accounts.rooms import guest_of
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, read_again, refusals_in
from openupr.coalitions.models import Coalition, Group
from openupr.web.clock import TimedRequest
from openupr.web.page_versions import is_of_now
from openupr.web.this_machine import address_to_type

from .actions import GIVE_FEEDBACK, MODERATE_FEEDBACK, RUN_PLENARY, SEE_PLENARY
from .models import Feedback, Plenary
from .plenary import (
    call_group,
    close_plenary,
    drafts_that_wait,
    give_feedback,
    not_released,
    open_plenary,
    plenary_in,
    plenary_of,
    presenting,
    release,
    released_to,
    set_aside,
    unread,
    waiting,
    was_in,
)
from .rules.plenary import LONGEST, PlenaryClosed, SomeAreUnread, alone, letters


class OpenForm(forms.Form):
    """How much time there is."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes in total"),
        min_value=1,
        max_value=24 * 60,
        initial=90,
        help_text=gettext_lazy("Shared over the number of groups."),
    )


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Groups of the starting set are called as the page speaks."""

    def label_from_instance(self, obj: Any) -> str:
        return gettext(obj.name)


class FeedbackForm(forms.Form):
    """A question or remark to a group."""

    group = GroupField(label=gettext_lazy("To the group"), queryset=Group.objects.none(), empty_label=None)
    text = forms.CharField(
        label=gettext_lazy("Your question or remark"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.filter(closed=False)  # type: ignore[attr-defined]


# What a projector asks for that shows the end of a plenary.
_OVER = "over"
# A number of messages has fewer digits than this.
_DIGITS = 7


@page(COALITION + "plenary/", SEE_PLENARY)
def plenary(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Who presents, who is next, what the room said; with buttons for who runs it."""
    latest = plenary_of(request.about)
    context: dict[str, Any] = {"page_name": _("Plenary"), "plenary": latest, "open": OpenForm()}
    context["unread"] = unread(request.about)
    if latest and not latest.closed:
        form = FeedbackForm(coalition=request.about, initial={"group": latest.presenting})
        context |= _now(request, latest) | {"feedback_form": form, "waiting": len(waiting(latest))}
        context |= {"shown": context["now"].proposals, "drafts": drafts_that_wait(latest)}
    return coalition_page(request, "roadmaps/plenary/plenary.html", context | {"phones_at": address_to_type(request)})


def _now(request: TimedRequest, plenary: Plenary) -> dict[str, Any]:
    return {"now": presenting(plenary, now=request.now)}


@page(COALITION + "plenary/projector/", SEE_PLENARY)
def plenary_projector(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What everybody in the room sees: the group, its recommendations, the clock, released
    feedback; or that it is over.
    """
    latest = _ever(request)
    context = {"is_over": True, "only": _OVER} if latest.closed else _stage(request, latest)
    return coalition_page(request, "roadmaps/plenary/projector.html", {"page_name": _("Plenary"), **context})


def _stage(request: Request[Coalition], plenary: Plenary) -> dict[str, Any]:
    """All recommendations at once, or the one that is asked for; what is too long for that one by
    one.
    """
    context = _now(request, plenary)
    proposals = context["now"].proposals
    lengths = [sum(len(wording.text) for wording in proposal.wordings.all()) for proposal in proposals]
    number = alone(lengths, request.GET.get("only", ""))
    return context | {
        "alone": number,
        "letters": letters(lengths[number - 1] if number else sum(lengths), alone=bool(number)),
        "shown": proposals[number - 1 : number] if number else proposals,
        "turns": range(1, len(proposals) + 1) if len(proposals) > 1 else (),
        "only": "" if "only" not in request.GET else number or "all",
    }


@page(COALITION + "plenary/projector/stage/", SEE_PLENARY)
def plenary_clock(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The part of the projector that changes, asked for every few seconds. Where the plenary was
    closed, or another opened, since the page was drawn, the whole of it is drawn anew, with the
    room's code or without.
    """
    latest = _ever(request)
    if latest.closed != (request.GET.get("only") == _OVER):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if latest.closed:
        return HttpResponse(status=204)
    return render(request, "roadmaps/plenary/stage.html", {"coalition": request.about, **_stage(request, latest)})


@page(COALITION + "plenary/open/", RUN_PLENARY, methods="POST")
def plenary_open(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Open one, and the room's door for phones."""
    form = OpenForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            open_plenary(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
            return _back(request)
    context = {"page_name": _("Plenary"), "plenary": None, "open": form}
    return coalition_page(request, "roadmaps/plenary/plenary.html", context, status=422)


@page(COALITION + "plenary/call/<int:number>/", RUN_PLENARY, methods="POST")
def plenary_call(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """A group's turn begins."""
    group = get_object_or_404(request.about.groups, pk=number)
    call_group(by=request.actor, plenary=_open(request), group=group, now=request.now)
    return _back(request)


@page(COALITION + "plenary/close/", RUN_PLENARY, methods="POST")
def plenary_close(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Close it. Where more messages wait than the page showed, say how many and ask first."""
    sent = request.POST.get("leaving", "")
    leaving = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < _DIGITS else 0
    plenary = _open(request)
    try:
        close_plenary(by=request.actor, plenary=plenary, leaving=leaving)
    except SomeAreUnread as refusal:
        context = {"page_name": _("Close the plenary"), "unread": refusal.unread}
        return coalition_page(request, "roadmaps/plenary/close.html", context, status=422)
    messages.success(request, _("The plenary is closed. The released feedback is beside each group's recommendations."))
    return _back(request)


@page(COALITION + "plenary/feedback/waiting/", MODERATE_FEEDBACK)
def plenary_moderate(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What waits to be released, the oldest first; and what was left unread or set aside, also
    where the plenary is over.
    """
    latest = _ever(request)
    hidden = not_released(request.about)
    context = {
        "page_name": _("Feedback from the room"),
        "is_over": latest.closed,
        "waiting": waiting(latest),
        "unread": [feedback for feedback in hidden if feedback.state == Feedback.State.UNREAD],
        "set_aside": [feedback for feedback in hidden if feedback.state == Feedback.State.SET_ASIDE],
    }
    return coalition_page(request, "roadmaps/plenary/moderate.html", context)


@page(COALITION + "plenary/feedback/<int:number>/", MODERATE_FEEDBACK, methods="POST")
def plenary_release(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Release one, or set it aside: the button says which."""
    messages_of_coalition = Feedback.objects.filter(plenary__coalition=request.about, pk=number)
    feedback = messages_of_coalition.select_related("group", "plenary__coalition").first()
    if feedback is None:
        raise Http404
    if not is_of_now(request, feedback.state):
        return read_again(request, reverse("roadmaps:plenary-moderate", args=[coalition]))
    (set_aside if request.POST.get("do") == "set-aside" else release)(by=request.actor, feedback=feedback)
    return redirect("roadmaps:plenary-moderate", coalition)


@page(COALITION + "plenary/feedback/", GIVE_FEEDBACK, methods="POST")
def plenary_feedback(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Say something to a group, from a phone or with an account; it waits for the moderator."""
    form = FeedbackForm(request.POST, coalition=request.about)
    speaker = _speaking(request)
    latest = plenary_of(request.about)
    if form.is_valid():
        with refusals_in(form):
            if latest is None or latest.closed:
                raise PlenaryClosed
            latest.coalition = request.about
            runs_it = "roadmaps.run-plenary" in request.may
            give_feedback(by=speaker, plenary=latest, runs_it=runs_it, **form.cleaned_data)
            messages.success(request, _("Sent. The moderator decides when it is shown."))
            return redirect("accounts:room") if _on_the_rooms_page(request) else _back(request)
    return _not_sent(request, form, latest)


def _speaking(request: Request[Coalition]) -> Actor:
    """Who speaks: the phone, where it entered the room; the room names no one. Else the account."""
    guest = guest_of(request)
    return guest if guest and guest.room.circle == request.about.key else request.actor


def _on_the_rooms_page(request: Request[Coalition]) -> bool:
    """Whether it was sent from the page of the room: a phone knows no other, an account says so."""
    return isinstance(request.actor, Guest) or ("room" in request.GET and isinstance(_speaking(request), Guest))


def _not_sent(request: Request[Coalition], form: FeedbackForm, latest: Plenary | None) -> HttpResponse:
    """What could not be sent stands in the form still, with the reason above it."""
    if _on_the_rooms_page(request):
        return render(request, "accounts/room.html", {"guest": _speaking(request), "not_sent": form}, status=422)
    context: dict[str, Any] = {"page_name": _("Plenary"), "plenary": latest, "open": OpenForm(), "not_sent": form}
    if latest and not latest.closed:
        context |= _now(request, latest) | {"feedback_form": form, "waiting": len(waiting(latest))}
        context |= {"shown": context["now"].proposals, "phones_at": address_to_type(request)}
    return coalition_page(request, "roadmaps/plenary/plenary.html", context, status=422)


def in_the_room(context: Context) -> dict[str, Any] | None:
    """What a phone in the room can do, for the slot on its page; None where the room is no
    coalition's.

    A page that asks again says in `?plenary=` whose turn it shows. It is only told when that is
    over: somebody may be writing on it.
    """
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    plenary, not_sent = plenary_in(guest.room), context.get("not_sent")
    turn = f"{plenary.pk}-{plenary.presenting_id}" if plenary else ""
    if seen := context["request"].GET.get("plenary"):
        return {
            "asks_again": True,
            "is_over": plenary is None,
            "moved_to": plenary and seen != turn and plenary.presenting,
        }
    if plenary is None:
        # The device on a group's table is in a room of its own.
        is_ours = Coalition.objects.filter(key=guest.room.circle).exists()
        return {"coalition": None, "not_sent": not_sent, "is_over": was_in(guest.room)} if is_ours else None
    form = not_sent or FeedbackForm(coalition=plenary.coalition, initial={"group": plenary.presenting})
    return {"coalition": plenary.coalition, **_now(context["request"], plenary), "form": form, "turn": turn}


def _open(request: Request[Coalition]) -> Plenary:
    latest = _ever(request)
    if latest.closed:
        raise Http404
    return latest


def _ever(request: Request[Coalition]) -> Plenary:
    """The latest plenary, open or closed."""
    latest = plenary_of(request.about)
    if latest is None:
        raise Http404
    latest.coalition = request.about
    return latest


def _back(request: Request[Coalition]) -> HttpResponseRedirect:
    return redirect("roadmaps:plenary", request.about.key)


def what_the_room_said(context: Context) -> dict[str, Any] | None:
    """What was released to the group, for the slot below its recommendations; None for nothing."""
    said = released_to(context["group"])
    return {"from_the_room": said} if said else None
