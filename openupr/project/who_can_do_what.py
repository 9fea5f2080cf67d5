"""The page "Who can do what", drawn from the tables that decide."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role, Table
from openupr.accounts.pages import page
from openupr.web.parts import Tab

from .actions import READ_WHO_CAN_DO_WHAT
from .tables import TABLES


@dataclass(frozen=True)
class RightsRow:
    """An action: whether each role of its app's columns may, and those who may by name."""

    does: str | Promise
    note: str | Promise
    cells: tuple[bool, ...]
    who: tuple[str | Promise, ...]


@dataclass(frozen=True)
class RightsGrid:
    """The actions of a part under the roles that occur in it."""

    title: str | Promise
    columns: tuple[str | Promise, ...]
    rows: tuple[RightsRow, ...]


def grid(*tables: Table) -> RightsGrid:
    """Roles across, actions down. Whoever is signed in may also do what anyone may."""
    actions = [action for table in tables for action in table.actions]
    named = frozenset().union(*(action.who for action in actions))
    columns = [role for role in Role if role in named]
    return RightsGrid(
        tables[0].title,
        tuple(role.label for role in columns),
        tuple(_row(action_row, columns) for action_row in actions),
    )


def _row(action: Action, columns: list[Role]) -> RightsRow:
    def may(role: Role) -> bool:
        if Role.ANYONE in action.who:
            return True
        has_an_account = role not in {Role.ANYONE, Role.GUEST, Role.AT_THE_TABLE, Role.PAIRED}
        return role in action.who or (Role.SIGNED_IN in action.who and has_an_account)

    return RightsRow(
        action.does,
        action.note,
        tuple(may(role) for role in columns),
        tuple(role.label for role in Role if role in action.who),
    )


@page("who-can-do-what/", READ_WHO_CAN_DO_WHAT)
def who_can_do_what(request: HttpRequest) -> HttpResponse:
    """Every action of a part of the product, and who may: the part is `of`, at first the one that
    most people meet.
    """
    parts: dict[str, list[Table]] = defaultdict(list)
    for table in TABLES:
        if table.actions:
            parts[table.part or table.app].append(table)
    asked = request.GET.get("of", "")
    meant = asked if asked in parts else _FIRST
    context = {
        "grid": grid(*parts[meant]),
        "tabs": [Tab(tables[0].title, f"?of={part}", part == meant) for part, tables in parts.items()],
        "explained": _EXPLAINED,
    }
    return render(request, "project/who_can_do_what.html", context)


_FIRST = "coalitions"


# What a role is, in a sentence.
_EXPLAINED = (
    (Role.ANYONE, _("anyone who reaches this server")),
    (Role.SIGNED_IN, _("anyone with an account; accounts are by invitation only")),
    (Role.GUEST, _("a phone that entered a room with the code of the day; without a name")),
    (Role.AT_THE_TABLE, _("a phone or laptop that a group's table shares, let in by a code of the day")),
    (Role.PAIRED, _("a member's phone or laptop, paired in the room with one group's work for a day")),
    (Role.OPERATOR, _("runs this server: backups, imports, accounts; sees nothing of what coalitions do")),
    (Role.COORDINATOR, _("leads the coalition")),
    (Role.FACILITATOR, _("of a supporting organisation: sees and comments, does not decide")),
    (Role.REPRESENTATIVE, _("speaks for one organisation in this coalition; one each")),
    (Role.RAPPORTEUR, _("leads the thematic group and answers for its text")),
    (Role.MEMBER, _("works in the thematic group")),
    (Role.PARTICIPANT, _("takes part in the coalition; where a group is meant, somebody who does not work in it")),
    (Role.OBSERVER, _("of the coalition; looks on")),
)
