"""Who may do what with an organisation: those who belong to it."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import ACCOUNTS, Action, Role

FOUND_ORGANISATION = Action(
    "coalitions.found_organisation", _("Enter an organisation"), ACCOUNTS, routes=("coalitions:new-organisation",)
)
SEE_ORGANISATION = Action(
    "coalitions.see_organisation",
    _("See an organisation and who belongs to it"),
    frozenset({Role.OF_THE_ORGANISATION}),
    routes=("coalitions:organisation",),
    changes=False,
)
EDIT_ORGANISATION = Action(
    "coalitions.edit_organisation",
    _("Change an organisation's name and description"),
    frozenset({Role.OF_THE_ORGANISATION}),
    routes=("coalitions:edit-organisation",),
)
INVITE_TO_ORGANISATION = Action(
    "coalitions.invite_to_organisation",
    _("Invite somebody into an organisation, and withdraw it"),
    frozenset({Role.OF_THE_ORGANISATION}),
    routes=("coalitions:invite-to-organisation", "coalitions:withdraw-from-organisation"),
)
LEAVE_ORGANISATION = Action(
    "coalitions.leave_organisation",
    _("Leave an organisation"),
    frozenset({Role.OF_THE_ORGANISATION}),
    routes=("coalitions:leave-organisation",),
)

ACTIONS = (FOUND_ORGANISATION, SEE_ORGANISATION, EDIT_ORGANISATION, INVITE_TO_ORGANISATION, LEAVE_ORGANISATION)
