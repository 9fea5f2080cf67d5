"""Thematic groups: how many people, who is rapporteur, how far they are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.upr.issues import Issue, issue
from openupr.upr.populations import Population, population
from openupr.web.hooks import Hook

from ..models import Coalition, Group, GroupMembership, Organisation, Preference, RapporteurTerm
from ..rules.balance import balanced


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an app higher up knows of every group.

    `name` is its column in files. `count` counts it for groups by their keys. `of` tells the most
    that it can be, where there is one. `total`: what the sum over all groups is called, where that says something.
    """

    name: str
    heading: str | Promise
    words: str | Promise
    count: Callable[[Collection[int]], Mapping[int, int]]
    of: Callable[[], int] | None = None
    total: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of one group."""

    figure: Figure
    number: int

    @property
    def in_words(self) -> str:
        """ "3 of 10 done", or the number alone."""
        if not self.figure.of:
            return str(self.number)
        return _("%(done)s of %(most)s done") % {"done": self.number, "most": self.figure.of()}


GROUP_FIGURES = Hook[Figure]("GROUP_FIGURES", key=lambda figure: figure.name)


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with its counts, and all that its page shows. `come_for`: the organisations that its people take part for
    and that are not entered as the group's own.
    """

    group: Group
    issues: Sequence[Issue]
    populations: Sequence[Population]
    organisations: Sequence[Organisation]
    members: Sequence[GroupMembership]
    terms: Sequence[RapporteurTerm]
    is_mine: bool
    come_for: Sequence[str]

    @property
    def rapporteur(self) -> Person | None:
        """Who leads it now."""
        return next((term.person for term in self.terms if term.until is None), None)

    @property
    def history(self) -> list[RapporteurTerm]:
        """The terms that ended, the last first."""
        return [term for term in self.terms if term.until is not None]


def groups_of(coalition: Coalition) -> list[Group]:
    """A coalition's groups in order, with `people` and their `figures`.

    `term` is a list with the rapporteur's present term, or empty. A constant number of queries.
    """
    return _with_counts(coalition.groups.order_by("closed", "order", "pk"))


def group_page(group: Group, *, viewer: Person) -> GroupPage:
    """One group with the same counts, and who and what belongs to it."""
    [found] = _with_counts(Group.objects.filter(pk=group.pk))
    found.coalition = group.coalition
    members = list(group.memberships.select_related("person").order_by("person__called", "pk"))
    return GroupPage(
        group=found,
        issues=[issue(key) for key in group.issues],
        populations=[population(key) for key in group.populations],
        organisations=list(group.organisations.all()),
        members=members,
        terms=list(group.rapporteur_terms.select_related("person")),
        is_mine=any(member.person_id == viewer.pk for member in members),
        come_for=organisations_of_its_people(group),
    )


def listed(groups: Iterable[Group]) -> Iterator[dict[str, Any]]:
    """Groups as rows of a file."""
    for group in groups:
        yield {
            "group": group.name,
            "focus": group.focus,
            "issues": [issue(key).label for key in group.issues],
            "population_groups": [population(key).label for key in group.populations],
            "rapporteur": str(group.term[0].person) if group.term else "",  # type: ignore[attr-defined]
            "people": group.people,  # type: ignore[attr-defined]
            **{each.figure.name: each.number for each in group.figures},  # type: ignore[attr-defined]
            "closed": group.closed,
        }


def described(group: Group) -> dict[str, Any]:
    """What a group is, as the form to change it holds it."""
    return {
        "name": group.name,
        "focus": group.focus,
        "issues": group.issues,
        "populations": group.populations,
        "organisations": list(group.organisations.values_list("pk", flat=True)),
    }


def groups_to_choose(coalition: Coalition) -> Sequence[Group]:
    """The open groups, with `people` in them and `wanted`: who names them as first choice."""
    first = Count("preferences", filter=Q(preferences__rank=1), distinct=True)
    members = Count("memberships", distinct=True)
    return list(coalition.groups.filter(closed=False).annotate(people=members, wanted=first))


def proposed_places(coalition: Coalition) -> list[tuple[Person, Group]]:
    """Where those who work in no group yet could go by what they prefer, and the groups stay of like size."""
    groups = {group.pk: group for group in groups_to_choose(coalition)}
    placed = GroupMembership.objects.filter(group__coalition=coalition).values("person")
    said = Preference.objects.filter(group__coalition=coalition).exclude(person__in=placed).select_related("person")
    people: dict[int, Person] = {}
    named: dict[int, list[int]] = {}
    for each in said.order_by("rank"):
        people[each.person_id] = each.person
        named.setdefault(each.person_id, []).append(each.group_id)
    sizes = {pk: group.people for pk, group in groups.items()}  # type: ignore[attr-defined]
    return [(people[person], groups[group]) for person, group in balanced(named, sizes).items()]


def preferred_by(person: Person, *, coalition: Coalition) -> dict[str, str]:
    """What somebody said before, as the form holds it."""
    said = Preference.objects.filter(person=person, group__coalition=coalition).order_by("rank")
    return dict(zip(("first", "second", "third"), (str(each.group_id) for each in said), strict=False))


def rapporteur_of(group: Group) -> Person | None:
    """Who leads a group now."""
    term = RapporteurTerm.objects.filter(group=group, until=None).select_related("person").first()
    return term.person if term else None


def organisations_of_its_people(group: Group) -> list[str]:
    """For which organisations of the coalition a group's people take part that are not entered as the group's own.

    Everybody in the coalition may read this, as in the list of its people. It is for the group to say that an
    organisation takes part: what leaves the coalition names only those that are entered.
    """
    people = group.memberships.values("person")
    ours = group.coalition.member_organisations.values("organisation")
    parts = group.coalition.participations.filter(person__in=people, organisation__in=ours)
    found = parts.exclude(organisation__in=group.organisations.values("pk")).order_by("organisation__name")
    return list(found.values_list("organisation__name", flat=True).distinct())


def groups_worked_in(person: Person, but: Group) -> list[Group]:
    """The other groups of the same coalition that somebody works in or leads."""
    works = Q(memberships__person=person) | Q(rapporteur_terms__person=person, rapporteur_terms__until=None)
    return list(but.coalition.groups.filter(works).exclude(pk=but.pk).distinct())


def _with_counts(groups: QuerySet[Group]) -> list[Group]:
    found: list[Group] = list(groups.annotate(people=Count("memberships")))
    keys = [group.pk for group in found]
    present = RapporteurTerm.objects.filter(until=None, group__in=keys).order_by().select_related("person")
    terms = {term.group_id: [term] for term in present}
    numbers = [(figure, figure.count(keys)) for figure in GROUP_FIGURES]
    for group in found:
        group.term = terms.get(group.pk, [])  # type: ignore[attr-defined]
        group.figures = [Counted(figure, number.get(group.pk, 0)) for figure, number in numbers]  # type: ignore[attr-defined]
        for each in group.figures:  # type: ignore[attr-defined]
            setattr(group, each.figure.name, each.number)
    return found


def count_in(groups: Collection[int], of: QuerySet[Any]) -> Counter[int]:
    """How many of these each group has, by its key. One query."""
    counted = of.filter(group__in=groups).order_by().values_list("group").annotate(Count("pk"))
    return Counter(dict(counted))
