""""""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.timeline.agenda import TimelineLine, entry_of, line_of
from openupr.web.hooks import Hook
from openupr.web.languages import as_sentence, in_parts
from openupr.web.this_machine import address_to_sign_in, server_address

from .models import Coalition, Group
from .timeline import date_within


@dataclass(frozen=True, slots=True)
class Message:
    """What to paste. `neutral` names no State, group or person; `named` also says what it is about,
    "" without.

    `has_link`: where people sign in elsewhere; without one, they open it on this computer.
    `is_reached`: whether other devices reach it at all. `names_group`: whether what `named` adds is
    the group's name. `has_names`: whether `named` also names people or organisations.
    """

    neutral: str
    named: str = ""
    has_link: bool = True
    is_reached: bool = True
    names_group: bool = False
    has_names: bool = False


@dataclass(frozen=True, slots=True)
class GroupAsk:
    """What a group's people are asked now, in words that name nothing, and the page where they
    answer.
    """

    words: str
    path: str
    until: date | None = None


# Each entry tells what it asks of a group's people at the moment.
GROUP_ASKS = Hook[Callable[[Group, date], Iterable[GroupAsk]]]("GROUP_ASKS")


def group_message(request: HttpRequest, group: Group, *, today: date) -> Message:
    """What waits for a group's people; without anything, that there is news. Several things lead to
    "For me".
    """
    asks = [ask for tell in GROUP_ASKS for ask in tell(group, today)]
    if not asks:
        path = reverse("coalitions:group", args=[group.coalition.key, group.pk])
        asks = [GroupAsk(_("There is news in our group. Please look at its page."), path)]
    if len(asks) == 1:
        return about_group(request, group, asks[0])
    words = " ".join(f"{ask.words} {_last_day(ask.until)}".strip() for ask in asks)
    return about_group(request, group, GroupAsk(words, reverse("coalitions:for-me")))


def about_group(request: HttpRequest, group: Group, ask: GroupAsk) -> Message:
    """What a group's people are asked; it may name the group."""
    message = message_to_copy(request, ask.words, ask.path, until=ask.until, about=group.name)
    return replace(message, names_group=True)


def message_to_copy(
    request: HttpRequest, words: str, path: str, *, until: date | None = None, about: str = ""
) -> Message:
    """A message to copy: the `words`, the last day and the link to `path`, or "on this
    computer".
    """
    address = address_to_sign_in(request)
    link = address + path if address else _("Sign in to OpenUPR on our computer.")
    text = " ".join(filter(None, (words, _last_day(until), link)))
    return Message(
        text,
        f"{as_sentence(in_parts(about))} {text}" if about else "",
        has_link=bool(address),
        is_reached=bool(server_address(request)),
    )


def next_date_message(request: HttpRequest, line: TimelineLine, path: str) -> Message:
    """The next date, for all: when it is, and where more is said."""
    values = {"what": line.title, "when": _when(line), "left": line.left}
    named = message_to_copy(request, _("Our next date: %(what)s, %(when)s (%(left)s).") % values, path)
    return replace(_of_date(request, _("Our next date: %(when)s (%(left)s)."), line, path), named=named.neutral)


def given_message(request: HttpRequest, coalition: Coalition, *, today: date) -> Message | None:
    """For the owner of a date that was just given to them: `?tell=` has its number. None without
    it.
    """
    number = request.GET.get("tell", "")
    pair = date_within(coalition, int(number)) if number.isdecimal() and len(number) < 10 else None
    if pair is None:
        return None
    milestone, holder = pair
    line = line_of(entry_of(milestone), today=today, time_zone=milestone.calendar.time_zone)
    if milestone.person_id or milestone.whose:
        path = reverse("coalitions:for-me")
    elif isinstance(holder, Group):
        path = reverse("coalitions:group-timeline", args=[coalition.key, holder.pk])
    else:
        path = reverse("coalitions:timeline", args=[coalition.key])
    words = _("There is something for you to do: %(when)s (%(left)s).")
    about = f"{line.whose}: {line.title}" if line.whose else line.title
    return replace(_of_date(request, words, line, path, about=about), has_names=bool(line.whose))


def _of_date(request: HttpRequest, words: str, line: TimelineLine, path: str, *, about: str = "") -> Message:
    """`words` with the day, the hour and the days left of a date; its title, or `about`, only where
    it is named.
    """
    sentence = words % {"when": _when(line), "left": line.left}
    return message_to_copy(request, sentence, path, about=about or line.title)


def _when(line: TimelineLine) -> str:
    """The day and the hour by the clock at home: the name of its place would tell the State."""
    entry = line.entry
    if entry.hour is None or entry.window is None or not entry.zone:
        return line.when
    moment = datetime.combine(entry.window.first, entry.hour, ZoneInfo(entry.zone)).astimezone(ZoneInfo(line.time_zone))
    day = line.when if moment.date() == entry.window.first else date_format(moment, "j F Y")
    return f"{day}, {moment:%H:%M}"


def _last_day(until: date | None) -> str:
    return _("Last day: %(day)s.") % {"day": date_format(until, "j F Y")} if until else ""
