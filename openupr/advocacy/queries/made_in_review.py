"""What one State recommended in the coalition's own review, as far as the record has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.search import search_record
from openupr.upr.un_numbers import number_order

from ..rules import EARLIER_LETTERS
from .near import Row
from .report import question_of

_MOST = 100


@dataclass(frozen=True)
class MadeInReview:
    """Rows in the order of the report, as many as a sheet has room for. `left`: how many more the State made."""

    rows: Sequence[Row] = ()
    left: int = 0


def made_in_review(coalition: Coalition, iso3: str) -> MadeInReview:
    """What the State recommended to the coalition's in its review. Raises RecordNotReady."""
    found = search_record(question_of(coalition).narrowed("from", iso3), limit=_MOST)
    rows = sorted((hit.fields for hit in found.results), key=_in_report)
    room, fitting = EARLIER_LETTERS, 0
    for row in rows:
        room -= len(row["text"])
        if fitting and room < 0:
            break
        fitting += 1
    return MadeInReview(rows[:fitting], found.total - fitting)


def _in_report(row: Row) -> tuple[bool, tuple[int, ...]]:
    number = str(row.get("number", ""))
    return not number, number_order(number)
