"""Workshops, their days and sessions; agendas to start from."""

from .agenda import AgendaTemplate, Session, SessionRole
from .workshop import Day, Workshop

__all__ = ["AgendaTemplate", "Day", "Session", "SessionRole", "Workshop"]
