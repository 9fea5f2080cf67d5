"""What the pages of boxes share: their frame, and pages for people who put something in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest
from openupr.accounts.rooms import guest_of
from openupr.coalitions.actions.roles import coalition_of
from openupr.coalitions.frame import Around, Request, RoomRequest, app_of
from openupr.coalitions.rules.refusals import Refused
from openupr.web import this_machine
from openupr.web.clock import TimedRequest
from openupr.web.parts import Tab
from openupr.web.this_machine import is_this_machine

from .boxes import title_in
from .models import Box, Testimony
from .rules.sentences import LANGUAGES, sentences


def around_box(request: Request[Any]) -> Around | None:
    """On the pages of this app: the list of boxes above, and `box` on the pages of one."""
    if app_of(request) != "testimonies":
        return None
    about = request.about
    key = coalition_of(about).key
    above = [Tab(_("Testimonies"), reverse("testimonies:boxes", args=[key]))]
    box = about.box if isinstance(about, Testimony) else about
    if not isinstance(box, Box):
        return Around(above)
    above.append(Tab(box.title, reverse("testimonies:box", args=[key, box.pk])))
    return Around(above, {"box": box})


def sent_in(request: HttpRequest) -> QueryDict | None:
    """What a form is given: what was sent, were it empty, or nothing where the page is only looked
    at.
    """
    return request.POST if request.method == "POST" else None


def address_for_phones(request: HttpRequest, name: str, *parts: str) -> str:
    """The whole address of a page as another device reaches it, for paper and for what is sent."""
    return this_machine.address_for_phones(request, reverse(name, args=parts))


def language_of(request: HttpRequest) -> str:
    """The language that a printed page is asked for in, or that somebody reads in, if these pages
    have it.
    """
    wanted = request.GET.get("language") or translation.get_language() or ""
    return wanted if wanted in LANGUAGES else "en"


def show_on_phone(
    request: TimedRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends testimonies/phone_base.html, in the language of who reads; nothing
    keeps it.
    """
    language = language_of(request)
    frame: dict[str, Any] = {
        "say": sentences(language),
        "language": language,
        "in_the_room": guest_of(request) is not None,
        "is_open_on_the_way": not request.is_secure() and not is_this_machine(request),
    }
    frame |= context or {}
    if isinstance(box := frame.get("box"), Box):
        frame["box_title"] = title_in(box, language)
    response = render(request, template, frame, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@contextmanager
def refusals_said(form: BaseForm, language: str) -> Iterator[None]:
    """Show a service's refusal above the form, in the reader's language where possible."""
    try:
        yield
    except Refused as refusal:
        key = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in type(refusal).__name__).strip("_")
        form.add_error(None, sentences(language).get(key, str(refusal)))


# A whole workshop shares one address: what one person does, not what a room does, is slowed down.
MOST_A_MINUTE = 240


def _in_the_room(request: RoomRequest[Box]) -> bool:
    """Whether this phone entered the room, also where somebody is signed in on it."""
    return isinstance(request.actor, Guest) or guest_of(request) is not None


def way_back(request: RoomRequest[Box]) -> str:
    if _in_the_room(request):
        return reverse("accounts:room")
    return reverse("testimonies:box", args=[request.about.coalition.key, request.about.pk])
