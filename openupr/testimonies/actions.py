"""Who may do what with boxes of evaluations and testimonies."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Actor, Role, Table, general_roles
from openupr.coalitions.actions.roles import COORDINATE, REMARK, SEE, circle
from openupr.coalitions.actions.roles import find as find_coalition
from openupr.coalitions.actions.roles import roles_of as roles_in_coalition
from openupr.coalitions.models import Coalition
from openupr.roadmaps.actions import MODERATE

from .models import Box, Testimony

SEE_BOXES = Action(
    "testimonies.see",
    _("See which boxes there are, and what evaluations say once a box is closed"),
    SEE,
    changes=False,
)
READ_RELEASED = Action(
    "testimonies.read-released",
    _("Read the testimonies that were released"),
    REMARK,
    changes=False,
)
KEEP_BOX = Action(
    "testimonies.keep-box",
    _("Collect evaluations in a box: choose what it asks, give it a link, close it, print its sheets"),
    MODERATE,
)
ANSWER = Action(
    "testimonies.answer",
    _("Put an anonymous evaluation into a box"),
    SEE | {Role.GUEST},
    recorded=False,
)
TESTIFY = Action(
    "testimonies.testify",
    _("Put an anonymous testimony into a box"),
    SEE | {Role.GUEST},
    recorded=False,
)
BY_LINK = Action(
    "testimonies.by-link",
    _("Put an evaluation or a testimony into a box, with its link"),
    EVERYBODY,
    recorded=False,
)
WITHDRAW = Action(
    "testimonies.withdraw",
    _("Withdraw a testimony, with the code that its author holds"),
    EVERYBODY,
    recorded=False,
)
PRINT_SLIPS = Action(
    "testimonies.print-slips",
    _("Print slips for testimonies on paper"),
    COORDINATE,
)
TYPE_IN = Action(
    "testimonies.type-in",
    _("Type in a testimony from paper"),
    COORDINATE,
    recorded=False,
)
REVIEW = Action(
    "testimonies.review",
    _("Read testimonies once their box is closed, redact, release or set them aside"),
    COORDINATE,
)

ACTIONS = (
    SEE_BOXES,
    READ_RELEASED,
    KEEP_BOX,
    ANSWER,
    TESTIFY,
    BY_LINK,
    WITHDRAW,
    PRINT_SLIPS,
    TYPE_IN,
    REVIEW,
)


def find(parts: Mapping[str, Any]) -> object:
    """What an address is about: the testimony or box it names in the coalition it names, or the
    coalition.
    """
    coalition = find_coalition(parts)
    if not isinstance(coalition, Coalition) or "box" not in parts:
        return coalition
    box = Box.objects.filter(coalition=coalition, pk=parts["box"]).first()
    if box is None:
        return None
    box.coalition = coalition
    if "testimony" not in parts:
        return box
    testimony = Testimony.objects.filter(box=box, pk=parts["testimony"]).first()
    # What is in an open box is not there for anybody.
    if testimony is None or box.is_open:
        return None
    testimony.box = box
    return testimony


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition that something belongs to."""
    return general_roles(actor) if about is None or isinstance(about, Mapping) else roles_in_coalition(actor, about)


# What the audit log says of each service, where its action does more than one thing.

TABLE = Table(
    "testimonies",
    _("Evaluations and testimonies"),
    actions=ACTIONS,
    roles=roles_of,
    find=find,
    circle=circle,
)
