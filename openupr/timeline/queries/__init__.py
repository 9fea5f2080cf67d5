"""What is due when, and for whom."""

from .agenda import Agenda, agenda, next_due
from .line import Line, line_of
from .shown import reminder, timeline_context

__all__ = ["Agenda", "Line", "agenda", "line_of", "next_due", "reminder", "timeline_context"]
