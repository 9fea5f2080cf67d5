"""How far each group is, in the coalition's lists of groups."""

from django.db.models import Case, Expression, IntegerField, When
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.queries.groups import Figure, count_of

from ..models import Answer, Proposal
from ..rules.roadmap import RoadmapQuestion, questions
from .roadmap import told_by_the_group

# A recommendation that was given up is none of the group's any more.
_GIVEN_UP = (Proposal.State.DROPPED, Proposal.State.MERGED)


def _questions_done() -> Expression:
    done = count_of(Answer.objects.filter(state=Answer.State.DONE))
    return sum((_one_if_told(each) for each in questions() if each.done_by_itself), start=done)


def _one_if_told(question: RoadmapQuestion) -> Case:
    return Case(When(told_by_the_group(question), then=1), default=0, output_field=IntegerField())


QUESTIONS_DONE = Figure(
    "roadmap_done",
    heading=_("Roadmap"),
    words=_("questions of the roadmap done"),
    count=_questions_done,
    of=lambda: len(questions()),
)
RECOMMENDATIONS = Figure(
    "recommendations",
    heading=_("Recommendations"),
    words=_("recommendations"),
    count=lambda: count_of(Proposal.objects.exclude(state__in=_GIVEN_UP)),
    total=_("recommendations"),
)
