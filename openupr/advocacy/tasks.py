"""What the worker does: deleting contacts and meetings on their day."""

from datetime import datetime, timedelta

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from openupr.web.clock import now_in

from .contact_book import delete_overdue_contacts_everywhere

_PATH = "openupr.advocacy.tasks.delete_contacts"
# Days begin at different hours in different States.
HOURS_BETWEEN = 6


@task()
def delete_contacts() -> None:
    """Delete, and come back in some hours."""
    now = now_in()
    delete_overdue_contacts_everywhere(now=now)
    _later(now)


def begin_deleting_contacts(*, now: datetime) -> None:
    """Delete at once, as at the server's start, and see to it that the worker goes on.

    Safe to ask often.
    """
    delete_overdue_contacts_everywhere(now=now)
    if not DBTaskResult.objects.filter(task_path=_PATH, status__in=["READY", "RUNNING"]).exists():
        _later(now)


def _later(now: datetime) -> None:
    delete_contacts.using(run_after=now + timedelta(hours=HOURS_BETWEEN)).enqueue()
