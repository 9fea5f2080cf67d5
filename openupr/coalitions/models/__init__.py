"""The coalition's own nouns, one file each."""

from .coalition import Coalition, ExternalEvent, MemberOrganisation, Participation, Place
from .consultation import Consultation
from .decision import Decision, Option, Voice
from .following import FollowedCalendar
from .group import Group, GroupMembership, Preference, RapporteurTerm
from .looking import LookedAt
from .plenary import Feedback, Plenary
from .proposal import Comment, Proposal, Wording, WordingVersion
from .roadmap import Answer, AnswerVersion, Evidence, FollowUp, OutlinePoint, RoadmapHandout

__all__ = [
    "Answer",
    "AnswerVersion",
    "Coalition",
    "Comment",
    "Consultation",
    "Decision",
    "Evidence",
    "ExternalEvent",
    "Feedback",
    "FollowUp",
    "FollowedCalendar",
    "Group",
    "GroupMembership",
    "LookedAt",
    "MemberOrganisation",
    "Option",
    "OutlinePoint",
    "Participation",
    "Place",
    "Plenary",
    "Preference",
    "Proposal",
    "RapporteurTerm",
    "RoadmapHandout",
    "Voice",
    "Wording",
    "WordingVersion",
]
