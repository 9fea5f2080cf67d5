"""Workshops, their days and sessions; agendas to start from; what comes of a workshop."""

from .after import Achievement, Lesson, Match, Need, Offer, RoadmapHandedIn, SessionNote, Support, WayForward
from .agenda import AgendaTemplate, Session, SessionRole
from .materials import Material, Term
from .workshop import Day, InLanguages, Workshop

__all__ = [
    "Achievement", "AgendaTemplate", "Day", "InLanguages", "Lesson", "Match", "Material", "Need", "Offer",
    "RoadmapHandedIn", "Session", "SessionNote", "SessionRole", "Support", "Term", "WayForward", "Workshop",
]  # fmt: skip
