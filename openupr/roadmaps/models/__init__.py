"""What groups write on the way to their part of a submission, one file a noun."""

from .consulted import Consulted
from .looking import LookedAt
from .plenary import Feedback, Plenary
from .proposal import Comment, Proposal, Wording, WordingVersion
from .roadmap import Answer, AnswerVersion, OutlinePoint, RoadmapHandout
from .stance import EarlierObjection, Stance

__all__ = [
    "Answer",
    "AnswerVersion",
    "Comment",
    "Consulted",
    "EarlierObjection",
    "Feedback",
    "LookedAt",
    "OutlinePoint",
    "Plenary",
    "Proposal",
    "RoadmapHandout",
    "Stance",
    "Wording",
    "WordingVersion",
]
