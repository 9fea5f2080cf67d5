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

from ..actions.coalition import SEE_FOR_ME, SEE_OWED
from ..actions.timeline import WRITE_DATES
from ..addresses import COALITION
from ..frame import Request, coalition_page
from ..models import Coalition
from ..queries.coalition import coalitions_of
from ..queries.decisions import answered_by_another, answered_by_others
from ..queries.for_me import WaitingItem, owed_in, waiting_for
from ..queries.groups import groups_led_by
from ..queries.messages import Message, given_message, message_to_copy, next_date_message
from ..queries.owed_sheet import owed_sheet
from ..queries.timeline import next_date
from ..queries.welcome import welcomes

_COLUMNS = ("what", "title", "about", "coalition", "due", "overdue")
_MOST_TOLD = 5
_OWED = ("role", "people", *_COLUMNS)


@page("for-me/", SEE_FOR_ME)
def for_me(request: Request[Coalition]) -> HttpResponse:
    """The list, with a welcome where somebody is new."""
    coalitions = list(coalitions_of(request.actor))
    found = waiting_for(request.actor, coalitions, now=request.now)
    new = welcomes(request.actor, today=request.today)
    welcomed = {each.coalition for each in new}
    voices = answered_by_another(request.actor, coalitions)
    speakers = {each.coalition_id: each.representative for each in voices}
    given = {
        "items": [each for each in found if not each.is_for_later and not each.is_to_come],
        "dates": [each for each in found if not each.is_for_later and each.is_to_come],
        "later": [each for each in found if each.is_for_later],
        "coalitions": coalitions,
        "led": groups_led_by(request.actor),
        "welcomes": new,
        # The welcome says it of its coalition.
        "voices": [each for each in voices if each.coalition not in welcomed],
        "others_answer": [
            (each, is_asked, speakers.get(each.coalition_id))
            for each, is_asked in answered_by_others(request.actor, coalitions)
        ],
    }
    return render(request, "coalitions/for_me.html", given)


@page("for-me.<slug:kind>", SEE_FOR_ME)
def for_me_file(request: Request[Coalition], kind: str) -> File:
    """The same as CSV or JSON."""
    found = waiting_for(request.actor, coalitions_of(request.actor), now=request.now)
    return as_csv_or_json(kind, "for-me", _COLUMNS, _rows(found))


@page(COALITION + "who-owes-what/", SEE_OWED)
def owed(request: Request[Coalition], coalition: str) -> HttpResponse:
    """What is missing in the coalition, what is overdue first; of one group where asked for."""
    found, group = _owed(request)
    tell, everything = request.GET.get("tell", ""), request.GET.get("later")
    given_now = [each for each in found if each.kind.is_date and str(each.number) == tell]
    shown = [each for each in found if everything or not each.is_far_off or each in given_now]
    soon = None if shown else next_date(request.about, today=request.today)
    given = {
        "items": shown,
        "later": len(found) - len(shown),
        "all": addresses.changed(request.GET, later="1"),
        "groups": request.about.groups.filter(closed=False),
        "chosen": group,
        "query": f"?group={group}" if group else "",
        "soon": soon,
        "message": _message(request, shown, soon),
        "given": given_message(request, request.about, today=request.today),
        "to_give": _where_to_give(request, group),
        "page_name": _("What is missing"),
    }
    return coalition_page(request, "coalitions/owed.html", given)


def _message(request: Request[Coalition], shown: Sequence[WaitingItem], soon: TimelineLine | None) -> Message | None:
    """That something is owed; where nothing is, the next date."""
    if shown:
        told = list(dict.fromkeys(map(_told, shown)))
        left = len(told) - _MOST_TOLD
        rest = [_("and %(n)s more") % {"n": left}] if left > 0 else []
        about = "; ".join([*told[:_MOST_TOLD], *rest])
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
    found, _group = _owed(request)
    if kind != "pdf":
        rows = (
            {"role": each.role, "people": list(each.people)} | row
            for each, row in zip(found, _rows(found), strict=True)
        )
        return as_csv_or_json(kind, "who-owes-what", _OWED, rows)
    try:
        data = owed_sheet(found, title=request.about.name, today=request.today)
    except CannotPrint as reason:
        return render(request, "coalitions/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment("who-owes-what.pdf", data, "application/pdf")


def _where_to_give(request: Request[Coalition], group: int) -> list[tuple[str, str]]:
    """Where somebody may give something to do: a name, where there are several, and the address of the form, which
    leads back here.

    The coordinator gives it to the coalition, or to the group that is shown; a rapporteur to a group that he or she
    leads.
    """
    about, coordinates = request.about, WRITE_DATES.open_to(request.roles)
    asked = "?" + urlencode({"give": 1, "back": request.path + (f"?group={group}" if group else "")})
    led = {each.pk for each in groups_led_by(request.actor)}
    groups = [each for each in about.groups.filter(closed=False) if each.pk in led or (coordinates and group)]
    shown = [each for each in groups if each.pk == group] or [each for each in groups if not coordinates]
    if not shown and coordinates:
        return [("", reverse("coalitions:new-date", args=[about.key]) + asked)]
    several = len(shown) > 1
    return [
        (str(each) if several else "", reverse("coalitions:new-group-date", args=[about.key, each.pk]) + asked)
        for each in shown
    ]


def _owed(request: Request[Coalition]) -> tuple[list[WaitingItem], int]:
    """What is owed, and the group that it is of; 0 for all."""
    asked = request.GET.get("group", "")
    group = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    found = owed_in(request.about, now=request.now)
    return [each for each in found if not group or each.group == group], group


def _rows(found: Sequence[WaitingItem]) -> Iterator[dict[str, Any]]:
    for each in found:
        yield {
            "what": str(each.what),
            "title": each.title,
            "about": each.about,
            "coalition": each.coalition.name,
            "due": each.due.isoformat() if each.due else "",
            "overdue": each.is_overdue,
        }
