"""What waits for the reader in all their coalitions, and who owes what in one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.timeline.agenda import TimelineLine
from openupr.web import addresses
from openupr.web.downloads import File, as_csv_or_json, attachment

from .actions.coalition import SEE_FOR_ME, SEE_OWED
from .actions.timeline import WRITE_DATES
from .addresses import COALITION
from .coalition import coalitions_of
from .for_me import ANSWERED_BY_OTHERS, WaitingItem, owed_in, owed_sheet, waiting_for
from .frame import Request, coalition_page
from .group_members import groups_led_by
from .messages import Message, given_message, message_to_copy, next_date_message
from .models import Coalition
from .organisations import answered_by_another
from .timeline import next_date
from .welcome import welcomes

_COLUMNS = ("what", "title", "about", "coalition", "due", "overdue")
_MOST_TOLD = 5
_OWED = ("role", "people", *_COLUMNS)


@page("for-me/", SEE_FOR_ME)
def for_me(request: Request[Coalition]) -> HttpResponse:
    """The list, with a welcome where somebody is new."""
    coalitions = list(coalitions_of(request.actor))
    waiting = waiting_for(request.actor, coalitions, now=request.now)
    new = welcomes(request.actor, today=request.today)
    welcomed = {welcome.coalition for welcome in new}
    voices = answered_by_another(request.actor, coalitions)
    speakers = {voice.coalition_id: voice.representative for voice in voices}
    context = {
        "items": [item for item in waiting if not item.is_for_later and not item.is_to_come],
        "dates": [item for item in waiting if not item.is_for_later and item.is_to_come],
        "later": [item for item in waiting if item.is_for_later],
        "coalitions": coalitions,
        "led": groups_led_by(request.actor),
        "welcomes": new,
        # The welcome says it of its coalition.
        "voices": [voice for voice in voices if voice.coalition not in welcomed],
        "others_answer": [
            (open_thing, speakers.get(open_thing.coalition))
            for find in ANSWERED_BY_OTHERS
            for open_thing in find(request.actor, coalitions)
        ],
    }
    return render(request, "coalitions/for_me.html", context)


@page("for-me.<slug:kind>", SEE_FOR_ME)
def for_me_file(request: Request[Coalition], kind: str) -> File:
    """The same as CSV or JSON."""
    waiting = waiting_for(request.actor, coalitions_of(request.actor), now=request.now)
    return as_csv_or_json(kind, "for-me", _COLUMNS, _rows(waiting))


@page(COALITION + "who-owes-what/", SEE_OWED)
def owed(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What is missing in the coalition, what is overdue first; of one group where asked for."""
    items, group = _owed(request)
    tell, everything = request.GET.get("tell", ""), request.GET.get("later")
    given_now = [item for item in items if item.kind.is_date and str(item.number) == tell]
    listed = [item for item in items if everything or not item.is_far_off or item in given_now]
    soon = None if listed else next_date(request.about, today=request.today)
    context = {
        "items": listed,
        "later": len(items) - len(listed),
        "all": addresses.changed(request.GET, later="1"),
        "groups": request.about.groups.filter(closed=False),
        "chosen": group,
        "query": f"?group={group}" if group else "",
        "soon": soon,
        "message": _message(request, listed, soon),
        "given": given_message(request, request.about, today=request.today),
        "to_give": _where_to_give(request, group),
        "page_name": _("What is missing"),
    }
    return coalition_page(request, "coalitions/owed.html", context)


def _message(request: Request[Coalition], items: Sequence[WaitingItem], soon: TimelineLine | None) -> Message | None:
    """That something is owed; where nothing is, the next date."""
    if items:
        sentences = list(dict.fromkeys(map(_told, items)))
        left = len(sentences) - _MOST_TOLD
        rest = [_("and %(n)s more") % {"n": left}] if left > 0 else []
        about = "; ".join([*sentences[:_MOST_TOLD], *rest])
        words, path = _("Something waits for you."), reverse("coalitions:for-me")
        return replace(message_to_copy(request, words, path, about=about), has_names=True)
    if soon is None:
        return None
    return next_date_message(request, soon, reverse("coalitions:timeline", args=[request.about.key]))


def _told(item: WaitingItem) -> str:
    """Of whom something is owed, what, and until when."""
    what = f"{item.what}: {item.title}" if item.title else str(item.what)
    what = f"{item.whose} – {what}" if item.whose else what
    return f"{what} ({date_format(item.due, 'j F Y')})" if item.due else what


@page(COALITION + "who-owes-what.<slug:kind>", SEE_OWED)
def owed_file(request: Request[Coalition], coalition: str, kind: str) -> File | HttpResponse:
    """The same as CSV, JSON or one printed sheet."""
    items, _group = _owed(request)
    if kind != "pdf":
        rows = (
            {"role": item.role, "people": list(item.people)} | row
            for item, row in zip(items, _rows(items), strict=True)
        )
        return as_csv_or_json(kind, "who-owes-what", _OWED, rows)
    try:
        data = owed_sheet(items, title=request.about.name, today=request.today)
    except CannotPrint as reason:
        return render(request, "coalitions/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment("who-owes-what.pdf", data, "application/pdf")


def _where_to_give(request: Request[Coalition], group: int) -> list[tuple[str, str]]:
    """Where somebody can give a task: a name, if there are several, and the address of the form,
    which leads back here.

    The coordinator gives it to the coalition or to the shown group; a rapporteur to a group that he
    or she leads.
    """
    about, coordinates = request.about, WRITE_DATES.open_to(request.roles)
    query = "?" + urlencode({"give": 1, "back": request.path + (f"?group={group}" if group else "")})
    led = {open_group.pk for open_group in groups_led_by(request.actor)}
    groups = [
        open_group
        for open_group in about.groups.filter(closed=False)
        if open_group.pk in led or (coordinates and group)
    ]
    chosen = [open_group for open_group in groups if open_group.pk == group] or [
        open_group for open_group in groups if not coordinates
    ]
    if not chosen and coordinates:
        return [("", reverse("coalitions:new-date", args=[about.key]) + query)]
    several = len(chosen) > 1
    return [
        (
            str(open_group) if several else "",
            reverse("coalitions:new-group-date", args=[about.key, open_group.pk]) + query,
        )
        for open_group in chosen
    ]


def _owed(request: Request[Coalition]) -> tuple[list[WaitingItem], int]:
    """What is owed, and the group that it is of; 0 for all."""
    text = request.GET.get("group", "")
    group = int(text) if text.isdecimal() and len(text) < 10 else 0
    items = owed_in(request.about, now=request.now)
    return [item for item in items if not group or item.group == group], group


def _rows(items: Sequence[WaitingItem]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield {
            "what": str(item.what),
            "title": item.title,
            "about": item.about,
            "coalition": item.coalition.name,
            "due": item.due.isoformat() if item.due else "",
            "overdue": item.is_overdue,
        }
