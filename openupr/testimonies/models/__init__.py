"""Boxes, what is counted and written of evaluations, testimonies, and what was withdrawn."""

from .box import Box
from .evaluation import Remark, Tally
from .testimony import Slip, Testimony, Withdrawal

__all__ = ["Box", "Remark", "Slip", "Tally", "Testimony", "Withdrawal"]
