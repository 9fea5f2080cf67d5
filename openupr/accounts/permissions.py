"""Who may do what: actions as data, one table a slice.

An `Action` says in words what is done, who may, by which addresses and which services. Each slice's permissions.py
holds a `TABLE` of its own; `project` joins them, refuses what stands in none, and draws the page "who can do what".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .models import Guest, Person

# Whoever sends a request or calls a service: an account, a phone in a room, or nobody known.
Actor = Person | Guest | None


class Role(StrEnum):
    """What somebody is, in general and in the circle that something belongs to; one may be several at once."""

    ANYONE = gettext_noop("anyone")
    SIGNED_IN = gettext_noop("signed in")
    GUEST = gettext_noop("guest in the room")
    COORDINATOR = gettext_noop("coordinator")
    FACILITATOR = gettext_noop("facilitator")
    REPRESENTATIVE = gettext_noop("representative of an organisation")
    RAPPORTEUR = gettext_noop("rapporteur of the group")
    MEMBER = gettext_noop("member of the group")
    PARTICIPANT = gettext_noop("member of another group")
    OBSERVER = gettext_noop("observer")

    @property
    def label(self) -> str | Promise:
        return _(self.value)


EVERYBODY = frozenset({Role.ANYONE})
ACCOUNTS = frozenset({Role.SIGNED_IN})
# Who belongs to a circle; whoever has none of these roles is an outsider and is told that nothing is there.
INSIDERS = frozenset(Role) - {Role.ANYONE, Role.SIGNED_IN, Role.GUEST}


@dataclass(frozen=True)
class Action:
    """Something people do. `routes` are names of addresses ("slice:page"); `changes` says whether anything is written.

    `note` is what an insider who may not is told, beside who may; `note` of a public action is never shown.
    """

    name: str
    does: str | Promise
    who: frozenset[Role]
    routes: tuple[str, ...] = ()
    changes: bool = True
    note: str | Promise = ""

    def open_to(self, roles: frozenset[Role]) -> bool:
        """Whether somebody in these roles may."""
        return bool(self.who & roles)


# What an address or a service is about; None where the address names nothing that exists.
Find = Callable[[Mapping[str, Any]], object]
RolesOf = Callable[[Actor, object], frozenset[Role]]


def general_roles(actor: Actor, about: object = None) -> frozenset[Role]:
    """The roles that somebody has whatever it is about."""
    if isinstance(actor, Person):
        return frozenset({Role.ANYONE, Role.SIGNED_IN})
    return frozenset({Role.ANYONE, Role.GUEST}) if isinstance(actor, Guest) else EVERYBODY


@dataclass(frozen=True)
class Table:
    """One slice's actions, how its addresses' parts lead to what they are about, and who has which role in that."""

    slice: str
    title: str | Promise
    actions: tuple[Action, ...]
    roles: RolesOf = general_roles
    find: Find = field(default=lambda parts: parts)


class NotPermitted(PermissionError):
    """Somebody may not do this. The sentence names who may."""

    def __init__(self, action: Action, roles: frozenset[Role]) -> None:
        self.action, self.roles = action, roles
        may = ", ".join(str(role.label) for role in Role if role in action.who)
        here = ", ".join(str(role.label) for role in Role if role in roles & INSIDERS)
        sentence = _("%(does)s: only %(may)s may.") % {"does": action.does, "may": may}
        if here:
            sentence += " " + _("You are here as %(roles)s.") % {"roles": here}
        super().__init__(f"{sentence} {action.note}".strip())

    @property
    def is_outsider(self) -> bool:
        """Whether they have no place in the circle: then they are not told even that something is there."""
        return not self.roles & (INSIDERS | {Role.GUEST})


def demand(action: Action, roles: frozenset[Role]) -> None:
    """Raise NotPermitted unless somebody in these roles may."""
    if not action.open_to(roles):
        raise NotPermitted(action, roles)


TABLE = Table("accounts", _("People and trust"), actions=())
