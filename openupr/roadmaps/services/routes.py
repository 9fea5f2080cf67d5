"""The route that a group's organisations decided on goes into the group's roadmap, with how it was decided."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format

from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.decisions import DecisionTally

from ..models import Answer
from ..queries.decided import decided
from ..rules.roadmap import route_question
from .roadmap import answer


def write_route(tally: DecisionTally, by: Person, now: datetime) -> None:
    """Add a group's decision on its route, just closed, to what its roadmap says of the next steps.

    Nothing where it is no such decision, or too few organisations spoke.
    """
    decision, group = tally.decision, tally.decision.group
    if group is None or not tally.has_quorum or not any(option.route for option in tally.options):
        return
    number = route_question().number
    before = Answer.objects.filter(group=group, question=number).first() or Answer(group=group, question=number)
    said = "\n\n".join(filter(None, [before.text, decision.outcome, _how(tally, now)]))
    kept = {"version": before.version, "owner": before.owner, "due": before.due, "day": before.day}
    state = Answer.State.DONE if before.state == Answer.State.DONE else Answer.State.IN_PROGRESS
    answer(by=by, group=group, question=number, text=said, state=state, now=now, **kept)


def _how(tally: DecisionTally, now: datetime) -> str:
    counts = [(option.text, count) for option, count in tally.by_option() if count]
    with translation.override("en"):
        day = date_format(day_of(tally.decision.coalition, now), "j F Y")
        return decided(day, len(tally.voices), tally.members, counts)
