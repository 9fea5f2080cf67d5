"""Who may read the pages that no app has."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action

READ_WHO_CAN_DO_WHAT = Action(
    "project.read_who_can_do_what",
    _("Read who can do what"),
    EVERYBODY,
    changes=False,
)
READ_HOME = Action(
    "project.read_home",
    _("Read the first page: what this is, and the ways in"),
    EVERYBODY,
    changes=False,
)
