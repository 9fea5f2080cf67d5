"""Refusals of a report."""

from openupr.coalitions.rules.refusals import Refused

_SHOWN = 120


class CopiesATestimony(Refused):
    """A copy would stay in the report when its author takes the testimony back."""

    def __init__(self, words: str) -> None:
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        super().__init__(
            "These words stand in a testimony: “%(words)s”. A copy of them would stay when its author takes it back. "
            "The report prints each testimony that may be public below “Testimonies” by itself, as long as its author "
            "agrees: point to it there, or say it in other words. Nothing was saved.",
            words=" ".join(shown.split()),
        )
