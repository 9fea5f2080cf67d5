"""Which texts are translated, and confirmed: `is_confirmed(english, khmer)` tells it of one, for all other apps."""

from .confirmations import all_confirmed, how_many_unconfirmed, is_confirmed, unconfirmed
from .texts import TRANSLATED_TEXTS, Texts, Translated

__all__ = [
    "TRANSLATED_TEXTS",
    "Texts",
    "Translated",
    "all_confirmed",
    "how_many_unconfirmed",
    "is_confirmed",
    "unconfirmed",
]
