"""Who may make, see and take away backups."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.permissions import EVERYBODY, Action, Actor, Role, general_roles
from openupr.coalitions.models import Coalition, Participation

COORDINATORS = frozenset({Role.COORDINATOR})
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
    COORDINATORS,
    routes=("backup",),
    changes=False,
)
TAKE_BACKUP = Action(
    "project.take_backup",
    _("Take a backup of everything away, after signing in once more: who coordinates every coalition here"),
    COORDINATORS,
    routes=("take-backup",),
)


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """General roles, and whether somebody coordinates any coalition on this server."""
    general = general_roles(actor, about)
    leads = isinstance(actor, Person) and Participation.objects.filter(person=actor, role=_LEADS).exists()
    return general | ({Role.COORDINATOR} if leads else set())


def may_take_everything(person: Person) -> bool:
    """Whether somebody coordinates every coalition here: a backup tells of all of them."""
    led = Coalition.objects.filter(participations__person=person, participations__role=_LEADS)
    return led.exists() and not Coalition.objects.exclude(pk__in=led).exists()
