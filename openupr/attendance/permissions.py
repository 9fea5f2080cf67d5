"""Who may do what with registration, attendance, figures and balance."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import EVERYBODY, Action, Deed, Table
from openupr.coalitions.permissions.roles import COORDINATE, SEE, circle
from openupr.roadmaps.permissions import MODERATE
from openupr.workshops.permissions.agenda import find, roles_of

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

# What the audit log says of each service, where its action does more than one thing. Putting somebody on the list,
# correcting and taking out stay one sentence: no audit log tells which of them happened, to the minute.
AUDIT_LABELS: Mapping[str, Deed] = {
    "tick": Deed(_("Tick who came")),
    "enter_from_paper": Deed(_("Enter from paper who came")),
    "count_genders_as": Deed(_("Say as what each wording of a gender is counted")),
    "make_link": Deed(_("Make a link to register by")),
    "revoke_link": Deed(_("Revoke the link to register by")),
    "publish_from_list": Deed(_("Publish figures counted from the list")),
    "publish_by_hand": Deed(_("Publish figures that were typed in")),
    "withdraw_figures": Deed(_("Withdraw published figures")),
    "count_speakers": Deed(_("Count who speaks in a session")),
    "count_interpreters": Deed(_("Count the interpreters of each language")),
    "choose_tally": Deed(
        {True: _("Keep a tally of the floor"), False: _("Keep no tally of the floor, and delete what was counted")},
        told_by="keep",
    ),
    "tally_floor": Deed(_("Tally the floor in a session")),
    "check_lesson_by": Deed(_("Say how a lesson is checked")),
    "see_to_lesson": Deed(
        {True: _("Tick off a lesson as done"), False: _("Take back that a lesson was done")}, told_by="seen_to"
    ),
}

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
    audit_labels=AUDIT_LABELS,
)
