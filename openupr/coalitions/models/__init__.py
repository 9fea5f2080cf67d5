"""The coalition's own nouns, one file each."""

from .coalition import Coalition, ExternalEvent, MemberOrganisation, Participation, Place
from .consultation import Consultation
from .decision import Decision, Option, Voice
from .following import FollowedCalendar
from .group import Group, GroupMembership, Preference, RapporteurTerm

__all__ = [
    "Coalition",
    "Consultation",
    "Decision",
    "ExternalEvent",
    "FollowedCalendar",
    "Group",
    "GroupMembership",
    "MemberOrganisation",
    "Option",
    "Participation",
    "Place",
    "Preference",
    "RapporteurTerm",
    "Voice",
]
