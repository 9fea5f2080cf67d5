"""What the record's pages show to people of a coalition: their groups that work on a
recommendation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.template import Context

from openupr.accounts.models import Person
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.models import Group, Participation, RapporteurTerm
from openupr.coalitions.panels import who_asks
from openupr.followup.models import FollowUp
from openupr.recommendations.models import Ask

from .models import Proposal


@dataclass(frozen=True, slots=True)
class GroupAtWork:
    """A group of one's coalition, and what it has to do with a recommendation of the record.

    `line`: what it says of it in its follow-up, by number; None where it does not follow it up.
    `may_follow`: one is its rapporteur and may follow it up there. `may_tick`: one may tick it
    among the group's.
    """

    group: Group
    line: int | None
    repeated_by: Sequence[Proposal]
    is_same_issue: bool
    may_follow: bool
    may_tick: bool


def beside_recommendation(context: Context) -> Mapping[str, Any] | None:
    """For the slot on a recommendation's page; None for a reader without a coalition that works on
    it.

    Without a session cookie, no query is made.
    """
    request, ask = context.get("request"), context.get("ask")
    person = who_asks(request)
    if person is None or not isinstance(ask, Ask):
        return None
    groups = groups_working_on(ask, person=person)
    return {"beside": groups} if groups else None


def beside_gaps(context: Context) -> Mapping[str, Any] | None:
    """For the slot on the page of gaps: the reader's coalitions; None for a reader without one."""
    person = who_asks(context.get("request"))
    ours = list(coalitions_of(person)) if person else []
    return {"ours": ours} if ours else None


def groups_working_on(ask: Ask, *, person: Person) -> list[GroupAtWork]:
    """The groups of somebody's coalitions that follow a recommendation up, repeat it, or work on
    its issues.

    A group that one leads is among them, too. Only for the State under Review of the coalition. Six
    queries.
    """
    groups = Group.objects.filter(coalition__participations__person=person, closed=False)
    ours = list(groups.select_related("coalition__review").order_by("coalition__name", "order"))
    if not ours:
        return []
    follows = dict(FollowUp.objects.filter(ask=ask, group__in=ours).values_list("group_id", "pk"))
    repeats = list(Proposal.objects.filter(repeats=ask, group__in=ours))
    led = set(
        RapporteurTerm.objects.filter(person=person, until=None, group__in=ours).values_list("group_id", flat=True)
    )
    works_in = Q(memberships__person=person) | Q(
        coalition__participations__person=person, coalition__participations__role=Participation.Role.COORDINATOR
    )
    writes = set(Group.objects.filter(works_in, pk__in=[group.pk for group in ours]).values_list("pk", flat=True))
    issues = _issues_of(ask)
    groups_at_work = []
    for group in ours:
        repeated = [proposal for proposal in repeats if proposal.group_id == group.pk]
        same_state = group.coalition.review.iso3 == ask.review.iso3
        same_issue = same_state and bool(issues & set(group.issues))
        may_follow = same_state and group.pk in led and group.pk not in follows
        may_tick = same_state and group.pk in writes and group.pk not in follows and not may_follow
        if group.pk in follows or repeated or same_issue or may_follow:
            groups_at_work.append(GroupAtWork(group, follows.get(group.pk), repeated, same_issue, may_follow, may_tick))
    return groups_at_work


def _issues_of(ask: Ask) -> set[str]:
    return {key for record in ask.records.all() for key in record.issues}
