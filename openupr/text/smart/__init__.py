"""SMART advice: what could make a recommendation specific, measurable and answerable.

It explains and suggests, and is no verdict; it blocks nothing and needs no record. English only.
The rules are plain Python over `data/smart_*.csv`, each row with its source.
"""

from openupr.text.smart.advice import Advice, advise
from openupr.text.smart.coding import Coding, Key, Shares
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.openers import asks_for_step, only_continues

__all__ = ["Advice", "Coding", "DraftHint", "Key", "Shares", "advise", "asks_for_step", "only_continues"]
