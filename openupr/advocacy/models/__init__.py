"""Which State carries which recommendation, where its diplomats are, and what they are given."""

from .carrier import Carrier
from .factsheet import Factsheet, FactsheetText, Logo, PublishedFactsheet
from .presence import Presence
from .short_ask import SheetContact, ShortAsk
from .statement import Statement, StatementText

__all__ = [
    "Carrier",
    "Factsheet",
    "FactsheetText",
    "Logo",
    "Presence",
    "PublishedFactsheet",
    "SheetContact",
    "ShortAsk",
    "Statement",
    "StatementText",
]
