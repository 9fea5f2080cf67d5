"""Which texts are translated, and confirmed: `is_confirmed(english, khmer)` tells it of one, for all other rooms."""

from .confirmed import all_confirmed, how_many_unconfirmed, is_confirmed, unconfirmed
from .offered import Translated, offer_texts

__all__ = ["Translated", "all_confirmed", "how_many_unconfirmed", "is_confirmed", "offer_texts", "unconfirmed"]
