"""The coalition's own nouns, one file each."""

from .chosen_file import ChosenFile, ChosenPage
from .coalition import Coalition, ExternalEvent, MemberOrganisation, Participation, Place
from .following import FollowedCalendar
from .group import Group, GroupMembership, Preference, RapporteurTerm
from .organisation import Affiliation, Organisation
from .paired_device import PairedDevice

__all__ = [
    "Affiliation",
    "ChosenFile",
    "ChosenPage",
    "Coalition",
    "ExternalEvent",
    "FollowedCalendar",
    "Group",
    "GroupMembership",
    "MemberOrganisation",
    "Organisation",
    "PairedDevice",
    "Participation",
    "Place",
    "Preference",
    "RapporteurTerm",
]
