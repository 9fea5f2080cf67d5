"""Who may choose a file, to look at it before it is taken."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role

CHOOSE_FILE = Action(
    "coalitions.choose-file",
    _("Choose a file and look at it before it is taken: each their own"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.RAPPORTEUR, Role.MEMBER}),
    routes=("coalitions:chosen-page", "coalitions:chosen-file"),
    recorded=False,
)

ACTIONS = (CHOOSE_FILE,)
