"""Who may do what when a room divides into thematic groups."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action
from openupr.coalitions.permissions.roles import SEE
from openupr.roadmaps.permissions.plenary import MODERATE

from .questions import IN_THE_ROOM

SEE_PLACES = Action(
    "phones.see-places",
    _("See the groups that one can wish for, and on one's phone the group that one is in"),
    IN_THE_ROOM,
    changes=False,
    routes=("phones:places", "phones:places-now"),
)
SHOW_PLACES = Action(
    "phones.show-places",
    _("Show the groups and their sizes on the projector, take them away as a file"),
    SEE,
    changes=False,
    routes=("phones:places-projector", "phones:places-stage", "phones:places-file"),
)
WISH = Action(
    "phones.wish",
    _("Say from a phone in which group one would like to work"),
    IN_THE_ROOM,
    routes=("phones:wish",),
    recorded=False,
)
PLACE_PHONES = Action(
    "phones.place",
    _("Take wishes, also from slips of paper; lay out a proposal, adjust it, show it on phones"),
    MODERATE,
    routes=("phones:places-run", "phones:places-step", "phones:places-slip", "phones:places-move"),
)

ACTIONS = (SEE_PLACES, SHOW_PLACES, WISH, PLACE_PHONES)
