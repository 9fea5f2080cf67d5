"""Who may do what with registration, attendance, figures and balance."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Table
from openupr.coalitions.actions.roles import COORDINATE, SEE, circle
from openupr.roadmaps.actions import MODERATE
from openupr.workshops.actions import find, roles_of

_ABOUT_PEOPLE = _("Who came can endanger people: as few as possible see it.")

REGISTER = Action(
    "attendance.register",
    _("Register oneself by a workshop's link, and take it back with one's code"),
    EVERYBODY,
)
KEEP_LIST = Action(
    "attendance.keep-list",
    _("See who registered and came; add, change and take out; print the list for the door"),
    COORDINATE,
    note=_ABOUT_PEOPLE,
)
TICK = Action(
    "attendance.tick",
    _("Tick who comes, at the door or from paper"),
    COORDINATE,
    note=_ABOUT_PEOPLE,
)
KEEP_LINK = Action(
    "attendance.keep-link",
    _("Make a workshop's link for registering, and revoke it"),
    COORDINATE,
)
PUBLISH = Action(
    "attendance.publish",
    _("Publish figures of a workshop, once, from its list or from paper; withdraw them"),
    COORDINATE,
)
SEE_FIGURES = Action(
    "attendance.see-figures",
    _("See what was published of a workshop in numbers"),
    SEE,
    changes=False,
)
KEEP_BALANCE = Action(
    "attendance.keep-balance",
    _("Count who speaks, while planning and on the day; interpreters"),
    MODERATE,
)
SEE_CHECKS = Action(
    "attendance.see-checks",
    _("See what a workshop that is planned makes of the lessons of those before it"),
    SEE,
    changes=False,
)
KEEP_CHECKS = Action(
    "attendance.keep-checks",
    _("Say how a lesson is checked, and tick off what the next workshop does"),
    MODERATE,
)
FORGET_NAMES = Action(
    "attendance.forget-names",
    _("Have the names on a past workshop's agenda and list forgotten, for good"),
    COORDINATE,
    named=False,
)

# What the audit log says of each service, where its action does more than one thing. Putting
# somebody on the list, correcting and taking out stay one sentence: no audit log tells which of
# them happened, to the minute.

TABLE = Table(
    "attendance",
    _("Attendance"),
    actions=(
        REGISTER,
        KEEP_LIST,
        TICK,
        KEEP_LINK,
        PUBLISH,
        SEE_FIGURES,
        KEEP_BALANCE,
        SEE_CHECKS,
        KEEP_CHECKS,
        FORGET_NAMES,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
