"""Who may do what with the dates of a coalition and its groups, and with what happens outside."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import ACCOUNTS, Action

from .roles import COORDINATE, LEAD_GROUP, SEE

SEE_TIMELINE = Action(
    "coalitions.see_timeline",
    _("See what is due when, and print it"),
    SEE,
    routes=(
        "coalitions:timeline",
        "coalitions:timeline-json",
        "coalitions:timeline-csv",
        "coalitions:timeline-svg",
        "coalitions:timeline-pdf",
        "coalitions:date-work",
        "coalitions:group-timeline",
        "coalitions:group-timeline-csv",
        "coalitions:group-timeline-json",
        "coalitions:events-csv",
        "coalitions:events-json",
    ),
    changes=False,
)
FOLLOW_DATES = Action(
    "coalitions.follow_dates",
    _("Have the dates in one's own phone, by a secret link that can be taken back"),
    SEE,
    routes=("coalitions:follow", "coalitions:follow-group", "coalitions:unfollow"),
)
FOLLOW_EVERYWHERE = Action(
    "coalitions.follow_everywhere",
    _("Have one's own dates of every coalition in one's phone"),
    ACCOUNTS,
    routes=("coalitions:follow-everywhere", "coalitions:unfollow-everywhere"),
)
WRITE_DATES = Action(
    "coalitions.write_dates",
    _("Make the plan, move dates, enter published ones"),
    COORDINATE,
    routes=(
        "coalitions:plan",
        "coalitions:new-date",
        "coalitions:publish-date",
        "coalitions:date",
        "coalitions:date-done",
        "coalitions:drop-date",
    ),
)
WRITE_GROUP_DATES = Action(
    "coalitions.write_group_dates",
    _("Write and move the dates of a group"),
    LEAD_GROUP,
    routes=(
        "coalitions:new-group-date",
        "coalitions:group-date",
        "coalitions:group-date-done",
        "coalitions:drop-group-date",
    ),
)
FINISH_OWN_DATE = Action(
    "coalitions.finish_own_date",
    _("Mark a date that one owns as done: each their own"),
    SEE,
    routes=("coalitions:own-date-done",),
)
NOTE_EVENTS = Action(
    "coalitions.note_events",
    _("Note what happens outside: elections, new laws, with their effect and risk"),
    COORDINATE,
    routes=("coalitions:new-event", "coalitions:event", "coalitions:drop-event"),
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
