"""What a group follows up, and what it could."""

from collections.abc import Iterator, Mapping

from openupr.coalitions.models import Group
from openupr.recommendations.models import Ask
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.search import Result, search_record
from openupr.recommendations.queries.the_index import RecordNotReady
from openupr.upr import responses

from .models import FollowUp

MOST = 60


def follow_ups_of(group: Group) -> list[FollowUp]:
    """What the group follows up, with the evidence and the earlier recommendation's record, in a few queries."""
    return list(group.follow_ups.select_related("ask__review").prefetch_related("evidence", "ask__records"))


def asks_of(keys: list[str]) -> list[Ask]:
    """The asks of these keys that the record holds."""
    return list(Ask.objects.filter(key__in=keys).select_related("review"))


def earlier_on_our_issues(group: Group) -> list[Result]:
    """The latest recommendations to the State on the group's issues, at most MOST; none without issues or record."""
    if not group.issues:
        return []
    asked = Question(filters={"state": (group.coalition.review.iso3,), "issue": tuple(group.issues)})
    try:
        return search_record(asked, limit=MOST, sort="-session").results
    except RecordNotReady:
        return []


def follow_up_rows(group: Group) -> Iterator[Mapping[str, str]]:
    """The lines as rows of a table, the evidence of one in one cell."""
    for each in follow_ups_of(group):
        record = min(each.ask.records.all(), key=lambda r: not r.preferred, default=None) if each.ask else None
        yield {
            "recommendation": each.text,
            "from": each.from_name,
            "session": str(each.session or ""),
            "response": str(responses.label(record.response)) if record and record.response else "",
            "done": each.get_done_display(),
            "note": each.note,
            "evidence": " | ".join(
                f"{source.what} ({source.get_kind_display()}: {source.source})" for source in each.evidence.all()
            ),
        }
