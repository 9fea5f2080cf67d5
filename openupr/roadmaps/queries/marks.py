"""What groups said of earlier recommendations, read for several drafts at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openupr.recommendations.dimension_values import UNKNOWN_LABEL
from openupr.recommendations.models import Ask
from openupr.recommendations.recommendation import un_number_among
from openupr.upr.states import by_iso3

from ..models import LookedAt, Proposal

Row = dict[str, Any]
"""The fields of a recommendation, as the record's index gives them: id, state, from, session, text, response, the UN's
symbol and number."""


@dataclass(frozen=True, slots=True)
class Marks:
    """By key what was said of earlier recommendations beside one draft, and the rows of these in the record. Marks of
    what the record no longer holds are left out; they count again when it is imported again.
    """

    said: Mapping[str, LookedAt] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    # Of each language of the draft, the version of today.
    versions: Mapping[str, int] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """ "same", "other", or "" where nobody looked at it."""
        return str(self.said[key].said) if key in self.said else ""

    def on_earlier_wording(self, key: str) -> bool:
        """Whether the draft's text changed since."""
        mark = self.said.get(key)
        return mark is not None and self.versions.get(mark.language) != mark.version


def marks_of(proposals: Iterable[Proposal]) -> Mapping[int, Marks]:
    """The marks beside each of these drafts, by its primary key: in one query where there are none, in three else. The
    drafts have their wordings fetched.
    """
    drafts = {each.pk: each for each in proposals}
    said: dict[int, dict[str, LookedAt]] = {pk: {} for pk in drafts}
    for mark in LookedAt.objects.filter(proposal__in=list(drafts)):
        said[mark.proposal_id][mark.ask_key] = mark
    rows = _rows({key for each in said.values() for key in each})
    return {
        pk: Marks(
            said={key: mark for key, mark in of.items() if key in rows},
            rows={key: rows[key] for key in of if key in rows},
            versions={each.language: each.version for each in drafts[pk].wordings.all()},
        )
        for pk, of in said.items()
    }


def _rows(keys: set[str]) -> dict[str, Row]:
    if not keys:
        return {}
    asks = Ask.objects.filter(key__in=keys).select_related("review").prefetch_related("records")
    return {ask.key: row for ask in asks if (row := _row(ask))}


def _row(ask: Ask) -> Row:
    """As the index has it; empty where no source records it any more."""
    records = ask.records.all()
    record = min(records, key=lambda each: (not each.preferred, each.pk), default=None)
    if record is None:
        return {}
    named = un_number_among(records)
    return {
        "id": ask.key,
        "state": by_iso3(ask.review.iso3).name,
        "from": None if ask.kind == Ask.Kind.PLEDGE else ask.from_name or UNKNOWN_LABEL,
        "text": record.text,
        "response": record.response or None,
        "session": ask.review.session,
        "source": record.source,
        **{name: value for name in ("symbol", "number") if (value := getattr(named, name))},
    }
