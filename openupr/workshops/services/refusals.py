"""Refusals, as services raise them and pages show them."""

from openupr.coalitions.services.refusals import Refused, check_not_copied

__all__ = ["Refused", "check_not_copied"]
