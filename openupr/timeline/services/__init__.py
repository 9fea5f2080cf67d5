"""What is written into calendars. Who may is decided, and noted, by whoever holds the calendar."""

from .calendars import CalendarDoesNotFit, close_calendar, move_calendar, open_calendar
from .changes import UnfitDate
from .dates import SourceMissing, drop_date, mark_done, move_milestone, publish_date, take_back_done, write_date
from .feeds import close_feed, keep_feeds_closed, open_feed
from .plan import NoDeadline, plan_backward

__all__ = [
    "CalendarDoesNotFit",
    "NoDeadline",
    "SourceMissing",
    "UnfitDate",
    "close_calendar",
    "close_feed",
    "drop_date",
    "keep_feeds_closed",
    "mark_done",
    "move_calendar",
    "move_milestone",
    "open_calendar",
    "open_feed",
    "plan_backward",
    "publish_date",
    "take_back_done",
    "write_date",
]
