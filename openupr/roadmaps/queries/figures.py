"""How far each group is, in the coalition's lists of groups."""

from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from openupr.coalitions.queries.groups import Figure, count_in

from ..models import Answer, Proposal
from ..rules.roadmap import questions
from .roadmap import answered_in, told_by_groups

# A recommendation that was given up is none of the group's any more.
_GIVEN_UP = (Proposal.State.DROPPED, Proposal.State.MERGED)


def _questions_done(groups: Collection[int]) -> Counter[int]:
    given = answered_in(groups)
    done = Counter(group for (group, _number), state in given.items() if state == Answer.State.DONE)
    done.update({group: len(numbers) for group, numbers in told_by_groups(groups, given=given).items()})
    return done


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
    count=lambda groups: count_in(groups, Proposal.objects.exclude(state__in=_GIVEN_UP)),
    total=_("recommendations"),
)
