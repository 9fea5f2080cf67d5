"""Who may do what with a coalition's people and organisations."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role

from .roles import COORDINATE, SEE

INVITE = Action(
    "coalitions.invite",
    _("Invite somebody into the coalition, and withdraw an invitation"),
    COORDINATE,
)
MANAGE_PEOPLE = Action(
    "coalitions.manage_people",
    _("Change somebody's role, organisation and groups; take somebody out; hand over the coordination"),
    COORDINATE,
)
RENEW_PASSWORD = Action(
    "coalitions.renew_password",
    _("Give somebody a link for a new password"),
    COORDINATE,
    note=_("Only where one coordinates every coalition of that person, and never for the operator."),
)
MANAGE_ORGANISATIONS = Action(
    "coalitions.manage_organisations",
    _("Add an organisation, take it out"),
    COORDINATE,
)
NAME_REPRESENTATIVE = Action(
    "coalitions.name_representative",
    _("Name the one person who speaks for an organisation"),
    frozenset({Role.COORDINATOR, Role.REPRESENTATIVE}),
    note=_("A coordinator says who speaks for an organisation. The person who speaks for it can hand that on."),
)
WRITE_ABOUT = Action(
    "coalitions.write_about_organisation",
    _("Change what an organisation is called and says of itself"),
    frozenset({Role.COORDINATOR, Role.REPRESENTATIVE, Role.PARTICIPANT}),
    note=_("Its own people and its representative write it; a coordinator, if it has no people here."),
)
ACT_FOR = Action(
    "coalitions.act_for",
    _("Say for which of one's own organisations one takes part"),
    SEE,
)
LEAVE_ORGANISATION = Action(
    "coalitions.leave_organisation",
    _("Leave an organisation"),
    SEE,
)
LEAVE_COALITION = Action(
    "coalitions.leave",
    _("Leave the coalition"),
    SEE,
)

ACTIONS = (
    INVITE,
    MANAGE_PEOPLE,
    RENEW_PASSWORD,
    MANAGE_ORGANISATIONS,
    NAME_REPRESENTATIVE,
    WRITE_ABOUT,
    ACT_FOR,
    LEAVE_ORGANISATION,
    LEAVE_COALITION,
)
