"""Which State carries which recommendation, where its diplomats are, what they are given, and what they answered."""

from .carrier import Carrier
from .contact import PRIVATE, AskedInMeeting, Contact, ContactBook, Meeting, StateNote, WipedBook
from .factsheet import Factsheet, FactsheetText, Logo, PublishedFactsheet
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .statement import Statement, StatementText

__all__ = [
    "PRIVATE",
    "AskedInMeeting",
    "Carrier",
    "Contact",
    "ContactBook",
    "Factsheet",
    "FactsheetText",
    "Logo",
    "Meeting",
    "Presence",
    "PublishedFactsheet",
    "SheetContact",
    "ShortAsk",
    "StateNote",
    "Statement",
    "StatementText",
    "WipedBook",
]
