"""Who may do what with thematic groups."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action

from .roles import SEE

SEE_GROUPS = Action(
    "coalitions.see-groups",
    _("See the thematic groups"),
    SEE,
    routes=("coalitions:groups", "coalitions:group"),
    changes=False,
)

ACTIONS = (SEE_GROUPS,)
