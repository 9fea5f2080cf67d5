"""Which State carries which recommendation, where its diplomats are, what they are given, and what they answered."""

from .carrier import Carrier
from .contact import PRIVATE, AskedInMeeting, Contact, ContactBook, Meeting, StateNote, WipedBook
from .presence import Presence
from .short_ask import SheetContact, ShortAsk

__all__ = [
    "PRIVATE",
    "AskedInMeeting",
    "Carrier",
    "Contact",
    "ContactBook",
    "Meeting",
    "Presence",
    "SheetContact",
    "ShortAsk",
    "StateNote",
    "WipedBook",
]
