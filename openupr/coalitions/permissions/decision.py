"""Who may do what with decisions."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role

from .roles import COORDINATE, SEE

SEE_DECISIONS = Action(
    "coalitions.see-decisions",
    _("Read decisions, what each organisation said, the outcome and dissent"),
    SEE,
    changes=False,
    routes=("coalitions:decisions", "coalitions:decisions-csv", "coalitions:decisions-json", "coalitions:decision"),
)
ASK_ORGANISATIONS = Action(
    "coalitions.ask-organisations",
    _("Put a question to the organisations"),
    COORDINATE,
    routes=("coalitions:decision-new",),
)
GIVE_VOICE = Action(
    "coalitions.give-voice",
    _("Give one's organisation's voice"),
    frozenset({Role.REPRESENTATIVE}),
    routes=("coalitions:decision-voice",),
    note=_("An organisation has one voice, through its representative."),
)
CLOSE_DECISION = Action(
    "coalitions.close-decision",
    _("Close a decision and record its outcome"),
    COORDINATE,
    routes=("coalitions:decision-close",),
)

ACTIONS = (SEE_DECISIONS, ASK_ORGANISATIONS, GIVE_VOICE, CLOSE_DECISION)
