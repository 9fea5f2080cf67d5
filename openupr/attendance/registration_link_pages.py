"""Registering by a workshop's link, without an account; and taking it back. The link itself, for
those who keep it.

The secret stands in the address only for the moment in which the link is opened, so that the
history of a phone that several people use does not lead back to it; then a cookie holds it until
the browser closes. No session: a session would be a row with an hour.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pace import sender, too_fast
from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture, ways_to
from openupr.coalitions.clock import day_of
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.rules.refusals import Refused
from openupr.web.clock import TimedRequest
from openupr.web.languages import first_the_language
from openupr.web.refusing import in_words
from openupr.web.this_machine import address_for_phones, host_for_phones, is_near_only
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import KEEP_LINK, REGISTER
from .models import RegistrationLink, new_form_secret
from .registration_link import link_of, make_link, open_link, register_by_link, revoke_link, take_back
from .registrations_pages import RegistrationForm
from .rules.refusals import LinkIsClosed, TakenBackBefore


class ByLinkForm(RegistrationForm):
    """The same for people who register themselves; `secret` recognises a form that was sent twice."""

    secret = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)


class TakeRegistrationBackForm(forms.Form):
    """The code that was shown when somebody registered."""

    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )


# From one place in a minute: a whole workshop behind one router, not a machine.
_REGISTRATIONS, _WRONG_CODES = 120, 20
_COOKIE = "register"


@page("register/<str:secret>/", REGISTER)
def link_opened(request: TimedRequest, secret: str) -> HttpResponse:
    """The link that was sent or scanned."""
    if open_link(secret, now=request.now) is None:
        response = _closed(request)
    else:
        response = _secretive(redirect("attendance:register"))
        path = reverse("attendance:register")
        response.set_cookie(_COOKIE, secret, path=path, httponly=True, samesite="Lax", secure=request.is_secure())
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@page("register/", REGISTER, methods="GET POST")
@sensitive_post_parameters()
def register(request: TimedRequest) -> HttpResponse:
    """First the language; then the form; once sent, the code with which it is taken back, shown
    this once.
    """
    link = _link_of(request)
    if link is None:
        return _closed(request)
    if language_page := first_the_language(request):
        return _secretive(language_page)
    today = day_of(link.workshop.coalition, request.now)
    form = ByLinkForm(request.POST or None, workshop=link.workshop, today=today, initial={"secret": new_form_secret()})
    if request.method == "POST" and form.is_valid():
        if too_fast("register", sender(request), most=_REGISTRATIONS, seconds=60):
            return _secretive(render(request, "429.html", status=429))
        try:
            secret_of_form = form.cleaned_data["secret"]
            code = register_by_link(link=link, answers=form.answers(), secret=secret_of_form, today=today)
        except TakenBackBefore:
            return _page(request, "attendance/taken_back.html", link, {})
        except LinkIsClosed:
            return _closed(request)
        except Refused as refusal:
            form.add_error(None, in_words(refusal))
        else:
            return _page(request, "attendance/registered.html", link, {"code": code})
    return _page(request, "attendance/register.html", link, {"form": form}, status=422 if form.errors else 200)


@page("register/take-back/", REGISTER, name="take-back", methods="GET POST")
@sensitive_post_parameters()
def take_it_back(request: TimedRequest) -> HttpResponse:
    """With the code; nothing of what somebody said is shown again."""
    link = _link_of(request)
    if link is None:
        return _closed(request)
    form = TakeRegistrationBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_fast("take-back", sender(request), most=_WRONG_CODES, seconds=60):
            return _secretive(render(request, "429.html", status=429))
        try:
            take_back(link=link, code=form.cleaned_data["code"])
        except TakenBackBefore:
            return _page(request, "attendance/taken_back.html", link, {})
        except Refused as refusal:
            form.add_error(None, _(str(refusal)))
        else:
            return _page(request, "attendance/taken_back.html", link, {})
    return _page(request, "attendance/take_back.html", link, {"form": form}, status=422 if form.errors else 200)


def _link_of(request: TimedRequest) -> RegistrationLink | None:
    """The link that this browser opened."""
    return open_link(request.COOKIES.get(_COOKIE, "")[:100], now=request.now)


def _page(
    request: HttpRequest, template: str, link: RegistrationLink, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    workshop, language = link.workshop, get_language() or ""
    titles = {"title": workshop.said("title", language), "place": workshop.said("place", language)}
    context |= titles | {"days": list(workshop.days.all())}
    return _secretive(render(request, template, context, status=status))


def _closed(request: HttpRequest) -> HttpResponse:
    return _secretive(render(request, "attendance/no_link.html", {"sentence": _(str(LinkIsClosed()))}, status=404))


def _secretive(response: HttpResponse) -> HttpResponse:
    """Nothing keeps a page that only a link opens.

    Our own pages alone are told where one came from, as everywhere: told to none, browsers would
    send the form without an origin, and it would be refused as another site's.
    """
    response.headers["Cache-Control"] = "no-store, private"
    return response


@page(WORKSHOP + "attendance/link/", KEEP_LINK, methods="GET POST")
def link(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Make the link, which is shown this once, or revoke it: the button says which."""
    about, today = request.about, request.today
    context = {"page_name": _("Link for registering")}
    if request.method == "POST" and request.POST.get("do") == "make":
        secret = make_link(by=request.actor, workshop=about, today=today)
        address = address_for_phones(request, reverse("attendance:link-opened", args=[secret]))
        label = _("The same address, to be scanned with a phone")
        picture, ways = qr_picture(address, label), ways_to(address, request, label)
        where = {"address": address, "picture": picture, "ways": ways, "is_reached": bool(host_for_phones(request))}
        new_link = context | where | {"is_near_only": is_near_only(request), "days": list(about.days.all())}
        return _secretive(coalition_page(request, "attendance/new_link.html", new_link))
    if request.method == "POST":
        revoke_link(by=request.actor, workshop=about, today=today)
        messages.success(request, _("The link opens nothing any more."))
        return redirect("attendance:link", coalition, workshop)
    return coalition_page(request, "attendance/link.html", context | {"link": link_of(about)})
