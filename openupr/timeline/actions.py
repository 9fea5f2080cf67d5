"""Who may do what with the timeline.

The calendar of reviews is public; a feed is open to everybody who has its secret. A calendar knows
no owner: the app that has it decides who reads and writes its dates.
"""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Table

READ_A_TIMELINE = Action(
    "timeline.read",
    _("Read the timeline of any review, print it, take its dates along"),
    EVERYBODY,
    changes=False,
)
FOLLOW_A_FEED = Action(
    "timeline.follow",
    _("Read the dates behind a secret address, as a phone's calendar does"),
    EVERYBODY,
    changes=False,
    note=_("Anyone who knows the address may. Take it back where you opened it."),
)

TABLE = Table("timeline", _("Timeline"), actions=(READ_A_TIMELINE, FOLLOW_A_FEED))
