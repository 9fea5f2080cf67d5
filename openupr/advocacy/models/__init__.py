"""Which State carries which recommendation, where its diplomats are, what they are given and answered, what came of
it.
"""

from .adoption import AdoptionText
from .carrier import Carrier
from .contact import PRIVATE, AskedInMeeting, Contact, ContactBook, Meeting, StateNote, WipedBook
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .uptake import AdvanceQuestion, Lessons, LobbyingImpact, Uptake

__all__ = [
    "PRIVATE",
    "AdoptionText",
    "AdvanceQuestion",
    "AskedInMeeting",
    "Carrier",
    "Contact",
    "ContactBook",
    "Lessons",
    "LobbyingImpact",
    "Meeting",
    "Presence",
    "SheetContact",
    "ShortAsk",
    "StateNote",
    "Uptake",
    "WipedBook",
]
