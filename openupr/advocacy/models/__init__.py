"""Which State carries which recommendation, where its diplomats are, what they are given, and what came of it."""

from .adoption import AdoptionText
from .carrier import Carrier
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .uptake import AdvanceQuestion, Lessons, LobbyingImpact, Uptake

__all__ = [
    "AdoptionText",
    "AdvanceQuestion",
    "Carrier",
    "Lessons",
    "LobbyingImpact",
    "Presence",
    "SheetContact",
    "ShortAsk",
    "Uptake",
]
