"""Which State carries which recommendation, where its diplomats are, what they are given and answered, what came of
it.
"""

from .adoption import AdoptionText
from .carrier import Carrier
from .contact import PRIVATE, AskedInMeeting, Contact, ContactBook, Meeting, StateNote, WipedBook
from .factsheet import Factsheet, FactsheetText, Logo, PublishedFactsheet
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .statement import Statement, StatementText
from .uptake import AdvanceQuestion, Lessons, LobbyingImpact, Uptake

__all__ = [
    "PRIVATE",
    "AdoptionText",
    "AdvanceQuestion",
    "AskedInMeeting",
    "Carrier",
    "Contact",
    "ContactBook",
    "Factsheet",
    "FactsheetText",
    "Lessons",
    "LobbyingImpact",
    "Logo",
    "Meeting",
    "Presence",
    "PublishedFactsheet",
    "SheetContact",
    "ShortAsk",
    "StateNote",
    "Statement",
    "StatementText",
    "Uptake",
    "WipedBook",
]
