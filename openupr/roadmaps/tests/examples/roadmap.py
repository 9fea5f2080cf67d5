"""A group's roadmap and its outline."""

from collections.abc import Callable, Mapping
from typing import Any

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.roadmaps.answers import answer, type_in
from openupr.roadmaps.handouts import confirm_receipt, hand_out
from openupr.roadmaps.models import OutlinePoint, RoadmapHandout
from openupr.roadmaps.outline import add_point, edit_point, move_point, remove_point, start_outline
from openupr.roadmaps.roadmap_back import take_roadmap_back

INTERNAL: Mapping[str, str] = {
    "openupr.roadmaps.answers.answer_at_the_table": "the room of phones calls it, which asks who it is",
    "openupr.roadmaps.table_drafts.drafted_at_the_table": "the table's answer drafts its recommendations",
    "openupr.roadmaps.answers.tell_the_timeline": "answering writes its days",
}
_OF_GROUP = (
    "roadmap", "roadmap-csv", "roadmap-json", "roadmap-file", "roadmap-record", "roadmap-blank", "roadmap-blank-pdf",
    "roadmap-type-in", "roadmap-hand-out", "roadmap-earlier", "roadmap-back", "roadmap-back-take",
    "outline-csv", "outline-json",
    "outline", "outline-start", "outline-add",
)  # fmt: skip


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
    out = {**cast.at_land, "handout": handout(cast).pk}
    return {
        **{f"roadmaps:{page}": cast.at_land for page in _OF_GROUP},
        "roadmaps:roadmap-answer": {**cast.at_land, "number": 1},
        "roadmaps:roadmap-history": {**cast.at_land, "number": 1},
        "roadmaps:roadmap-word": out,
        "roadmaps:roadmap-received": out,
        "roadmaps:outline-point": {**cast.at_land, "number": point(cast).pk},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    group, one = {"group": cast.land}, {"point": point(cast)}
    return {
        answer: group,
        type_in: group,
        take_roadmap_back: group,
        start_outline: group,
        add_point: group,
        edit_point: one,
        move_point: one,
        remove_point: one,
        hand_out: group,
        confirm_receipt: {"handout": handout(cast)},
    }
