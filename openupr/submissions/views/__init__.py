"""The pages of submissions."""

from .conform import conform

__all__ = ["conform"]
