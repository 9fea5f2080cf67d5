"""The coalition's own nouns, one file each."""

from .coalition import Coalition, ExternalEvent, MemberOrganisation, Participation, Place
from .consultation import Consultation
from .decision import Decision, Option, Voice
from .following import FollowedCalendar
from .group import Group, GroupMembership, Preference, RapporteurTerm
from .organisation import Affiliation, Organisation

__all__ = [
    "Affiliation",
    "Coalition",
    "Consultation",
    "Decision",
    "ExternalEvent",
    "FollowedCalendar",
    "Group",
    "GroupMembership",
    "MemberOrganisation",
    "Option",
    "Organisation",
    "Participation",
    "Place",
    "Preference",
    "RapporteurTerm",
    "Voice",
]
