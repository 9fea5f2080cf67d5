"""Pages of boxes: inside a coalition, and for whoever puts something in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openupr.accounts.permissions import Role
from openupr.coalitions.permissions.roles import coalition_of
from openupr.coalitions.queries.frame import frame_of
from openupr.web import refusing, this_machine
from openupr.web.parts import Tab
from openupr.web.this_machine import is_this_machine

from ..models import Box, Testimony
from ..permissions import TABLE
from ..queries.titles import title_in
from ..rules.sentences import LANGUAGES, sentences
from ..services.refusals import Refused
from .asked import Asked, AskedOfBox, AskedOfTestimony


def show(
    request: Asked | AskedOfBox | AskedOfTestimony,
    template: str,
    given: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page that extends testimonies/box_base.html; it has `coalition`, `box` and `may`."""
    about = request.about
    box = about.box if isinstance(about, Testimony) else about if isinstance(about, Box) else None
    frame = frame_of(coalition_of(about), path=request.path, today=request.today) | {
        "box": box,
        "may": may(request.roles),
    }
    key = frame["coalition"].key
    above = [Tab(_("Testimonies"), reverse("testimonies:boxes", args=[key]))]
    if box:
        above.append(Tab(box.title, reverse("testimonies:box", args=[key, box.pk])))
    frame["crumbs"] = [*frame["crumbs"], *(tab for tab in above if tab.url != request.path)]
    return render(request, template, frame | dict(given or {}), status=status)


def sent_in(request: HttpRequest) -> QueryDict | None:
    """What a form is given: what was sent, were it empty, or nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def address_for_phones(request: HttpRequest, name: str, *parts: str) -> str:
    """The whole address of a page as another device reaches it, for paper and for what is sent."""
    return this_machine.address_for_phones(request, reverse(name, args=parts))


def may(roles: frozenset[Role]) -> frozenset[str]:
    """The names of the actions that are open to somebody in these roles."""
    return frozenset(action.name for action in TABLE.actions if action.open_to(roles))


def language_of(request: HttpRequest) -> str:
    """The language that a printed page is asked for in, or that somebody reads in, if these pages have it."""
    wanted = request.GET.get("language") or translation.get_language() or ""
    return wanted if wanted in LANGUAGES else "en"


def show_on_phone(
    request: HttpRequest, template: str, given: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a page that extends testimonies/phone_base.html, in the language of who reads; nothing keeps it."""
    language = language_of(request)
    frame: dict[str, Any] = {
        "say": sentences(language),
        "language": language,
        "is_open_on_the_way": not request.is_secure() and not is_this_machine(request),
    }
    frame |= given or {}
    if isinstance(box := frame.get("box"), Box):
        frame["box_title"] = title_in(box, language)
    response = render(request, template, frame, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


refusals_in = partial(refusing.into_form, refused=Refused)


@contextmanager
def refusals_said(form: BaseForm, language: str) -> Iterator[None]:
    """What a service refuses stands above the form, in the language of who reads where there is a sentence for it."""
    try:
        yield
    except Refused as refusal:
        key = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in type(refusal).__name__).strip("_")
        form.add_error(None, sentences(language).get(key, str(refusal)))


refusals_told = partial(refusing.at_the_head, refused=Refused)
