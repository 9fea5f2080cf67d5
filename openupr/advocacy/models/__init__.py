"""Which State carries which recommendation, where its diplomats are, and what they are given."""

from .carrier import Carrier
from .presence import Presence
from .short_ask import SheetContact, ShortAsk

__all__ = ["Carrier", "Presence", "SheetContact", "ShortAsk"]
