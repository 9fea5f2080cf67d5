"""Who may do what with what became of earlier recommendations."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Deed, Table
from openupr.coalitions.permissions.roles import SEE_IN_GROUP, WRITE_IN_GROUP, circle, find, roles_of

SEE_FOLLOW_UP = Action(
    "followup.see",
    _("Read what every group recorded about earlier recommendations"),
    SEE_IN_GROUP,
    changes=False,
    routes=("followup:follow-ups", "followup:follow-ups-csv", "followup:follow-ups-json"),
)
FOLLOW_UP = Action(
    "followup.follow-up",
    _("Record what was done about earlier recommendations, with evidence"),
    WRITE_IN_GROUP,
    routes=(
        "followup:follow-up-take-up",
        "followup:follow-up",
        "followup:evidence-add",
        "followup:evidence-remove",
    ),
)

AUDIT_LABELS: Mapping[str, Deed] = {
    "take_up": Deed(_("Take up earlier recommendations to follow")),
    "write_in": Deed(_("Write in an earlier recommendation to follow")),
    "assess": Deed(_("Say what was done about an earlier recommendation")),
    "let_go": Deed(_("Follow an earlier recommendation no longer")),
    "add_evidence": Deed(_("Add evidence of what was done")),
    "remove_evidence": Deed(_("Take evidence away")),
}

TABLE = Table(
    "followup",
    _("Follow-up of earlier recommendations"),
    actions=(SEE_FOLLOW_UP, FOLLOW_UP),
    roles=roles_of,
    find=find,
    circle=circle,
    audit_labels=AUDIT_LABELS,
)
