"""How far each group is, in the coalition's lists of groups."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from openupr.coalitions.groups import Figure, GroupCount

from ..models import Answer, Proposal
from ..rules.roadmap import questions
from .roadmap import groups_that_answer


def _questions_done() -> Iterator[tuple[QuerySet[Any], str]]:
    yield Answer.objects.filter(state=Answer.State.DONE), "group"
    for question in questions():
        if question.done_by_itself:
            yield groups_that_answer(question), "pk"


QUESTIONS_DONE = Figure(
    "roadmap_done",
    heading=_("Roadmap"),
    words=_("questions of the roadmap done"),
    rows=_questions_done,
    of=lambda: len(questions()),
    group_page="roadmaps:roadmap",
)
RECOMMENDATIONS = Figure(
    "recommendations",
    heading=_("Recommendations"),
    words=ngettext_lazy("recommendation", "recommendations"),
    rows=lambda: [(Proposal.objects.exclude(state__in=Proposal.GIVEN_UP), "group")],
    is_summed=True,
    page="roadmaps:all-proposals",
    group_page="roadmaps:proposals",
)
# What a group can adopt now, or has adopted.
BEFORE_GROUP = GroupCount(
    "before_group",
    lambda: [
        (
            Proposal.objects.filter(
                state__in=(Proposal.State.PROPOSED, Proposal.State.PRESENTED, Proposal.State.ADOPTED)
            ),
            "group",
        )
    ],
)
ADOPTED = GroupCount("adopted", lambda: [(Proposal.objects.filter(state=Proposal.State.ADOPTED), "group")])
