"""How comparable recommendations to a State were answered: a count with its rows, never a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.upr.responses import RESPONSES
from openupr.upr.states import State

from .question import Question
from .search import Found, Result, search_record

MOST_LISTED = 100


@dataclass(frozen=True)
class Answers:
    """The answers to recommendations on a theme; `found` lists them, newest first. `state` None: to all States."""

    state: State | None
    theme: Question
    found: Found

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def results(self) -> list[Result]:
        return self.found.results

    @property
    def counts(self) -> Mapping[str, int]:
        """How many were supported, noted ..., in this order."""
        held = dict(self.found.facets["response"])
        return {response: held[response] for response in RESPONSES if held.get(response)}

    @property
    def sentence(self) -> str:
        """ "31 of 44 comparable recommendations were supported." """
        if not self.total:
            return _("No comparable recommendation was found.")
        supported = self.counts.get("supported", 0)
        return ngettext(
            "%(supported)s of %(total)s comparable recommendation was supported.",
            "%(supported)s of %(total)s comparable recommendations were supported.",
            self.total,
        ) % {"supported": f"{supported:,}", "total": f"{self.total:,}"}


def answers(state: State | None, theme: Question, *, limit: int = MOST_LISTED) -> Answers:
    """Raises RecordNotReady. `theme` as `targets` found it."""
    asked = theme.narrowed("state", state.iso3) if state else theme
    found = search_record(asked, limit=limit, sort="-session", facets=("response",))
    return Answers(state, asked, found)
