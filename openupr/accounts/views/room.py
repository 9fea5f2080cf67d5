"""The room, on a phone."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ..forms import RoomForm
from ..queries.guests import COOKIE, guest_of
from ..services.pace import sender, too_fast
from ..services.rooms import NoSuchRoom, enter_room, leave_room

# Wrong codes a minute from one place: enough for a whole workshop behind one router, far too few for guessing.
WRONG_CODES = 60


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest) -> HttpResponse:
    """Type the code; inside, see what a guest can do."""
    guest = guest_of(request)
    if guest:
        return render(request, "accounts/room.html", {"guest": guest})
    form = RoomForm(request.POST or None)
    if form.is_valid():
        try:
            _guest, token = enter_room(code=form.cleaned_data["code"], today=timezone.localdate())
        except NoSuchRoom as refusal:
            form.add_error("code", str(refusal))
            if too_fast("room", sender(request), most=WRONG_CODES, seconds=60):
                return render(request, "429.html", status=429)
        else:
            return _with_token(request, redirect("accounts:room"), token)
    return render(request, "accounts/enter_room.html", {"form": form})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """This phone is nobody's any more."""
    guest = guest_of(request)
    if guest:
        leave_room(guest=guest)
    response = redirect("accounts:room")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _with_token(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)
    response.set_cookie(
        COOKIE, token, max_age=midnight - now, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
