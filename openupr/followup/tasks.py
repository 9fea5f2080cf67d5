"""What the worker does: deleting evidence whose personal data is past its day."""

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from openupr.web.clock import now_in

from .evidence import delete_expired_everywhere

_PATH = "openupr.followup.tasks.delete_expired"
# Days begin at different hours in different States.
HOURS_BETWEEN = 6


@task()
def delete_expired() -> None:
    """Delete, and come back in some hours."""
    now = now_in()
    delete_expired_everywhere(now=now)
    _later(now)


def begin_deleting_evidence(*, now: datetime) -> None:
    """Delete now, as when the server starts, and keep the worker going. Safe to call often."""
    delete_expired_everywhere(now=now)
    if not DBTaskResult.objects.filter(task_path=_PATH, status__in=["READY", "RUNNING"]).exists():
        _later(now)


def _later(now: datetime) -> None:
    delete_expired.using(run_after=now + timedelta(hours=HOURS_BETWEEN)).enqueue()
