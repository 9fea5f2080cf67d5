"""Who may make, see and take away backups."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Actor, Role, general_roles, is_paired
from openupr.accounts.models import Person
from openupr.coalitions.models import Participation

SEE = frozenset({Role.OPERATOR, Role.COORDINATOR})
_LEADS = Participation.Role.COORDINATOR

MAKE_BACKUP = Action(
    "project.make_backup",
    _("Make a backup by the command line, on the machine that OpenUPR runs on"),
    EVERYBODY,
)
RESTORE = Action(
    "project.restore",
    _("Put a backup in the place of everything, by the command line, on the machine that OpenUPR runs on"),
    EVERYBODY,
)
SEE_BACKUPS = Action(
    "project.see_backups",
    _("See when the last backup was made"),
    SEE,
    changes=False,
)
TAKE_BACKUP = Action(
    "project.take_backup",
    _("Take a backup of everything away, after signing in once more"),
    frozenset({Role.OPERATOR}),
)


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """General roles, and whether somebody coordinates any coalition on this server."""
    general = general_roles(actor, about)
    if not isinstance(actor, Person) or is_paired(actor):
        return general
    leads = Participation.objects.filter(person=actor, role=_LEADS).exists()
    return general | ({Role.COORDINATOR} if leads else set())
