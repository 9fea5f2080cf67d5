"""Who may do what with decisions."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role

from .roles import COORDINATE, LEAD_GROUP, REMARK, SEE

SEE_DECISIONS = Action(
    "coalitions.see-decisions",
    _("Read decisions, their counts and their outcome"),
    SEE,
    changes=False,
)
SEE_VOICES = Action(
    "coalitions.see-voices",
    _("See which organisation said what in a decision, and which has not spoken"),
    REMARK,
    changes=False,
    note=_("Observers see counts only."),
)
ASK_ORGANISATIONS = Action(
    "coalitions.ask-organisations",
    _("Put a question to the organisations"),
    COORDINATE,
)
GIVE_VOICE = Action(
    "coalitions.give-voice",
    _("Answer for one's organisation"),
    frozenset({Role.REPRESENTATIVE}),
    note=_("An organisation has one voice, through its representative."),
)
CLOSE_DECISION = Action(
    "coalitions.close-decision",
    _("Close a decision and record its outcome; type in how a room was counted"),
    COORDINATE,
)
ASK_GROUP = Action(
    "coalitions.ask-group",
    _("Put a question to the organisations of one group"),
    LEAD_GROUP,
)
CLOSE_GROUP_DECISION = Action(
    "coalitions.close-group-decision",
    _("Close a group's decision and record its outcome; type in how its room was counted"),
    LEAD_GROUP,
)

ACTIONS = (
    SEE_DECISIONS,
    SEE_VOICES,
    ASK_ORGANISATIONS,
    GIVE_VOICE,
    CLOSE_DECISION,
    ASK_GROUP,
    CLOSE_GROUP_DECISION,
)
