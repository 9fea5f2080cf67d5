"""What is due when, and for whom."""

from .agenda import Agenda, agenda, earlier_dates, next_due
from .exports import documents
from .feeds import agenda_to_carry
from .ics import ics
from .line import TimelineLine, line_of
from .parts import reminder, timeline_context
from .sheet import printed_sheet
from .wording import days_left_words, hours_of

__all__ = [
    "Agenda",
    "TimelineLine",
    "agenda",
    "agenda_to_carry",
    "days_left_words",
    "documents",
    "earlier_dates",
    "hours_of",
    "ics",
    "line_of",
    "next_due",
    "printed_sheet",
    "reminder",
    "timeline_context",
]
