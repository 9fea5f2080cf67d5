"""Who may do what with the dates of a coalition and its groups, and with what happens outside."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import ACCOUNTS, Action

from .roles import COORDINATE, LEAD_GROUP, SEE

SEE_TIMELINE = Action(
    "coalitions.see_timeline",
    _("See what is due when, and print it"),
    SEE,
    changes=False,
)
FOLLOW_DATES = Action(
    "coalitions.follow_dates",
    _("Have the dates in one's own phone, by a secret link that can be taken back"),
    SEE,
)
FOLLOW_EVERYWHERE = Action(
    "coalitions.follow_everywhere",
    _("Have one's own dates of every coalition in one's phone"),
    ACCOUNTS,
)
WRITE_DATES = Action(
    "coalitions.write_dates",
    _("Make the plan, move dates, enter published ones"),
    COORDINATE,
)
WRITE_GROUP_DATES = Action(
    "coalitions.write_group_dates",
    _("Write and move the dates of a group"),
    LEAD_GROUP,
)
FINISH_OWN_DATE = Action(
    "coalitions.finish_own_date",
    _("Mark a date that one owns as done: each their own"),
    SEE,
)
NOTE_EVENTS = Action(
    "coalitions.note_events",
    _("Note what happens outside: elections, new laws, with their effect and risk"),
    COORDINATE,
)

ACTIONS = (
    SEE_TIMELINE,
    FOLLOW_DATES,
    FOLLOW_EVERYWHERE,
    WRITE_DATES,
    WRITE_GROUP_DATES,
    FINISH_OWN_DATE,
    NOTE_EVENTS,
)
