"""What the worker does: deleting what is overdue, every day; with it the copy from before an
upgrade.
"""

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from openupr.accounts.copy_before_upgrade import forget_old_copy
from openupr.coalitions.clock import note_day_everywhere
from openupr.web.clock import now_in

from .forgetting import delete_overdue_everywhere

_PATH = "openupr.attendance.tasks.delete_daily"
# Days begin at different hours in different States.
HOURS_BETWEEN = 6


@task()
def delete_daily() -> None:
    """Delete, and come back in some hours."""
    now = now_in()
    note_day_everywhere(now=now)
    delete_overdue_everywhere(now=now)
    forget_old_copy(now=now)
    _later(now)


def begin_deleting(*, now: datetime) -> None:
    """Delete at once, as at the server's start, and see to it that the worker goes on. Safe to ask
    often.
    """
    note_day_everywhere(now=now)
    delete_overdue_everywhere(now=now)
    forget_old_copy(now=now)
    if not DBTaskResult.objects.filter(task_path=_PATH, status__in=["READY", "RUNNING"]).exists():
        _later(now)


def _later(now: datetime) -> None:
    delete_daily.using(run_after=now + timedelta(hours=HOURS_BETWEEN)).enqueue()
