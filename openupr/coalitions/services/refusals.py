"""Refusals, as services raise them and pages show them."""

from ..rules.refusals import Refused

__all__ = ["Refused"]
