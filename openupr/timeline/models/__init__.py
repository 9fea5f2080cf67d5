"""Calendars with their dates and what the dates were before; feeds for a telephone's own
calendar.
"""

from .calendar import Calendar
from .feed import Feed
from .milestone import APPOINTMENT, EarlierDate, Milestone

__all__ = ["APPOINTMENT", "Calendar", "EarlierDate", "Feed", "Milestone"]
