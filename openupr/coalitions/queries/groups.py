"""Thematic groups: how many people, who is rapporteur, how far they are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Count, Field, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.upr.issues import Issue, issue
from openupr.upr.populations import Population, population
from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows
from openupr.web.unions import Kept, fetched, united, with_columns

from ..models import Coalition, Group, GroupMembership, Organisation, Preference, RapporteurTerm
from ..rules.balance import balanced


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Something that is counted for every group, which gets it as its attribute `name`.

    `rows`: what is counted, and by which path each row tells its group.
    """

    name: str
    rows: Callable[[], Iterable[tuple[QuerySet[Any], str]]]


@dataclass(frozen=True, slots=True)
class Figure(GroupCount):
    """A number that an app higher up knows of every group, and that pages show.

    `name` is its column in files. `words`: what is counted, by its number (ngettext) but where `of` tells the most
    that it can be. `is_summed`: whether the sum over all groups says something; `page`: the coalition's page
    that lists them all; `group_page`: the group's page with what is counted.
    """

    heading: str | Promise
    words: str | Promise
    of: Callable[[], int] | None = None
    is_summed: bool = False
    page: str = ""
    group_page: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of one group."""

    figure: Figure
    number: int

    @property
    def words(self) -> str:
        """What is counted: "recommendation" of one."""
        return str(self.figure.words) if self.figure.of else self.figure.words % self.number

    @property
    def in_words(self) -> str:
        """ "3 of 10 done", or the number alone."""
        if not self.figure.of:
            return str(self.number)
        return _("%(done)s of %(most)s done") % {"done": self.number, "most": self.figure.of()}


GROUP_FIGURES = Hook[Figure]("GROUP_FIGURES", key=lambda figure: figure.name)
# What is counted beside the figures.
GROUP_COUNTS = Hook[GroupCount]("GROUP_COUNTS", key=lambda count: count.name)
GROUP_COUNTS.add(GroupCount("people", lambda: [(GroupMembership.objects.all(), "group")]))
_GROUP: Mapping[str, tuple[Field[Any, Any], object]] = {"group": (BigIntegerField(), None)}


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
    """A coalition's groups in order, with their `figures` and what else is counted.

    `term` is a list with the rapporteur's present term, or empty. Three queries.
    """
    groups = kept_rows(_groups, coalition.pk)
    for group in groups:
        group.coalition = coalition
    return _with_counts(groups)


def _groups(coalition: int) -> QuerySet[Group]:
    return Group.objects.filter(coalition=coalition).order_by("closed", "order", "pk")


def group_page(group: Group, *, viewer: Person) -> GroupPage:
    """One group with the same counts, and who and what belongs to it."""
    [found] = _with_counts(list(Group.objects.filter(pk=group.pk)))
    found.coalition = group.coalition
    members = list(group.memberships.select_related("person").order_by("person", "pk"))
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
        "meets_at": group.meets_at,
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


def groups_led_by(person: Person) -> list[Group]:
    """The open groups whose rapporteur somebody is now, in all their coalitions. One query."""
    leads = RapporteurTerm.objects.filter(person=person, until=None).values("group")
    return list(Group.objects.filter(pk__in=leads, closed=False).select_related("coalition"))


def groups_without_rapporteur(coalition: Coalition) -> list[Group]:
    """The open groups without a rapporteur."""
    led = RapporteurTerm.objects.filter(group__coalition=coalition, until=None).values("group")
    return list(coalition.groups.filter(closed=False).exclude(pk__in=led).select_related("coalition"))


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
    return list(groups_of_person(person, but.coalition).exclude(pk=but.pk))


def groups_of_person(person: Person, coalition: Coalition) -> QuerySet[Group]:
    """The groups of a coalition that somebody works in or leads."""
    works = Q(memberships__person=person) | Q(rapporteur_terms__person=person, rapporteur_terms__until=None)
    return coalition.groups.filter(works).distinct()


def open_groups_of_person(person: Person, coalition: Coalition) -> list[Group]:
    """The same, without those that are closed. One query, put together once."""
    return kept_rows(_open_and_own, coalition.pk, person.pk)


def _open_and_own(coalition: int, person: int) -> QuerySet[Group]:
    works = GroupMembership.objects.filter(person=person).values("group")
    leads = RapporteurTerm.objects.filter(person=person, until=None).values("group")
    return Group.objects.filter(Q(pk__in=works) | Q(pk__in=leads), coalition=coalition, closed=False)


def _with_counts(groups: list[Group]) -> list[Group]:
    keys = [group.pk for group in groups]
    terms = {term.group_id: [term] for term in kept_rows(_present_terms, keys)}
    numbers = _numbers_of(keys)
    for group in groups:
        group.term = terms.get(group.pk, [])  # type: ignore[attr-defined]
        for name, number in numbers.items():
            setattr(group, name, number[group.pk])
        group.figures = [Counted(figure, numbers[figure.name][group.pk]) for figure in GROUP_FIGURES]  # type: ignore[attr-defined]
    return groups


def _present_terms(groups: Collection[int]) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(until=None, group__in=groups).order_by().select_related("person")


def _numbers_of(groups: Collection[int]) -> dict[str, Counter[int]]:
    """By the name of everything that is counted: how much of it each of these groups has. One query."""
    names = tuple(each.name for each in (*GROUP_COUNTS, *GROUP_FIGURES))
    numbers = {name: Counter[int]() for name in names}
    if groups:
        places, kept = _all_counts(names)
        where = f"WHERE w_group IN ({', '.join(['%s'] * len(groups))}) GROUP BY w_place, w_group"
        for place, group, number in fetched(kept, select="w_place, w_group, COUNT(*)", where=where, more=list(groups)):
            numbers[places[place]][group] += number
    return numbers


@cache
def _all_counts(names: tuple[str, ...]) -> tuple[list[str], Kept]:
    """The question for all rows that are counted under these names, and the name that the rows of each place have."""
    known = {each.name: each for each in (*GROUP_COUNTS, *GROUP_FIGURES)}
    counted = [(name, *rows) for name in names for rows in known[name].rows()]
    kept = united((with_columns(rows, {"group": path}, _GROUP) for _name, rows, path in counted), tuple(_GROUP))
    return [name for name, *_rows in counted], kept
