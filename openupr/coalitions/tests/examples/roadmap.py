"""A group's roadmap, what was done since, its outline."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openupr.coalitions.models import Evidence, FollowUp, OutlinePoint, RoadmapHandout
from openupr.coalitions.services.follow_ups import add_evidence, assess, let_go, remove_evidence, take_up, write_in
from openupr.coalitions.services.handouts import confirm_receipt, hand_out
from openupr.coalitions.services.outline import add_point, edit_point, move_point, remove_point, start_outline
from openupr.coalitions.services.roadmap import answer, type_in
from openupr.coalitions.tests.examples.clock import today_there

from .cast import Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.services.roadmap.answer_at_the_table": "the room of phones calls it, which asks who it is",
    "openupr.coalitions.services.proposals.write_down": "proposing and the answer of the group's table write it",
    "openupr.coalitions.services.proposals.keep_version": "whoever words a recommendation keeps its versions",
    "openupr.coalitions.services.table_drafts.drafted_at_the_table": "the table's answer drafts its recommendations",
    "openupr.coalitions.services.table_drafts.language_written": "it writes nothing",
    "openupr.coalitions.services.roadmap_dates.tell_the_timeline": "answering writes its days",
}
_OF_GROUP = (
    "roadmap", "roadmap-csv", "roadmap-json", "roadmap-record", "roadmap-blank", "roadmap-blank-pdf",
    "roadmap-type-in", "roadmap-hand-out", "follow-ups", "follow-ups-csv", "follow-ups-json", "follow-up-take-up",
    "outline-csv", "outline-json",
    "outline", "outline-start", "outline-add",
)  # fmt: skip


def follow_up(cast: Cast) -> FollowUp:
    """A line of what was done since."""
    return FollowUp.objects.filter(group=cast.land).first() or write_in(
        by=cast.chan, group=cast.land, text="Title the land of indigenous communities."
    )


def evidence(cast: Cast) -> Evidence:
    """What that line rests on."""
    given = {"what": "Three titles", "kind": "official", "source": "The ministry's site", "reliability": "likely"}
    line = follow_up(cast)
    return line.evidence.first() or add_evidence(by=cast.chan, follow_up=line, day=date(2026, 2, 1), **given)


def point(cast: Cast) -> OutlinePoint:
    """A line of the outline."""
    return OutlinePoint.objects.filter(group=cast.land).first() or add_point(
        by=cast.chan, group=cast.land, text="Evictions"
    )


def handout(cast: Cast) -> RoadmapHandout:
    """A roadmap on its way to a partner."""
    return RoadmapHandout.objects.filter(group=cast.land).first() or hand_out(
        by=cast.dara, group=cast.land, partner="A partner", today=today_there()
    )


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    line = {**cast.at_land, "number": follow_up(cast).pk}
    out = {**cast.at_land, "handout": handout(cast).pk}
    return {
        **{f"coalitions:{page}": cast.at_land for page in _OF_GROUP},
        "coalitions:roadmap-answer": {**cast.at_land, "number": 1},
        "coalitions:roadmap-history": {**cast.at_land, "number": 1},
        "coalitions:roadmap-word": out,
        "coalitions:roadmap-received": out,
        "coalitions:follow-up": line,
        "coalitions:evidence-add": line,
        "coalitions:evidence-remove": {**line, "evidence": evidence(cast).pk},
        "coalitions:outline-point": {**cast.at_land, "number": point(cast).pk},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    group, line, one = {"group": cast.land}, {"follow_up": follow_up(cast)}, {"point": point(cast)}
    return {
        answer: group,
        type_in: group,
        take_up: group,
        write_in: group,
        assess: line,
        let_go: line,
        add_evidence: line,
        remove_evidence: line,
        start_outline: group,
        add_point: group,
        edit_point: one,
        move_point: one,
        remove_point: one,
        hand_out: group,
        confirm_receipt: {"handout": handout(cast)},
    }
