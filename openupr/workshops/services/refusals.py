"""Refusals, as services raise them and pages show them."""

from openupr.coalitions.services.refusals import Refused

__all__ = ["Refused"]
