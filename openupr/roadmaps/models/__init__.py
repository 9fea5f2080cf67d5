"""What groups write on the way to their part of a submission, one file a noun."""

from .plenary import Feedback, Plenary
from .roadmap import Answer, AnswerVersion, OutlinePoint, RoadmapHandout

__all__ = [
    "Answer",
    "AnswerVersion",
    "Feedback",
    "OutlinePoint",
    "Plenary",
    "RoadmapHandout",
]
