"""Who may do what with decisions and consultations."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role, Table
from openupr.coalitions.actions.roles import COORDINATE, LEAD_GROUP, REMARK, SEE, circle, find, roles_of

# The names begin with "coalitions", as the audit log keeps them: decisions were part of that app.
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
SEE_CONSULTATIONS = Action(
    "coalitions.see-consultations",
    _("Read what consultations said and what changed because of them"),
    SEE,
    changes=False,
)
RECORD_CONSULTATION = Action(
    "coalitions.record-consultation",
    _("Record a consultation"),
    frozenset({Role.COORDINATOR, Role.RAPPORTEUR, Role.MEMBER}),
)
REMOVE_CONSULTATION = Action(
    "coalitions.remove-consultation",
    _("Take a consultation out of the record"),
    COORDINATE,
)

TABLE = Table(
    "decisions",
    _("Decisions"),
    actions=(
        SEE_DECISIONS,
        SEE_VOICES,
        ASK_ORGANISATIONS,
        GIVE_VOICE,
        CLOSE_DECISION,
        ASK_GROUP,
        CLOSE_GROUP_DECISION,
        SEE_CONSULTATIONS,
        RECORD_CONSULTATION,
        REMOVE_CONSULTATION,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
    part="coalitions",
)
