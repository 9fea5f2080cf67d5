"""Who may do what: actions as data, one table for each app.

An `Action` says in words what is done, by whom, at which addresses and by which services. Each
app's actions.py has a `TABLE`; `project` joins them, refuses pages without an action, and shows the
page "who can do what".
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .models import Guest, Person, Server

# Who sends a request or calls a service: an account, a phone in a room, or a stranger.
Actor = Person | Guest | None


class Role(StrEnum):
    """What a person is, in general and in a thing's circle; a person may have several roles."""

    ANYONE = gettext_noop("anyone")
    SIGNED_IN = gettext_noop("signed in")
    GUEST = gettext_noop("guest in the room")
    AT_THE_TABLE = gettext_noop("device on the group's table")
    PAIRED = gettext_noop("paired device, in its group")
    OPERATOR = gettext_noop("operator of this server")
    COORDINATOR = gettext_noop("coordinator")
    FACILITATOR = gettext_noop("facilitator")
    REPRESENTATIVE = gettext_noop("representative of an organisation")
    RAPPORTEUR = gettext_noop("rapporteur of the group")
    MEMBER = gettext_noop("member of the group")
    PARTICIPANT = gettext_noop("participant")
    OBSERVER = gettext_noop("observer")

    @property
    def label(self) -> str | Promise:
        return _(self.value)


EVERYBODY = frozenset({Role.ANYONE})
ACCOUNTS = frozenset({Role.SIGNED_IN})
OPERATORS = frozenset({Role.OPERATOR})
# Under this circle the audit log keeps what operators do.
SERVER_CIRCLE = "server"
# The roles of people in a coalition. For anybody else, an outsider, there is nothing here (404).
INSIDERS = frozenset(Role) - {Role.ANYONE, Role.SIGNED_IN, Role.GUEST, Role.AT_THE_TABLE, Role.PAIRED, Role.OPERATOR}

_OF_A_GROUP = frozenset({Role.RAPPORTEUR, Role.MEMBER})


@dataclass(frozen=True)
class Action:
    """Something people do. `routes`: the names of its pages ("app:page"); pages add their own
    (pages.py).

    `changes`: whether anything is written. `note`: what an insider without the right reads, beside
    who may; the `note` of a public action is never shown. `named`: whether the audit log says who
    did it; it does not for forgetting. `recorded`: whether the audit log has it at all. What phones
    tap in a room is not recorded: the log would be a clock of their taps.
    """

    name: str
    does: str | Promise
    who: frozenset[Role]
    routes: list[str] = field(default_factory=list, compare=False)
    changes: bool = True
    note: str | Promise = ""
    named: bool = True
    recorded: bool = True

    def open_to(self, roles: frozenset[Role]) -> bool:
        """Whether these roles may do it."""
        return bool(self.who & roles)


# What an address or a service is about; None where the address names nothing that exists.
Find = Callable[[Mapping[str, Any]], object]
RolesOf = Callable[[Actor, object], frozenset[Role]]


def general_roles(actor: Actor, about: object = None) -> frozenset[Role]:
    """The roles that an actor has with regard to everything."""
    if isinstance(actor, Person):
        if is_paired(actor):
            return EVERYBODY
        return ACCOUNTS | EVERYBODY | (OPERATORS if actor.is_operator else frozenset())
    return frozenset({Role.ANYONE, Role.GUEST}) if isinstance(actor, Guest) else EVERYBODY


def is_paired(actor: Actor) -> bool:
    """Whether the actor is a device in the room, paired for one group's work, instead of the
    person.
    """
    return isinstance(actor, Person) and actor.paired_group is not None


# What the audit log says was done: one sentence, or one for each value of a keyword of the service.
Label = Promise | Mapping[Any, Promise]


@dataclass(frozen=True)
class AuditLabel:
    """What the audit log says of a service; see `act` for what the parts mean."""

    words: Label
    varies_by: str = ""
    names: str = ""
    was: str = ""

    def named(self, service: str, values: Mapping[str, Any], result: object = None) -> str:
        """What the audit log keeps of it."""
        value = values[self.varies_by] if self.varies_by in values else getattr(result, self.varies_by or "pk", None)
        return f"{service}={value}" if isinstance(self.words, Mapping) else service


