"""Dates in words: what a date is called, when it is, how many days are left, what is wrong."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from openupr.upr.days import days_after
from openupr.upr.local_time import GENEVA
from openupr.web.hooks import Hook
from openupr.web.languages import in_page_language

from .rules.entries import DateConflict, DateEntry, Trouble
from .rules.statuses import DONE, ESTIMATE, PLANNED, PUBLISHED, TASK
from .rules.windows import Window, one_day

# Titles with a part that varies, in English: "Answer question %(what)s".
DATE_TITLES = Hook[str]("DATE_TITLES")


def shown_title(stored: str) -> str:
    """A title as the page shows it; what a person wrote stays as it is."""
    for title in DATE_TITLES:
        before, after = title.split("%(what)s")
        if stored.startswith(before) and stored.endswith(after):
            what = stored.removeprefix(before).removesuffix(after)
            return gettext(title) % {"what": in_page_language(what)}
    return in_page_language(stored)


STATUS: dict[str, str | Promise] = {
    ESTIMATE: gettext_lazy("estimate"),
    PLANNED: gettext_lazy("planned"),
    PUBLISHED: gettext_lazy("published"),
    DONE: gettext_lazy("done"),
}
INVENTED = gettext_lazy("invented")
_DAYS_OF_AN_ESTIMATE = 60  # what is further away is counted in months


def window_words(window: Window | None, *, weekday: bool = False) -> str:
    """A window no finer than it is known: “12 July 2018”, “7 – 18 November 2022”, “November 2018”,
    “2028”.
    """
    if window is None:
        return _("not known yet")
    first, last = window.first, window.last
    if window.is_one_day:
        return date_format(first, "l j F Y" if weekday else "j F Y")
    if not window.is_whole_months:
        return _span(first, last, "j", "j F", "j F Y")
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return date_format(first, "F Y")
    return _span(first, last, "F", "F", "F Y")


def _span(first: date, last: date, in_month: str, in_year: str, whole: str) -> str:
    if first.year != last.year:
        begins = date_format(first, whole)
    elif first.month != last.month:
        begins = date_format(first, in_year)
    else:
        begins = date_format(first, in_month)
    return f"{begins} – {date_format(last, whole)}"


def when_words(entry: DateEntry) -> str:
    """The date, with "about" before an estimate."""
    words = window_words(entry.window)
    return _("about %(date)s") % {"date": words} if entry.status == ESTIMATE and entry.window else words


def left_words(entry: DateEntry, today: date) -> str:
    """How many days are left (until an estimate that is far away: months), or since when it is
    over.
    """
    days = entry.days_left(today)
    if days is None or entry.window is None:
        return ""
    if entry.status == DONE:
        return _("done on %(day)s") % {"day": date_format(entry.done_on, "j F Y")} if entry.done_on else _("done")
    if entry.is_overdue(today):
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
    if days < 0:
        return _("past")
    if days == 0:
        return _running(entry, today)
    if entry.status == ESTIMATE and days > _DAYS_OF_AN_ESTIMATE:
        return ngettext("in %(n)d month", "in %(n)d months", round(days / 30.4)) % {"n": round(days / 30.4)}
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def days_left_words(day: date, today: date) -> str:
    """How many days are left to something that is to be done by a day, or how long it is
    overdue.
    """
    return left_words(DateEntry(key="", kind=TASK, title="", window=one_day(day), status=PLANNED), today)


def _running(entry: DateEntry, today: date) -> str:
    if entry.window is None or entry.window.is_one_day:
        return _("today")
    return _("may be any day now") if entry.status == ESTIMATE else _("going on")


def hour_words(entry: DateEntry, time_zone: str) -> str:
    """The hour of a date; see `hours_of`."""
    if entry.hour is None or entry.window is None:
        return ""
    return hours_of(entry.window.first, entry.hour, entry.zone, time_zone)


def hours_of(day: date, hour: time, zone: str, time_zone: str) -> str:
    """An hour in `zone`, in Geneva and in the country: “15:00 in Geneva, 20:00 in Phnom Penh”.

    The clock of `zone` comes first. "" without a zone.
    """
    if not zone:
        return ""
    moment = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    zones = dict.fromkeys(sorted((GENEVA, time_zone), key=lambda zone_name: zone_name != zone))
    return ", ".join(_hour_in(moment, zone_name, day) for zone_name in zones)


def _hour_in(moment: datetime, zone: str, day: date) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    words = _("%(hour)s in %(place)s") % {"hour": f"{local:%H:%M}", "place": place_of(zone)}
    if local.date() == day:
        return words
    return _("%(hour)s on %(day)s") % {"hour": words, "day": date_format(local.date(), "j F")}


def place_of(zone: str) -> str:
    """The place that a time zone is named after."""
    return _("Geneva") if zone == GENEVA else zone.rpartition("/")[2].replace("_", " ")


def conflict_words(conflict: DateConflict, entry: DateEntry) -> str:
    """One sentence on what is wrong with a date."""
    other = shown_title(conflict.other)
    match conflict.trouble:
        case Trouble.OVERDUE:
            return _("This is overdue. Do it, or choose another day.")
        case Trouble.OVERDUE_FOR_OWNER:
            return _("This is overdue. Do it, and mark it as done.")
        case Trouble.REST_DAY:
            day = entry.window.first if entry.window else date.min
            return _("This is a %(weekday)s, a day of rest.") % {"weekday": date_format(day, "l")}
        case Trouble.ORDER:
            return _("This comes before “%(other)s”, which is to be first.") % {"other": other}
        case Trouble.AFTER_DEADLINE | Trouble.TOO_LATE:
            return _("This is after “%(other)s”.") % {"other": other}
        case Trouble.DURING_EVENT:
            return _("“%(other)s” is at that time. Have people got time then?") % {"other": other}
        case Trouble.OTHER_DEADLINE:
            parts = {"day": window_words(one_day(conflict.day) if conflict.day else None), "other": other}
            return _("This was counted from %(day)s; “%(other)s” has another day now.") % parts
    if other:
        return _("“%(other)s” is on the same day.") % {"other": other}
    return _("Another step is on the same day.")


def month_name(day: date) -> str:
    """A month on an axis: "Jul 2018"."""
    return date_format(day, "M Y")


def day_after(day: date) -> date:
    """The day on which something that lasts until `day` is over."""
    return days_after(day, 1)
