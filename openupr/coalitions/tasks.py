"""What the worker does: deleting coalitions whose seven days are over."""

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from openupr.web.clock import now_in

from .coalition import delete_due_coalitions

_PATH = "openupr.coalitions.tasks.delete_coalitions"
HOURS_BETWEEN = 1


@task()
def delete_coalitions() -> None:
    """Delete, and come back in an hour."""
    now = now_in()
    delete_due_coalitions(now=now)
    _later(now)


def begin_deleting_coalitions(*, now: datetime) -> None:
    """Delete at once, as at the server's start, and keep the worker going. You can call it
    often.
    """
    delete_due_coalitions(now=now)
    if not DBTaskResult.objects.filter(task_path=_PATH, status__in=["READY", "RUNNING"]).exists():
        _later(now)


def _later(now: datetime) -> None:
    delete_coalitions.using(run_after=now + timedelta(hours=HOURS_BETWEEN)).enqueue()