@dataclass(frozen=True)
class Table:
    """The actions of one app, what its addresses are about, and who has which role in that.

    `circle` names the circle of a thing for the audit log. `part`: the app to which these actions once
    belonged: their names begin with it, and "Who can do what" shows them there.
    """

    app: str
    title: str | Promise
    actions: tuple[Action, ...]
    roles: RolesOf = general_roles
    find: Find = field(default=lambda parts: parts)
    circle: Callable[[Any], str] = field(default=lambda about: "")
    part: str = ""

    def __post_init__(self) -> None:
        _by_name.update({action.name: action for action in self.actions})
        _tables.update({action.name: self for action in self.actions})


_by_name: dict[str, Action] = {}
_tables: dict[str, Table] = {}
_audit_labels: dict[str, str | Promise] = {}


def table_of(action: Action) -> Table:
    """The table that an action is in. Raises KeyError for one that is in none."""
    return _tables[action.name]


def routes_of(names: Collection[str]) -> frozenset[str]:
    """The routes of the actions of these names."""
    return frozenset(route for name, action in _by_name.items() if name in names for route in action.routes)


def routes_open_to(role: Role) -> frozenset[str]:
    """The names of all addresses that this role is named for."""
    return frozenset(route for action in _by_name.values() if role in action.who for route in action.routes)


def make_known(action: Action, service: str, label: AuditLabel) -> None:
    """Have the audit log say what a service does in its own words."""
    by_value = label.words if isinstance(label.words, Mapping) else {None: label.words}
    for name in filter(None, (service, label.was)):
        _audit_labels.update(
            {f"{action.name}:{label.named(name, {label.varies_by: value})}": by_value[value] for value in by_value}
        )


def words_for(name: str) -> str | Promise:
    """What was done, in words: of the service, or else of the action, or else its name in older
    versions.
    """
    action = name.partition(":")[0]
    return _audit_labels.get(name) or (_by_name[action].does if action in _by_name else name)


class NotPermitted(PermissionError):
    """An actor may not do this. The sentence names who may."""

    def __init__(self, action: Action, roles: frozenset[Role]) -> None:
        self.action, self.roles = action, roles
        may = ", ".join(str(role.label) for role in Role if role in action.who)
        sentence = _("“%(does)s” is open to: %(may)s.") % {"does": action.does, "may": may}
        super().__init__(" ".join(filter(None, (sentence, self._here(), str(action.note)))))

    def _here(self) -> str:
        """The actor's roles in a sentence; "takes part" is left out for people who work in the
        group.
        """
        here = self.roles & INSIDERS - ({Role.PARTICIPANT} if self.roles & _OF_A_GROUP else set())
        if not here:
            return ""
        words = {"roles": ", ".join(str(role.label) for role in Role if role in here)}
        if Role.PARTICIPANT in here and self.action.who & _OF_A_GROUP:
            return _("You are here as %(roles)s, but not in a group that may.") % words
        return _("You are here as %(roles)s.") % words

    @property
    def is_outsider(self) -> bool:
        """Whether the actor has no role in the circle: then the page does not say that something is
        there.
        """
        return not self.roles & (INSIDERS | {Role.GUEST})


def demand(action: Action, roles: frozenset[Role]) -> None:
    """Raise NotPermitted unless these roles may do the action."""
    if not action.open_to(roles):
        raise NotPermitted(action, roles)


