"""Dates on one's own phone, by a secret link that is shown once and can be taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture
from openupr.accounts.server import may_found
from openupr.timeline.feeds import agenda_to_carry, ics
from openupr.timeline.models import Calendar
from openupr.web.downloads import CALENDAR, attachment
from openupr.web.languages import of_reader
from openupr.web.this_machine import server_address

from .actions.timeline import FOLLOW_DATES, FOLLOW_EVERYWHERE
from .addresses import COALITION, GROUP
from .calendars import calendar_of, calendars_everywhere, calendars_to_follow, group_calendar
from .following import (
    follow_coalition,
    follow_everywhere,
    follow_group,
    followed_everywhere,
    unfollow,
    unfollow_everywhere,
)
from .frame import Request
from .models import Coalition, Group
from .pairing import paired_devices_of
from .panels import on_own_account as coalitions_on_account


class FollowForm(forms.Form):
    """Which dates go into one's telephone, and what a stranger may read there."""

    whole = forms.BooleanField(
        label=gettext_lazy("Dates of all groups"),
        required=False,
        help_text=gettext_lazy("Without this, only dates of your own groups."),
    )
    plain = forms.BooleanField(
        label=gettext_lazy("Name each date"),
        required=False,
        help_text=gettext_lazy(
            "Without this the phone shows only “Due”, “Date” and “Appointment”. A person who finds it learns nothing."
        ),
    )


# Where the session keeps the link for the one page that shows it.
_OPENED = "opened-feed"
# The button that asks for a file.
_FILE = "file"


@page(COALITION + "timeline/follow/", FOLLOW_DATES, methods="POST")
def follow(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A link to the coalition's dates, or these dates as a file."""
    form = FollowForm(request.POST)
    if form.is_valid():
        if _FILE in request.POST:
            with transaction.atomic():
                calendar_of(request.about, today=request.today)
            keys = calendars_to_follow(request.about, request.actor.pk, whole=form.cleaned_data["whole"])
            return _as_file(request, keys, name=request.about.name)
        _kept, token = follow_coalition(
            by=request.actor,
            coalition=request.about,
            whole=form.cleaned_data["whole"],
            neutral=not form.cleaned_data["plain"],
            today=request.today,
            language=of_reader(request),
        )
        request.session[_OPENED] = token
    return redirect(reverse("coalitions:timeline", args=[coalition]) + "#telephone")


@page(GROUP + "timeline/follow/", FOLLOW_DATES, name="follow-group", methods="POST")
def follow_one(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """A link to a group's dates, or these dates as a file."""
    if _FILE in request.POST:
        with transaction.atomic():
            calendar = group_calendar(request.about, today=request.today)
        return _as_file(request, [calendar.pk], name=str(request.about))
    neutral = not request.POST.get("plain")
    read_in, today = of_reader(request), request.today
    _kept, token = follow_group(by=request.actor, group=request.about, neutral=neutral, today=today, language=read_in)
    request.session[_OPENED] = token
    return redirect(reverse("coalitions:group-timeline", args=[coalition, group]) + "#telephone")


@page(COALITION + "timeline/follow/<int:number>/stop/", FOLLOW_DATES, name="unfollow", methods="POST")
def stop(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take a link back."""
    unfollow(by=request.actor, coalition=request.about, number=number, today=request.today)
    messages.success(request, _("The link is taken back: nothing is there any more."))
    return redirect("coalitions:timeline", coalition)


@page("coalitions/telephone/follow/", FOLLOW_EVERYWHERE, name="follow-everywhere", methods="POST")
def everywhere(request: Request[Coalition]) -> HttpResponse:
    """A link to one's own dates in all one's coalitions, or these dates as a file."""
    if _FILE in request.POST:
        return _as_file(request, calendars_everywhere(request.actor.pk))
    neutral = not request.POST.get("plain")
    _kept, token = follow_everywhere(
        by=request.actor, neutral=neutral, today=request.today, language=of_reader(request)
    )
    request.session[_OPENED] = token
    return redirect(reverse("accounts:account") + "#telephone")


@page("coalitions/telephone/<int:number>/stop/", FOLLOW_EVERYWHERE, name="unfollow-everywhere", methods="POST")
def stop_everywhere(request: Request[Coalition], number: int) -> HttpResponse:
    """Take it back."""
    unfollow_everywhere(by=request.actor, number=number, today=request.today)
    messages.success(request, _("The link is taken back: nothing is there any more."))
    return redirect("accounts:account")


def on_own_account(context: Context) -> Mapping[str, Any] | None:
    """For the slot on somebody's own account: their coalitions, and the links of their dates in all
    of these.
    """
    request, slot = context.get("request"), coalitions_on_account(context)
    if slot is None or not isinstance(request, HttpRequest) or not isinstance(request.user, Person):
        return None
    paired = paired_devices_of(request.user, now=request.now)  # type: ignore[attr-defined]
    return {
        **slot,
        "link": opened_link(request),
        "phones_reach": phones_reach(request),
        "followed": followed_everywhere(request.user),
        "paired": paired,
        "may_found": may_found(request.user),
    }


def _as_file(request: Request[Any], keys: list[int], *, name: str = "") -> HttpResponse:
    """The dates of these calendars that are not past, as a calendar file in the page's language;
    with titles where they are asked for. A link keeps past dates: what it leaves out goes from the
    phone.
    """
    agenda = agenda_to_carry(Calendar.objects.filter(pk__in=keys), today=request.today)
    lines = [line for line in agenda.lines if not line.is_past]
    neutral = not request.POST.get("plain")
    data = ics(lines, name=name, today=request.today, neutral=neutral, address=server_address(request))
    return attachment("dates.ics", data, CALENDAR)


def phones_reach(request: HttpRequest) -> bool:
    """Whether a phone can open an address of this server."""
    return bool(server_address(request))


def opened_link(request: HttpRequest) -> dict[str, Any] | None:
    """The link that was just opened, to be shown once: its address and a picture of it."""
    token = request.session.pop(_OPENED, None)
    if token is None:
        return None
    address = (server_address(request) or request.build_absolute_uri("/")[:-1]) + reverse("timeline:feed", args=[token])
    picture = qr_picture(address, _("The same address, to be scanned with a phone"))
    subscribed = "webcal" + address[address.index(":") :]
    return {"address": address, "to": subscribed, "picture": picture, "is_reached": phones_reach(request)}
