"""Who may pair a device in the room."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action

from .roles import WORK_IN_GROUP

PAIR_DEVICE = Action(
    "coalitions.pair_device",
    _("Pair a member's device with the group's work until midnight; end that"),
    WORK_IN_GROUP,
    note=_("A coordinator for any member of the group; others for themselves."),
)
USE_CODE = Action(
    "coalitions.use_pairing_code",
    _("Pair a device with a code that a coordinator or member shows"),
    EVERYBODY,
    recorded=False,
)

ACTIONS = (PAIR_DEVICE, USE_CODE)
