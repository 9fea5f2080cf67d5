"""The rule by which numbers of answers are told, for rooms above that ask questions with choices too."""

from ..rules.cells import Share, Told, told

__all__ = ["Share", "Told", "told"]
