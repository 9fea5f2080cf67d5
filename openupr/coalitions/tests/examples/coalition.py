"""A coalition as a whole, and who takes part."""

from collections.abc import Callable, Mapping
from typing import Any

from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.carry_over import start_next_coalition
from openupr.coalitions.clock import confirm_clock
from openupr.coalitions.coalition import ask_to_delete, change_coalition, keep_coalition, take_review

from .cast import Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.audit_log.forget_names": "each app forgets the names in its own tables by it",
    "openupr.coalitions.demo": "called by the command `demo`, where there is no coalition",
    "openupr.coalitions.audit_log.forget_in_coalition": "called by accounts when authorship is forgotten",
    "openupr.coalitions.coalition.delete_due_coalitions": "called by the worker and at the start",
    "openupr.coalitions.coalition.wait_anew": "called when a backup was restored",
    "openupr.coalitions.coalition.delete_coalition": "delete_due_coalitions calls it",
    "openupr.coalitions.clock.note_day_everywhere": "called by the worker and at the server's start",
    **{
        f"openupr.coalitions.carry_over.{name}": "start_next_coalition calls it"
        for name in ("carry_dates", "carry_events", "carry_groups", "carry_organisations")
    },
    "openupr.coalitions.calendars": "services of groups and coalitions open a calendar when they write a date",
}


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    pages = ("coalition", "change", "clock", "delete", "audit-log", "forget", "start-next", "owed", "came-back")
    return {
        **{f"coalitions:{page}": cast.at_coalition for page in pages},
        "coalitions:owed-file": {**cast.at_coalition, "kind": "csv"},
        "coalitions:for-me-file": {"kind": "csv"},
        "coalitions:take-review": {**cast.at_coalition, "session": 18},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    whole = {"coalition": cast.coalition}
    return {
        ask_to_delete: whole,
        keep_coalition: whole,
        change_coalition: whole,
        take_review: whole,
        confirm_clock: whole,
        start_next_coalition: whole,
        forget_authorship: whole | {"in_danger": True},
    }
