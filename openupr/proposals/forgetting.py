"""Forgetting who wrote what in the recommendations of a coalition: texts stay, names go."""

from datetime import datetime

from openupr.coalitions.audit_log import Name, forget_names

from .models import Comment, EarlierObjection, Stance, WordingVersion

# Where a name stands beside a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[Name, ...] = (
    (Comment, "author", "proposal__group__coalition"),
    (EarlierObjection, "person", "proposal__group__coalition"),
    (Stance, "person", "proposal__group__coalition"),
    (WordingVersion, "saved_by", "wording__proposal__group__coalition"),
)


def forget_in_proposals(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; a circle that is no coalition
    has nothing here.
    """
    forget_names(NAMES, circle)
