"""Calendars with their dates and what the dates were before; feeds for a telephone's own calendar."""

from .calendar import Calendar
from .feed import Feed
from .milestone import EarlierDate, Milestone

__all__ = ["Calendar", "EarlierDate", "Feed", "Milestone"]
