"""A page of a coalition's advocacy: the coalition's frame, with the pages of advocacy."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.actions.roles import coalition_of
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition, Group
from openupr.recommendations.the_index import RecordNotReady
from openupr.web.parts import Tab, Text

from .paper_words import Form
from .short_asks import later_not_loaded

_OF_CONTACTS = ("contacts-keep", "contact-add", "contact-change", "meeting-log", "meeting", "note", "note-write")
_OF_A_PRE_SESSION = ("pre-session", "pre-session-add", "pre-session-change", "pre-session-answer")
_OF_UPTAKE = ("uptake-ask", "uptake-together", "question", "lessons", "workbook", "workbook-take")


class _Page(NamedTuple):
    """`name` of its address, the `action` that opens it, the addresses `below` it."""

    name: str
    label: Text
    action: str
    below: tuple[str, ...] = ()


# In the order of the work: what the navigation says, and the pages there.
_SECTIONS: tuple[tuple[Text, tuple[_Page, ...]], ...] = (
    (_("Next"), (_Page("start", _("Next"), "advocacy.see"),)),
    (_("Strategy"), (_Page("strategies", _("Strategy"), "advocacy.see-strategy"),)),
    (
        _("States to ask"),
        (
            _Page("states", _("States to ask"), "advocacy.see"),
            _Page("carriers", _("Who carries what"), "advocacy.see"),
            _Page("not-approached", _("States we do not approach"), "advocacy.see", ("not-approached-add",)),
            _Page("presence", _("Embassies"), "advocacy.note-presence"),
        ),
    ),
    (
        _("Papers"),
        (
            _Page("sheets", _("Embassy sheets"), "advocacy.see-sheets", ("sheet", "shorten", "contact", "why-now")),
            _Page("factsheets", _("Factsheets"), "advocacy.see-factsheets", ("factsheet", "targets", "logo-choose")),
            _Page("statement", _("Statement"), "advocacy.see-statement"),
        ),
    ),
    (_("Contacts"), (_Page("contacts", _("Contacts"), "advocacy.see-contacts", _OF_CONTACTS),)),
    (_("Partners"), (_Page("partners", _("Partners"), "advocacy.see-partners", ("partner-add", "partner-change")),)),
    (
        _("Pre-sessions"),
        (_Page("pre-sessions", _("Pre-sessions"), "advocacy.see-pre-sessions", _OF_A_PRE_SESSION),),
    ),
    (
        _("Uptake"),
        (
            _Page("uptake", _("Uptake"), "advocacy.see-uptake", _OF_UPTAKE),
            _Page("adoption", _("Adoption"), "advocacy.see-adoption", ("adoption-text", "review-list")),
        ),
    ),
)


def form_in(request: HttpRequest) -> Form:
    """What was sent of the parts of a page."""
    return Form(request.POST, request.POST.getlist("facts"))


def tell_saved(request: HttpRequest, joined: list[str]) -> None:
    """Say that parts are kept, and which hold two texts now."""
    messages.success(request, _("Saved."))
    if joined:
        sentence = _(
            "Somebody else saved these parts meanwhile: %(parts)s. Both texts are there now. Make one of them."
        )
        messages.warning(request, sentence % {"parts": ", ".join(joined)})


def what_is_not_loaded(request: Request[Coalition]) -> str:
    """Which later reviews papers do not know of, in words; "" while the record is not ready."""
    try:
        return later_not_loaded(request.about, today=request.today)
    except RecordNotReady:
        return ""


def advocacy_page(
    request: Request[Coalition] | Request[Group],
    template: str,
    context: Mapping[str, object],
    *,
    status: int | None = None,
) -> HttpResponse:
    """The template in the coalition's frame, with those pages of advocacy that are open to the
    reader.
    """
    here = request.resolver_match.url_name if request.resolver_match else ""
    key = coalition_of(request.about).key
    tabs: list[Tab] = []
    siblings: list[Tab] = []
    for label, pages in _SECTIONS:
        open_pages = [page for page in pages if page.action in request.may]
        if not open_pages:
            continue
        links = [
            Tab(page.label, reverse(f"advocacy:{page.name}", args=[key]), _is_at(page, here)) for page in open_pages
        ]
        is_here = any(link.current for link in links)
        tabs.append(Tab(label if len(open_pages) > 1 else open_pages[0].label, links[0].url, is_here))
        siblings = links if is_here and len(links) > 1 else siblings
    return coalition_page(request, template, {**context, "own_pages": tabs, "siblings": siblings}, status=status)


def _is_at(page: _Page, here: str | None) -> bool:
    return here == page.name or here in page.below
