"""Forgetting the owners of next steps, once a submission is lodged."""

from datetime import datetime

from ..models import WayForward


def forget_in_workshops(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten: next steps stay, their owners go."""
    WayForward.objects.filter(workshop__coalition__key=circle).update(owner="")
