"""The recommendations of a group, ranked by its organisations."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.models import Coalition, Group
from openupr.decisions.decisions import DecisionTally, tallies_of
from openupr.decisions.ranking import RankedThings

from .models import Proposal
from .proposals import proposals_of

KEY = "recommendation-"


def _recommendations(coalition: Coalition, group: Group | None) -> Sequence[tuple[str, str]]:
    if group is None:
        return []
    return [
        (_shown(proposal), f"{KEY}{proposal.number}")
        for proposal in proposals_of(group).exclude(state__in=Proposal.GIVEN_UP)
    ]


def _before_the_group(coalition: Coalition, group: Group | None) -> Sequence[str]:
    """The keys of those that are put before the group or adopted."""
    if group is None:
        return []
    states = (Proposal.State.PROPOSED, Proposal.State.PRESENTED, Proposal.State.ADOPTED)
    return [f"{KEY}{proposal.number}" for proposal in group.proposals.filter(state__in=states)]


def _shown(proposal: Proposal) -> str:
    """Its number and its original text, in one line as a form sends it back."""
    text = next((wording.text for wording in proposal.wordings.all()), "")
    name = _("Recommendation %(number)s") % {"number": proposal.number}
    return " ".join(f"{name}: {text}".split())


def _page(coalition: Coalition, group: Group | None) -> str:
    return reverse("proposals:proposals", args=[coalition.key, group.pk if group else 0])


recommendations_to_rank = RankedThings(
    "recommendations",
    gettext_lazy("Rank the recommendations"),
    _recommendations,
    prefix=KEY,
    ticked=_before_the_group,
    page=_page,
    link=gettext_lazy("Go back to the recommendations"),
)


def rankings_of(group: Group) -> list[DecisionTally]:
    """The rankings of a group's recommendations that no other supersedes, the newest first."""
    return [
        tally
        for tally in tallies_of(group.coalition, group=group)
        if tally.is_ranking and not tally.is_superseded and any(option.key.startswith(KEY) for option in tally.options)
    ]


def ranked_last(rankings: Sequence[DecisionTally]) -> DecisionTally | None:
    """The first of them in which anything was counted."""
    return next((ranking for ranking in rankings if ranking.voices or ranking.was_in_a_room), None)


def places_of(tally: DecisionTally | None) -> dict[int, int]:
    """By the numbers of recommendations, the place of each in a ranking; none for one without
    points.
    """
    if tally is None:
        return {}
    counts = [(option.key, count) for option, count in tally.by_option() if option.key.startswith(KEY) and count]
    ahead = [count for _key, count in counts]
    return {int(key.removeprefix(KEY)): ahead.index(count) + 1 for key, count in counts}
