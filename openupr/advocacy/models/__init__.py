"""Which State carries which recommendation, where its diplomats are, and what they are given."""

from .carrier import Carrier
from .owned_task import OwnedTask
from .partner import Partner
from .pre_session import PRE_SESSION_KINDS, ChecklistItem, DiplomatQuestion, InvitedState, OfAPreSession, Speaker
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .strategy import Strategy, StrategyActivity, StrategyRisk

__all__ = [
    "PRE_SESSION_KINDS",
    "Carrier",
    "ChecklistItem",
    "DiplomatQuestion",
    "InvitedState",
    "OfAPreSession",
    "OwnedTask",
    "Partner",
    "Presence",
    "SheetContact",
    "ShortAsk",
    "Speaker",
    "Strategy",
    "StrategyActivity",
    "StrategyRisk",
]
