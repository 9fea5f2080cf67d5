"""Which State carries which recommendation, where its diplomats are, what they are given and
answered, what came of it.
"""

from .adoption import AdoptionText
from .carrier import Carrier, RemovedCarrier
from .contact import PRIVATE, AskedInMeeting, Contact, ContactBook, Meeting, StateNote, WipedBook
from .factsheet import Factsheet, FactsheetText, Logo, PublishedFactsheet
from .not_approached import NotApproached
from .owned_task import OwnedTask
from .partner import Partner
from .pre_session import (
    OF_DIPLOMATS,
    PRE_SESSION_KINDS,
    ChecklistItem,
    DiplomatQuestion,
    InvitedState,
    OfAPreSession,
    Speaker,
)
from .presence import Presence
from .put_in_touch import PutInTouch
from .short_ask import SheetContact, ShortAsk, WhyNow
from .statement import Statement, StatementText
from .strategy import Strategy, StrategyActivity, StrategyRisk
from .uptake import AdvanceQuestion, Lessons, LobbyingImpact, Uptake

__all__ = [
    "OF_DIPLOMATS",
    "PRE_SESSION_KINDS",
    "PRIVATE",
    "AdoptionText",
    "AdvanceQuestion",
    "AskedInMeeting",
    "Carrier",
    "ChecklistItem",
    "Contact",
    "ContactBook",
    "DiplomatQuestion",
    "Factsheet",
    "FactsheetText",
    "InvitedState",
    "Lessons",
    "LobbyingImpact",
    "Logo",
    "Meeting",
    "NotApproached",
    "OfAPreSession",
    "OwnedTask",
    "Partner",
    "Presence",
    "PublishedFactsheet",
    "PutInTouch",
    "RemovedCarrier",
    "SheetContact",
    "ShortAsk",
    "Speaker",
    "StateNote",
    "Statement",
    "StatementText",
    "Strategy",
    "StrategyActivity",
    "StrategyRisk",
    "Uptake",
    "WhyNow",
    "WipedBook",
]
