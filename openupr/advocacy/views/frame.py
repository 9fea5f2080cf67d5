"""A page of a coalition's advocacy: the coalition's frame, with the pages of advocacy."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.permissions.roles import coalition_of
from openupr.web.parts import Tab

from ..queries.own_words import Form

_OF_CONTACTS = ("contacts-keep", "contact-add", "contact-change", "meeting-log", "meeting", "note", "note-write")
_OF_A_PRE_SESSION = ("pre-session", "pre-session-add", "pre-session-change", "pre-session-answer")
# Address, label, the action that opens it, and the addresses below it.
_TABS = (
    ("states", _("States to ask"), "advocacy.see", ()),
    ("carriers", _("Who carries what"), "advocacy.see", ()),
    ("sheets", _("Embassy sheets"), "advocacy.see-sheets", ("sheet", "shorten", "contact")),
    ("factsheets", _("Factsheets"), "advocacy.see-factsheets", ("factsheet", "targets", "logo-choose")),
    ("statement", _("Statement"), "advocacy.see-statement", ()),
    ("uptake", _("Uptake"), "advocacy.see-uptake", ("uptake-ask", "question", "lessons", "workbook", "workbook-take")),
    ("adoption", _("Until the adoption"), "advocacy.see-adoption", ("adoption-text", "review-list")),
    ("presence", _("Embassies"), "advocacy.note-presence", ()),
    ("contacts", _("Contacts and meetings"), "advocacy.see-contacts", _OF_CONTACTS),
    ("pre-sessions", _("Pre-sessions"), "advocacy.see-pre-sessions", _OF_A_PRE_SESSION),
    ("partners", _("Partners"), "advocacy.see-partners", ("partner-add", "partner-change")),
)


def form_in(request: HttpRequest) -> Form:
    """What was sent of the parts of a page."""
    return Form(request.POST, request.POST.getlist("facts"))


def tell_saved(request: HttpRequest, joined: list[str]) -> None:
    """Say that parts are kept, and which hold two texts now."""
    messages.success(request, _("Saved."))
    if joined:
        told = _("Somebody else saved these parts meanwhile: %(parts)s. Both texts are there now. Make one of them.")
        messages.warning(request, told % {"parts": ", ".join(joined)})


def advocacy_page(
    request: Request[Coalition] | Request[Group], template: str, given: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """The template in the coalition's frame, with those pages of advocacy that are open to the reader."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [
        Tab(label, reverse(f"advocacy:{name}", args=[coalition_of(request.about).key]), here in (name, *below))
        for name, label, action, below in _TABS
        if action in request.may
    ]
    return coalition_page(request, template, {**given, "own_pages": tabs}, status=status)
