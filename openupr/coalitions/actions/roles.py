"""What somebody is in a coalition, and what an address of a coalition is about."""

from collections.abc import Mapping
from itertools import compress
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from openupr.accounts.actions import INSIDERS, Actor, Role, general_roles, is_paired
from openupr.accounts.models import Guest, Person
from openupr.web.kept_queries import kept_row

from ..models import Coalition, Group, Participation

# Sets that actions are open to.
SEE = INSIDERS
COORDINATE = frozenset({Role.COORDINATOR})
# Who may write in a group: its own people, and the coordinator who helps out.
WORK_IN_GROUP = frozenset({Role.COORDINATOR, Role.RAPPORTEUR, Role.MEMBER})
# The same where a member's device, paired in the room, may too: in its own group and nowhere else.
SEE_IN_GROUP = SEE | {Role.PAIRED}
WRITE_IN_GROUP = WORK_IN_GROUP | {Role.PAIRED}
LEAD_GROUP = frozenset({Role.COORDINATOR, Role.RAPPORTEUR})
# Everyone but those who only look on.
REMARK = INSIDERS - {Role.OBSERVER}
# The largest number that a database gives to a row.
_LAST_NUMBER = 2**63 - 1
_ROLES = {
    Participation.Role.COORDINATOR: Role.COORDINATOR,
    Participation.Role.FACILITATOR: Role.FACILITATOR,
    Participation.Role.PARTICIPANT: Role.PARTICIPANT,
    Participation.Role.OBSERVER: Role.OBSERVER,
}


def coalition_of(about: object) -> Coalition:
    """The coalition that something belongs to: itself, or its `coalition`, or that of its
    `group`.
    """
    if isinstance(about, Coalition):
        return about
    return getattr(about, "coalition", None) or about.group.coalition  # type: ignore[attr-defined, no-any-return]


def circle(about: object) -> str:
    """The name of its coalition in the audit log."""
    return coalition_of(about).key


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles of somebody with regard to a coalition, or to one of its groups and what lies in
    it.

    With regard to a coalition as a whole, a rapporteur or member of any of its groups is one. A
    device paired in the room is nothing but that, in its one group.
    """
    general = general_roles(actor)
    if actor is None or about is None or isinstance(about, Mapping):
        return general
    coalition = coalition_of(about)
    if isinstance(actor, Guest):
        return general if actor.room.circle == coalition.key else frozenset({Role.ANYONE})
    group = about if isinstance(about, Group) else getattr(about, "group", None)
    here = _in_coalition(actor, coalition, group)
    if here and is_paired(actor):
        here = frozenset({Role.PAIRED}) if group is not None and group.pk == actor.paired_group else frozenset()
    return general | here


# In SQL, since every page asks it: put together from models it took ten times as long.
_IN_COALITION = """
SELECT role,
    EXISTS (SELECT 1 FROM coalitions_memberorganisation AS m
            WHERE m.coalition_id = p.coalition_id AND m.representative_id = p.person_id),
    EXISTS (SELECT 1 FROM coalitions_rapporteurterm AS t JOIN coalitions_group AS g ON g.id = t.group_id
            WHERE t.person_id = p.person_id AND t.until IS NULL
              AND g.coalition_id = p.coalition_id AND g.id = COALESCE(%s, g.id)),
    EXISTS (SELECT 1 FROM coalitions_groupmembership AS b JOIN coalitions_group AS g ON g.id = b.group_id
            WHERE b.person_id = p.person_id AND g.coalition_id = p.coalition_id AND g.id = COALESCE(%s, g.id))
FROM coalitions_participation AS p WHERE p.coalition_id = %s AND p.person_id = %s
"""


def _in_coalition(person: Person, coalition: Coalition, group: Group | None) -> frozenset[Role]:
    """The roles of somebody in a coalition, or with regard to one of its groups, in one query."""
    number = group.pk if group else None
    with connection.cursor() as cursor:
        cursor.execute(_IN_COALITION, [number, number, coalition.pk, person.pk])
        row = cursor.fetchone()
    if row is None:
        return frozenset()
    role, *has = row
    more = (Role.REPRESENTATIVE, Role.RAPPORTEUR, Role.MEMBER)
    return frozenset({_ROLES[Participation.Role(role)], *compress(more, has)})


def find(parts: Mapping[str, Any]) -> object:
    """What an address is about: the group it names within the coalition it names, or the coalition;
    None if neither is.

    An address without a coalition is about nothing in particular.
    """
    if "coalition" not in parts:
        return parts
    if any(isinstance(part, int) and part > _LAST_NUMBER for part in parts.values()):
        return None
    coalition = kept_row(_called, parts["coalition"])
    if coalition is None or "group" not in parts:
        return coalition
    group = kept_row(_group, coalition.pk, parts["group"])
    if group:
        group.coalition = coalition
    return group


def _called(key: str) -> QuerySet[Coalition]:
    return Coalition.objects.filter(key=key).select_related("review").order_by()


def _group(coalition: int, key: int) -> QuerySet[Group]:
    return Group.objects.filter(coalition=coalition, pk=key).order_by()
