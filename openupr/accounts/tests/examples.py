"""Real people and things of an app, to try all roles with all actions.

Each app with a table in actions.py has in its tests/examples.py a function `example() -> Example`
(called inside a test's transaction) and a mapping `INTERNAL`. They are read by
openupr/project/tests/test_permissions.py. A new address or service needs a line in the table and,
if it is about a thing, a line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from openupr.accounts.actions import Actor, Role
from openupr.accounts.models import Person, Server
from openupr.accounts.rooms import COOKIE, enter_room, open_room
from openupr.accounts.server import (
    delete_copy,
    describe_server,
    invite_to_found,
    offer_password,
    restore_account,
    suspend_account,
)

ANYBODY = frozenset({Role.ANYONE})
WITH_AN_ACCOUNT = frozenset({Role.ANYONE, Role.SIGNED_IN})


@dataclass(frozen=True)
class Player:
    """A person, and their roles with regard to everything in the example.

    `elsewhere`: their other roles, by type of thing: a member of the group is in the coalition as a
    whole a participant, so `elsewhere={Coalition: frozenset({ANYONE, SIGNED_IN, PARTICIPANT})}`.
    `token`: what a phone has in its `cookie`.
    """

    name: str
    actor: Actor
    roles: frozenset[Role]
    elsewhere: Mapping[type, frozenset[Role]] = field(default_factory=dict)
    token: str = ""
    cookie: str = COOKIE

    def roles_in(self, about: object) -> frozenset[Role]:
        """What they are with regard to one thing."""
        return self.elsewhere.get(type(about), self.roles)


@dataclass(frozen=True)
class Example:
    """One app's players and things.

    `addresses`: for each route of the table that has parts, values for them that lead to something.
    `calls`: for each service with an action, the keywords (without `by`) that name what it is
    about. Others may be left out: a refusal comes before any is read. A callable makes them anew.
    """

    players: tuple[Player, ...]
    addresses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    calls: Mapping[Callable[..., Any], Mapping[str, Any]] = field(default_factory=dict)


# Public functions that write without an action, each with the reason: who calls it instead.
# The name of a function, or of a module for all in it.
INTERNAL: Mapping[str, str] = {
    "openupr.accounts.actions.make_known": "keeps words in memory, while the services are loaded",
    "openupr.accounts.accounts.make_account": "the two ways to an account call it: the first, an invitation",
    "openupr.accounts.invitations": "a circle's own services invite; who accepts holds the secret",
    "openupr.accounts.new_passwords": "a circle's own service gives the link; who uses it holds the secret",
    "openupr.accounts.second_device.use_device_code": "who uses it holds the code",
    "openupr.accounts.rooms": "a circle's own services open and close; who enters knows the code",
    "openupr.accounts.secure_delete": "part of the services of other apps that delete",
    "openupr.accounts.audit_log": "a circle's own service forgets",
    "openupr.accounts.backups": "the command line and the page of backups call it, which ask who it is",
    "openupr.accounts.accounts.end_sessions": "part of suspending and of closing an account",
    "openupr.accounts.server.name_operator": "the command line calls it, on the machine itself",
    "openupr.accounts.server.keep_suspended": "part of restoring a backup",
}


def person(username: str, **given: Any) -> Person:
    """An account with this name; without a password it signs in by `force_login`."""
    return Person.objects.create(username=username.lower(), called=username, **given)


def strangers() -> tuple[Player, ...]:
    """People without a role: a stranger, and Maly, who has an account and belongs to nothing."""
    return (
        Player("somebody unknown", None, ANYBODY),
        Player("Maly, an outsider", person("Maly"), WITH_AN_ACCOUNT),
    )


def example() -> Example:
    """The accounts' own: Sophea has an account and so has Dara; a phone is in a room."""
    sophea = person("Sophea")
    room = open_room(by=sophea, circle="x", today=timezone.localdate())
    guest, token = enter_room(code=room.code, now=timezone.now())
    outside = strangers()
    nary, dara = person("Nary", is_operator=True), person("Dara", is_active=False)
    for each in (sophea, nary, *(player.actor for player in outside if isinstance(player.actor, Person))):
        TOTP.activate(each, "A" * 32)
        RecoveryCodes.activate(each)
    return Example(
        players=(
            *outside,
            Player("Sophea, who has an account", sophea, WITH_AN_ACCOUNT),
            Player("Nary, who operates the server", nary, WITH_AN_ACCOUNT | {Role.OPERATOR}),
            Player("a guest in a room", guest, ANYBODY | {Role.GUEST}, token=token),
        ),
        addresses={
            # Whose key it is comes after the question whether it is you.
            "mfa_remove_webauthn": {"pk": 1},
            "mfa_edit_webauthn": {"pk": 1},
            "accounts:restore-account": {"number": dara.pk},
            "accounts:second-device-used": {"number": 1},
            "accounts:sign-in-by-code": {"code": "no-such-code"},
        },
        calls={
            describe_server: {"server": Server()},
            delete_copy: {"server": Server()},
            invite_to_found: {"server": Server()},
            offer_password: {"person": dara},
            suspend_account: {"person": dara},
            restore_account: {"person": dara},
        },
    )
