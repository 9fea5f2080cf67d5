"""Thematic groups are set up, changed, put in order, closed."""

from collections.abc import Collection, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.upr.issues import issue
from openupr.upr.populations import population

from ..actions.groups import EDIT_GROUP, SET_UP_GROUPS
from ..models import Coalition, Group, Organisation
from ..rules.clusters import CLUSTERS, missing_clusters
from ..rules.refusals import Refused


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
    *, by: Person, coalition: Coalition, themes: Collection[str] = tuple(each.key for each in CLUSTERS)
) -> list[Group]:
    """Create the groups of these themes (keys) of the starting set that the coalition does not have by name; return
    those created.
    """
    last = _last(coalition)
    names = coalition.groups.values_list("name", flat=True)
    missing = [each for each in missing_clusters(names) if each.key in themes]
    return Group.objects.bulk_create(
        Group(
            coalition=coalition,
            name=each.name,
            focus=each.focus,
            issues=list(each.issues),
            populations=list(each.populations),
            order=last + number,
        )
        for number, each in enumerate(missing, start=1)
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
    """A new group, the last in order. Raises NameTaken; KeyError for an issue or population group that is none."""
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
    """Change what a group is. Raises NameTaken; KeyError for an issue or population group that is none."""
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
