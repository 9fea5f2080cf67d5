"""Putting something into a box: from the room, with an account, or by link. Nothing of who does it is looked at."""

import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.actions import Role
from openupr.accounts.models import Guest
from openupr.accounts.pace import sender, take_once, too_fast
from openupr.accounts.pages import page
from openupr.accounts.rooms import guest_of
from openupr.accounts.rules import new_secret
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import RoomRequest
from openupr.web.clock import TimedRequest
from openupr.web.this_machine import is_near_only, server_address

from ..actions import ANSWER, TESTIFY
from ..forms.entering import EvaluationForm, TestimonyForm
from ..models import Box
from ..rules.codes import Code, fresh_code
from ..rules.phrase import spans
from ..rules.refusals import IsClosed, IsGone, TakesNone
from ..rules.telling import telling
from ..services.answering import answer
from ..services.testifying import check_written, testify
from .phone import address_for_phones, language_of, refusals_said, sent_in, show_on_phone

# A whole workshop shares one address: what one person does, not what a room does, is slowed down.
_A_MINUTE = 240
# Kept by the phone alone, until its browser closes: that somebody answered on it.
_ANSWERED = "answered"


@page(COALITION + "boxes/<int:box>/evaluate/", ANSWER, methods="GET POST")
@sensitive_post_parameters()
def evaluate(request: RoomRequest[Box], coalition: str, box: int) -> HttpResponse:
    """The evaluation, on a phone in the room or with an account."""

    # Also what coordinators answer for themselves: they know what it says.
    types_in = Role.COORDINATOR in request.roles

    def put(answers: dict[str, str]) -> None:
        answer(by=request.actor, box=request.about, answers=answers, typed_in=types_in)

    return evaluation_page(request, request.about, put=put, back=_way_back(request), types_in=types_in)


@page(COALITION + "boxes/<int:box>/tell/", TESTIFY, methods="GET POST")
@sensitive_post_parameters()
def tell(request: RoomRequest[Box], coalition: str, box: int) -> HttpResponse:
    """A testimony, on a phone in the room or with an account."""

    def put(code: Code, **written: Any) -> None:
        testify(by=request.actor, box=request.about, code=code, **written)

    return testimony_page(request, request.about, put=put, back=_way_back(request))


def _in_the_room(request: RoomRequest[Box]) -> bool:
    """Whether this phone entered the room, also where somebody is signed in on it."""
    return isinstance(request.actor, Guest) or guest_of(request) is not None


def _way_back(request: RoomRequest[Box]) -> str:
    if _in_the_room(request):
        return reverse("accounts:room")
    return reverse("testimonies:box", args=[request.about.coalition.key, request.about.pk])


def evaluation_page(
    request: TimedRequest, box: Box, *, put: Callable[[dict[str, str]], None], back: str, types_in: bool = False
) -> HttpResponse:
    """Ask; take; thank. `types_in`: somebody types sheet after sheet from paper."""
    form = EvaluationForm(sent_in(request), box=box, language=language_of(request))
    given = {"box": box, "back": back, "types_in": types_in}
    if request.method == "POST":
        if too_fast("evaluation", sender(request), most=_A_MINUTE, seconds=60):
            return render(request, "429.html", status=429)
        if form.is_valid():
            with refusals_said(form, language_of(request)):
                _put_once(request, put, form.cleaned_data)
                response = redirect(f"{request.path}?sent=1")
                if not types_in:
                    path = request.path
                    response.set_cookie(_ANSWERED, "yes", path=path, httponly=True, samesite="Strict")
                return response
        elif not form.fields:
            return show_on_phone(request, "testimonies/nothing_here.html", given, status=404)
    elif not box.is_open or not box.questions:
        return show_on_phone(request, "testimonies/nothing_here.html", given, status=404)
    given |= {
        "form": form,
        "once": secrets.token_urlsafe(12),
        "was_sent": "sent" in request.GET and not form.is_bound,
        "was_answered": _ANSWERED in request.COOKIES and "again" not in request.GET and not form.is_bound,
    }
    return show_on_phone(request, "testimonies/evaluate.html", given, status=422 if form.errors else 200)


def _put_once(request: TimedRequest, put: Callable[[dict[str, str]], None], answers: dict[str, str]) -> None:
    """A thumb that taps twice is counted once. Other answers in the same form are another person's, or another mind."""
    once = request.POST.get("once", "")[:40]
    if once:
        take_once(lambda: put(answers), sent=repr((once, request.path, sorted(answers.items()))))
    else:
        put(answers)


def testimony_page(request: TimedRequest, box: Box, *, put: Callable[..., None], back: str) -> HttpResponse:
    """Write; look once more; send; the code, to nobody but who has the form that was looked at."""
    form = TestimonyForm(sent_in(request), language=language_of(request))
    given: dict[str, Any] = {"box": box, "back": back, "form": form}
    do = request.POST.get("do")
    # What was kept before the box was closed may be sent a second time after it.
    if (not box.is_open or not box.takes_testimonies) and do != "send":
        return show_on_phone(request, "testimonies/nothing_here.html", given, status=404)
    if request.method != "POST":
        return show_on_phone(request, "testimonies/tell.html", given)
    if too_fast("testimony", sender(request), most=_A_MINUTE, seconds=60):
        return render(request, "429.html", status=429)
    if form.is_valid() and do != "change":
        with refusals_said(form, language_of(request)):
            check_written(text=form.cleaned_data["text"], phrase=form.cleaned_data["phrase"])
            if do == "send":
                try:
                    return _sent(request, put, form, given)
                except (IsClosed, TakesNone):
                    return show_on_phone(request, "testimonies/nothing_here.html", given, status=404)
                except IsGone:
                    return show_on_phone(request, "testimonies/withdrawn.html", {"was_gone": True})
            return show_on_phone(request, "testimonies/look.html", given | _looked_at(form))
    return show_on_phone(request, "testimonies/tell.html", given, status=422 if form.errors else 200)


def _looked_at(form: TestimonyForm) -> dict[str, Any]:
    text, phrase = form.cleaned_data["text"].strip(), form.cleaned_data["phrase"]
    found = telling(text)
    return {
        "text": text,
        "spans": [(each.start, each.end) for each in found],
        "bold": [text[start:end] for start, end in spans(phrase, text)],
        "once": new_secret(),
    }


def _sent(request: TimedRequest, put: Callable[..., None], form: TestimonyForm, given: dict[str, Any]) -> HttpResponse:
    # Tapped twice or loaded again, the form has the same code: it is the second answer that its author sees.
    code = fresh_code(request.POST.get("once", "")[:40])
    put(code, **form.cleaned_data)
    where = {"address": address_for_phones(request, "testimonies:withdraw"), "is_near_only": is_near_only(request)}
    where["is_reached"] = bool(server_address(request))
    return show_on_phone(request, "testimonies/sent.html", given | {"code": code.plain} | where)