SIGN_IN = Action(
    "accounts.sign_in",
    _("Sign in and out"),
    EVERYBODY,
    routes=["account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn"],
)
MAKE_FIRST_ACCOUNT = Action(
    "accounts.make_first_account",
    _("Make the first account, on the machine that OpenUPR runs on, while there is none"),
    EVERYBODY,
)
ACCEPT_INVITATION = Action(
    "accounts.accept_invitation",
    _("Accept an invitation, with its link"),
    EVERYBODY,
)
INVITE_TO_THIS_SERVER = Action(
    "accounts.invite_to_this_server", _("Invite by the command line, on the machine that OpenUPR runs on"), EVERYBODY
)
NAME_OPERATOR = Action(
    "accounts.name_operator",
    _("Say by the command line, on the machine that OpenUPR runs on, who is its operator"),
    EVERYBODY,
)
READ_WHERE_DATA_LIES = Action(
    "accounts.read_where_data_lies",
    _("Read who operates this server, where it is, and what they can read"),
    EVERYBODY,
    changes=False,
)
READ_OWN_HTTPS = Action(
    "accounts.read_own_https",
    _("Read the fingerprint of this computer's own certificate, and what a phone shows"),
    EVERYBODY,
    changes=False,
)
SEE_SERVER = Action(
    "accounts.see_server",
    _("See how many people and bytes each coalition has, without its name"),
    OPERATORS,
    changes=False,
)
DESCRIBE_SERVER = Action(
    "accounts.describe_server",
    _("Say who operates this server, where it is, and who may start a coalition"),
    OPERATORS,
)
DELETE_COPY = Action(
    "accounts.delete_copy",
    _("Delete the copy of everything that the last upgrade kept"),
    OPERATORS,
)
INVITE_TO_FOUND = Action(
    "accounts.invite_to_found",
    _("Invite somebody to this server, who may then start a coalition"),
    OPERATORS,
)
SUSPEND_ACCOUNT = Action(
    "accounts.suspend",
    _("Suspend an account"),
    OPERATORS,
)
OFFER_PASSWORD = Action(
    "accounts.offer_password",
    _("Make a link for a new password, for anyone who forgot it; its owner is told who made it"),
    OPERATORS,
)
RESTORE_ACCOUNT = Action(
    "accounts.restore",
    _("Restore a suspended account"),
    OPERATORS,
)
ENTER_ROOM = Action(
    "accounts.enter_room",
    _("Enter a room with its code, and leave it"),
    EVERYBODY,
)
KEEP_ACCOUNT = Action(
    "accounts.keep_account",
    _("See one's own account; change name and language"),
    ACCOUNTS,
)
CLOSE_ACCOUNT = Action("accounts.close_account", _("Close one's own account"), ACCOUNTS, named=False)
CHANGE_PASSWORD = Action(
    "accounts.change_password",
    _("Change one's own password"),
    ACCOUNTS,
    routes=["account_change_password", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"],
)
SHOW_DEVICE_CODE = Action(
    "accounts.show_device_code",
    _("Show a code that signs in a second device of one's own"),
    ACCOUNTS,
)
USE_DEVICE_CODE = Action(
    "accounts.use_device_code",
    _("Sign in a second device with a code that the first one shows"),
    EVERYBODY,
)
CHANGE_WAYS_IN = Action(
    "accounts.change_ways_in",
    _("Add and remove one's own passkeys, codes from an app and recovery codes"),
    ACCOUNTS,
    routes=[
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    ],
)
TABLE = Table(
    "accounts",
    _("People and trust"),
    actions=(
        SIGN_IN,
        MAKE_FIRST_ACCOUNT,
        ACCEPT_INVITATION,
        INVITE_TO_THIS_SERVER,
        NAME_OPERATOR,
        READ_WHERE_DATA_LIES,
        READ_OWN_HTTPS,
        SEE_SERVER,
        DESCRIBE_SERVER,
        DELETE_COPY,
        INVITE_TO_FOUND,
        OFFER_PASSWORD,
        SUSPEND_ACCOUNT,
        RESTORE_ACCOUNT,
        ENTER_ROOM,
        KEEP_ACCOUNT,
        CLOSE_ACCOUNT,
        CHANGE_PASSWORD,
        SHOW_DEVICE_CODE,
        USE_DEVICE_CODE,
        CHANGE_WAYS_IN,
    ),
    circle=lambda about: SERVER_CIRCLE if isinstance(about, Person | Server) else "",
)
