"""What the parts `timeline/parts/agenda.html` and `timeline/parts/picture.html` are given."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Calendar
from ..rules.reminder import text_message
from ..rules.statuses import TASK
from .agenda import Agenda, agenda
from .line import TimelineLine
from .picture import NARROW, WIDE, drawn_legend, inline, timeline_picture
from .wording import when_words

_MOST_DRAWN = 30


def timeline_context(*, calendars: Collection[Calendar], today: date, title: str = "") -> dict[str, Any]:
    """The dates of some calendars for a page: include both parts with this. One query for any number of calendars."""
    return timeline_part(agenda(calendars=calendars, today=today), title=title)


def timeline_part(dates: Agenda, *, title: str = "") -> dict[str, Any]:
    """`agenda`, its `lines`, `pictures` (a wide one and one for a telephone; none without any date), `legend`."""
    dated = _drawn(dates)
    picture = timeline_picture(dated, title=title or _("Timeline"), today=dates.today)
    return {
        "agenda": dates,
        "lines": dates.lines,
        "pictures": {"wide": inline(picture, WIDE), "narrow": inline(picture, NARROW)} if dated else {},
        "legend": drawn_legend(dated),
    }


def _drawn(dates: Agenda) -> list[TimelineLine]:
    """What goes into the picture: every date, or, where they are many, all but the tasks."""
    dated = [line for line in dates.lines if line.entry.window]
    return dated if len(dated) <= _MOST_DRAWN else [line for line in dated if line.entry.kind != TASK]


def reminder(line: TimelineLine, *, neutral: bool = True) -> str:
    """One text message to copy into a telephone: when, how many days are left, what.

    Neutral, it does not say what, since others read a telephone too.
    """
    window = line.entry.window
    when = date_format(window.first, "l j M Y") if window and window.is_one_day else when_words(line.entry)
    return text_message(when=when, left=line.left, title=_("see your list") if neutral else line.title)
