"""Forgetting who wrote what in the roadmaps of a coalition: texts stay, names go."""

from datetime import datetime

from openupr.coalitions.audit_log import Name, forget_names

from .models import Answer, AnswerVersion, Feedback, OutlinePoint, RoadmapHandout

# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[Name, ...] = (
    (Answer, "owner", "group__coalition"),
    (AnswerVersion, "saved_by", "answer__group__coalition"),
    (AnswerVersion, "owner", "answer__group__coalition"),
    (Feedback, "author", "group__coalition"),
    (OutlinePoint, "finder", "group__coalition"),
    (RoadmapHandout, "sent_by", "group__coalition"),
)


def forget_in_roadmaps(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; a circle that is no coalition
    has nothing here.
    """
    forget_names(NAMES, circle)
