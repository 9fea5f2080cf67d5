"""Who may do what with thematic groups."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role

from .roles import COORDINATE, LEAD_GROUP, SEE_IN_GROUP

SEE_GROUPS = Action(
    "coalitions.see_groups",
    _("See the thematic groups"),
    SEE_IN_GROUP,
    changes=False,
)
SET_UP_GROUPS = Action(
    "coalitions.set_up_groups",
    _("Create thematic groups, put them in order, close and reopen them"),
    COORDINATE,
)
EDIT_GROUP = Action(
    "coalitions.edit_group",
    _("Change a group's name, focus, place, issues, population groups and organisations"),
    LEAD_GROUP,
)
APPOINT_RAPPORTEUR = Action(
    "coalitions.appoint_rapporteur",
    _("Appoint a group's rapporteur, or hand that over"),
    LEAD_GROUP,
    note=_("Facilitators support a group; they do not speak for it."),
)
PLACE_ONESELF = Action(
    "coalitions.place_oneself",
    _("Say where one would like to work, join a group, leave it"),
    frozenset({Role.COORDINATOR, Role.PARTICIPANT}),
    note=_("Facilitators and observers belong to no group."),
)

ACTIONS = (SEE_GROUPS, SET_UP_GROUPS, EDIT_GROUP, APPOINT_RAPPORTEUR, PLACE_ONESELF)
