"""Thematic groups: how many people, who is rapporteur, how far they are."""

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ..models import Answer, Coalition, Group, GroupMembership, Proposal, RapporteurTerm

# A recommendation that was given up is none of the group's any more.
_GIVEN_UP = (Proposal.State.DROPPED, Proposal.State.MERGED)


def groups_of(coalition: Coalition) -> QuerySet[Group]:
    """A coalition's groups in order, with `people`, `answered` (roadmap questions done) and `recommendations`.

    `term` is a list with the rapporteur's present term, or empty. Two queries, however many groups.
    """
    return _with_counts(coalition.groups.all())


def group_with_counts(group: Group) -> Group:
    """One group with the same."""
    found = _with_counts(Group.objects.filter(pk=group.pk)).get()
    found.coalition = group.coalition
    return found


def _with_counts(groups: QuerySet[Group]) -> QuerySet[Group]:
    present = RapporteurTerm.objects.filter(until=None).select_related("person")
    return groups.annotate(
        people=_count(GroupMembership.objects.all()),
        answered=_count(Answer.objects.filter(state=Answer.State.DONE)),
        recommendations=_count(Proposal.objects.exclude(state__in=_GIVEN_UP)),
    ).prefetch_related(Prefetch("rapporteur_terms", queryset=present, to_attr="term"))


def _count(of: QuerySet) -> Coalesce:  # type: ignore[type-arg]
    """How many of these a group has; counted apart, since joins of several would multiply each other."""
    counted = of.filter(group=OuterRef("pk")).order_by().values("group").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
