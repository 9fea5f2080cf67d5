"""Thematic groups: their numbers, what each one has, and setting them up."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Field, Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.upr.issues import Issue, issue
from openupr.upr.populations import Population, population
from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows
from openupr.web.unions import Kept, fetched, united, with_columns

from .actions.groups import EDIT_GROUP, SET_UP_GROUPS
from .group_members import organisations_of_its_people
from .models import Coalition, Group, GroupMembership, Organisation, RapporteurTerm
from .rules.clusters import CLUSTERS, missing_clusters
from .rules.refusals import Refused


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

    `name` is its column in files. `words`: what is counted, by its number (ngettext) but where `of`
    tells the most that it can be. `is_summed`: whether the sum over all groups says something;
    `page`: the coalition's page that lists them all; `group_page`: the group's page with what is
    counted.
    """

    heading: str | Promise
    words: str | Promise
    of: Callable[[], int] | None = None
    is_summed: bool = False
    page: str = ""
    group_page: str = ""


@dataclass(frozen=True, slots=True)
class CountedFigure:
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
    """A group with its counts, and all that its page shows. `come_for`: the organisations that its
    people take part for and that are not entered as the group's own.
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
    [counted] = _with_counts(list(Group.objects.filter(pk=group.pk)))
    counted.coalition = group.coalition
    members = list(group.memberships.select_related("person").order_by("person", "pk"))
    return GroupPage(
        group=counted,
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
            **{figure.figure.name: figure.number for figure in group.figures},  # type: ignore[attr-defined]
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


def _with_counts(groups: list[Group]) -> list[Group]:
    keys = [group.pk for group in groups]
    terms = {term.group_id: [term] for term in kept_rows(_present_terms, keys)}
    numbers = _numbers_of(keys)
    for group in groups:
        group.term = terms.get(group.pk, [])  # type: ignore[attr-defined]
        for name, number in numbers.items():
            setattr(group, name, number[group.pk])
        group.figures = [CountedFigure(figure, numbers[figure.name][group.pk]) for figure in GROUP_FIGURES]  # type: ignore[attr-defined]
    return groups


def _present_terms(groups: Collection[int]) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(until=None, group__in=groups).order_by().select_related("person")


def _numbers_of(groups: Collection[int]) -> dict[str, Counter[int]]:
    """Numbers by the name of what is counted and by group. One query."""
    names = tuple(count.name for count in (*GROUP_COUNTS, *GROUP_FIGURES))
    numbers = {name: Counter[int]() for name in names}
    if groups:
        places, kept = _all_counts(names)
        where = f"WHERE w_group IN ({', '.join(['%s'] * len(groups))}) GROUP BY w_place, w_group"
        for place, group, number in fetched(kept, select="w_place, w_group, COUNT(*)", where=where, more=list(groups)):
            numbers[places[place]][group] += number
    return numbers


@cache
def _all_counts(names: tuple[str, ...]) -> tuple[list[str], Kept]:
    """The query for all rows that are counted under these names, and the name that belongs to each
    place.
    """
    known = {count.name: count for count in (*GROUP_COUNTS, *GROUP_FIGURES)}
    counted = [(name, *rows) for name in names for rows in known[name].rows()]
    kept = united((with_columns(rows, {"group": path}, _GROUP) for _name, rows, path in counted), tuple(_GROUP))
    return [name for name, *_rows in counted], kept


class NameTaken(Refused):
    """Two groups of a coalition cannot be called the same."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a group called “%(name)s” already.") % {"name": name})


class WrongOrder(Refused):
    """The order names other groups than there are: somebody added or closed one meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("The groups changed meanwhile. Look at the list again."))


@act(SET_UP_GROUPS, gettext_lazy("Create the groups of the starting set"), about="coalition")
def start_with_clusters(
    *, by: Person, coalition: Coalition, themes: Collection[str] = tuple(cluster.key for cluster in CLUSTERS)
) -> list[Group]:
    """Create the groups of these themes (keys) of the starting set that the coalition does not have
    by name; return the new ones.
    """
    last = _last(coalition)
    names = coalition.groups.values_list("name", flat=True)
    missing = [cluster for cluster in missing_clusters(names) if cluster.key in themes]
    return Group.objects.bulk_create(
        Group(
            coalition=coalition,
            name=cluster.name,
            focus=cluster.focus,
            issues=list(cluster.issues),
            populations=list(cluster.populations),
            order=last + number,
        )
        for number, cluster in enumerate(missing, start=1)
    )


@act(SET_UP_GROUPS, gettext_lazy("Create a group"), about="coalition")
def create_group(
    *,
    by: Person,
    coalition: Coalition,
    name: str,
    focus: str = "",
    meets_at: str = "",
    issues: Collection[str] = (),
    populations: Collection[str] = (),
    organisations: Collection[Organisation] = (),
) -> Group:
    """A new group, the last in order. Raises NameTaken; KeyError for an issue or population group
    that is none.
    """
    group = Group(coalition=coalition, order=_last(coalition) + 1)
    return _describe(by, group, name, focus, meets_at, issues, populations, organisations)


@act(EDIT_GROUP, gettext_lazy("Change what a group is"), about="group")
def edit_group(
    *,
    by: Person,
    group: Group,
    name: str,
    focus: str,
    meets_at: str,
    issues: Collection[str],
    populations: Collection[str],
    organisations: Collection[Organisation],
) -> Group:
    """Change what a group is. Raises NameTaken; KeyError for an issue or population group that is
    none.
    """
    return _describe(by, group, name, focus, meets_at, issues, populations, organisations)


@act(SET_UP_GROUPS, gettext_lazy("Put the groups in another order"), about="coalition")
def order_groups(*, by: Person, coalition: Coalition, order: Sequence[int]) -> None:
    """Put the coalition's groups into the order of these numbers of theirs. Raises WrongOrder."""
    groups = {group.pk: group for group in coalition.groups.select_for_update()}
    if sorted(order) != sorted(groups):
        raise WrongOrder
    for place, number in enumerate(order, start=1):
        groups[number].order = place
    Group.objects.bulk_update(groups.values(), ["order"])


@act(
    SET_UP_GROUPS,
    {True: gettext_lazy("Close a group"), False: gettext_lazy("Open a group again")},
    about="group",
    varies_by="closed",
)
def close_group(*, by: Person, group: Group, closed: bool) -> Group:
    """Close a group, or open it again. What it wrote stays."""
    group.closed = closed
    group.save(update_fields=["closed"])
    return group


def _last(coalition: Coalition) -> int:
    return int(coalition.groups.aggregate(last=Max("order"))["last"] or 0)


def _describe(
    by: Person,
    group: Group,
    name: str,
    focus: str,
    meets_at: str,
    issues: Collection[str],
    populations: Collection[str],
    organisations: Collection[Organisation],
) -> Group:
    name = " ".join(name.split())
    if Group.objects.filter(coalition=group.coalition, name__iexact=name).exclude(pk=group.pk).exists():
        raise NameTaken(name)
    group.name, group.focus, group.meets_at = name, focus.strip(), meets_at.strip()
    group.issues = sorted({issue(key).key for key in issues})
    group.populations = sorted({population(key).key for key in populations})
    group.save()
    group.organisations.set(organisations)
    return group
