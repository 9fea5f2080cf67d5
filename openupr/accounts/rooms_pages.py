"""The pages of a room on a phone: enter by its code, see what a guest can do, leave."""

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.addresses import own_address
from openupr.web.clock import TimedRequest
from openupr.web.languages import first_the_language

from .actions import ENTER_ROOM
from .pace import sender, too_fast, too_fast_already
from .pages import page
from .rooms import COOKIE, NoSuchRoom, enter_room, guest_of, leave_room


class EnterRoomForm(forms.Form):
    """The code on the screen."""

    code = forms.CharField(
        label=gettext_lazy("Code of the room"),
        max_length=40,
        help_text=gettext_lazy("Six letters and digits, as on the screen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


# Wrong codes a minute from one place: enough for a workshop behind one router, too few to guess.
# After that no code from there is checked until the minute is over, not even a right one.
# Otherwise fast guessing would still succeed.
WRONG_CODES = 60
_MINUTE = 60


@page("room/", ENTER_ROOM, methods="GET POST")
def room(request: TimedRequest) -> HttpResponse:
    """Choose a language, type the code; inside, see what a guest can do, or type a table's code."""
    guest = guest_of(request)
    if guest and request.method != "POST":
        return render(request, "accounts/room.html", {"guest": guest, "form": EnterRoomForm()})
    if request.method == "GET" and COOKIE in request.COOKIES and request.headers.get("HX-Request") == "true":
        # A phone whose room was closed loads a part of its page: reload it, to ask for a code.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if choice := first_the_language(request):
        return choice
    form = EnterRoomForm(request.POST or None)
    if form.is_valid():
        if too_fast_already("room", sender(request), most=WRONG_CODES):
            return _slowed_down(request, form)
        try:
            guest, token = enter_room(code=form.cleaned_data["code"], now=request.now)
        except NoSuchRoom as refusal:
            form.add_error("code", str(refusal))
            too_fast("room", sender(request), most=WRONG_CODES, seconds=_MINUTE)
        else:
            here = own_address(request.GET.get("next", "")) or reverse("accounts:room")
            return _with_token(request, redirect(here), token, until=guest.room.ends)
    return render(request, "accounts/enter_room.html", {"form": form})


def _slowed_down(request: HttpRequest, form: EnterRoomForm) -> HttpResponse:
    form.add_error("code", _("Many wrong codes came from here. Wait a minute, then send the code again: it is kept."))
    response = render(request, "accounts/enter_room.html", {"form": form}, status=429)
    response.headers["Retry-After"] = str(_MINUTE)
    return response


@page("room/leave/", ENTER_ROOM, name="leave-room", methods="POST")
def leave(request: TimedRequest) -> HttpResponse:
    """Leave the room."""
    guest = guest_of(request)
    if guest:
        leave_room(guest=guest)
    response = redirect("accounts:room")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _with_token(request: TimedRequest, response: HttpResponse, token: str, *, until: datetime) -> HttpResponse:
    response.set_cookie(
        COOKIE, token, max_age=until - request.now, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
