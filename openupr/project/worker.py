"""The background worker: imports and the computing of vectors, beside the server and never longer
than it.

`python -m openupr.project.worker` does the tasks until its standard input closes, which happens
however the server ends, be it by SIGKILL.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from openupr.index.locks import WORKER_LOCK, hold_lock
from openupr.web.homes import name_of_home

from .command import load_django

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

# What a task may still take when the server has gone; what is cut off begins anew at the next
# start.
SECONDS_TO_FINISH = 2
NICENESS = 10
# A task that ended three workers (it exhausts the memory, say) is given up.
MOST_ATTEMPTS = 3
# So often it is looked whether an import ended, here or on another server, before what it brought
# could be searched.
SECONDS_BETWEEN_LOOKS = 2
SECONDS_AFTER_A_FAULT = 25
# What an import or an index needed, Python keeps for the next one, which may come in a year. A
# worker that has more than this of its own (bytes) ends after its task, and the server starts
# another.
MOST_MEMORY = 140_000_000


class GaveUp(RuntimeError):
    """A task was begun again and again, and each time its worker died."""


def main() -> None:
    """Wait for this home's turn, put back what an earlier worker left half done, then work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
    # Pages come first: an import or an index takes what they leave of the processor.
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_leave_with_the_server, daemon=True).start()
    load_django()
    from django.conf import settings
    from django.core.management import call_command
    from django_tasks_db.management.commands import db_worker

    from openupr.web.database_locks import is_shared

    from .presence import ServerPresence

    class Command(db_worker.Command):
        running: bool

        def configure_logging(self, verbosity: int) -> None:
            # Faults only; the settings say where to.
            logging.getLogger("django_tasks_db").setLevel(logging.ERROR)

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            # Between two rounds, a third of a second away: to leave in the midst of a query is a
            # fault to PostgreSQL.
            if not self.running:
                super().shutdown(signum, frame)  # type: ignore[misc]  # the package has no types
            self.running = False

    def work(worker_id: str) -> None:
        put_back_unfinished(worker_id)
        queues = f"default,{worker_id}"
        call_command(Command(), worker_id=worker_id, queue_name=queues, interval=0.3, startup_delay=False, reload=False)

    with only_worker(Path(settings.OPENUPR_HOME)) as worker_id, ServerPresence(worker=worker_id, wait=True):
        threading.Thread(target=_watch_the_index, daemon=True).start()
        threading.Thread(target=_leave_when_large, daemon=True).start()
        if is_shared():
            threading.Thread(target=_take_over_from_the_dead, args=(worker_id,), daemon=True).start()
        keep_working(lambda: work(worker_id))


@contextmanager
def only_worker(home: Path) -> Iterator[str]:
    """Hold the one place of a worker for this home, waiting for it if need be; its permanent name
    is given.
    """
    with hold_lock(home / WORKER_LOCK):
        yield name_of_home(home)


def keep_working(work: Callable[[], None], *, pause: float = SECONDS_BETWEEN_LOOKS) -> None:
    """Work until asked to leave; a database that is locked, full or away is tried again after a
    pause.
    """
    from django.db import DatabaseError, close_old_connections  # only after django.setup()

    while True:
        try:
            work()
        except DatabaseError as error:
            logging.getLogger(__name__).warning("The worker waits for the database: %s", type(error).__name__)
            close_old_connections()
            time.sleep(pause)
        else:
            return


def put_back_unfinished(worker_id: str) -> int:
    """Make the tasks that this home's earlier workers died over ready again, or give them up;
    return how many.

    A database in the home has no other workers: after the home moved, or the machine was renamed,
    its worker was called otherwise. On PostgreSQL other servers may be at work.
    """
    from django_tasks_db.models import DBTaskResult  # models exist only after django.setup()

    from openupr.web.database_locks import is_shared

    is_alone = not is_shared()
    return _put_back(
        [task for task in DBTaskResult.objects.running() if is_alone or task.worker_ids[-1:] == [worker_id]]
    )


def put_back_of_the_dead(worker_id: str) -> int:
    """Make ready again what workers on other servers died over: this one or another takes it up;
    return how many.
    """
    from django_tasks_db.models import DBTaskResult  # models exist only after django.setup()

    from .presence import is_alive

    running = list(DBTaskResult.objects.running().filter(queue_name="default"))
    others = {name for task in running for name in task.worker_ids[-1:]} - {worker_id}
    dead = {name for name in others if not is_alive(name)}
    return _put_back([task for task in running if dead & set(task.worker_ids[-1:])])


def _put_back(cut_off: "list[DBTaskResult[..., Any]]") -> int:
    from django_tasks_db.models import DBTaskResult  # models exist only after django.setup()

    for task in cut_off:
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(GaveUp(f"Given up after {len(task.worker_ids)} attempts."))
        else:
            # Of two workers that find the same dead one, one puts back; and not what a third has
            # taken up already.
            still = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
            still.update(status="READY", started_at=None)
    return len(cut_off)


def _watch_the_index() -> None:
    """An import was killed before its rows could be searched, or the index was deleted: build it
    until it is there.
    """
    from django.db import DatabaseError, close_old_connections  # only after django.setup()

    from openupr.recommendations.tasks import renew_index

    while True:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        close_old_connections()
        # The database may be locked or away, the disk full: it is tried again.
        try:
            renew_index()
        except (DatabaseError, OSError) as error:
            logging.getLogger(__name__).warning("The index waits: %s", type(error).__name__)
            time.sleep(SECONDS_AFTER_A_FAULT)


def _leave_when_large() -> None:
    time.sleep(SECONDS_BETWEEN_LOOKS)
    while own_memory() <= MOST_MEMORY:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    # The task that is at work is finished first.
    os.kill(os.getpid(), signal.SIGTERM)


def own_memory() -> int:
    """Bytes of this process that no file stands behind; 0 where the system does not say."""
    try:
        _all, resident, shared, *_rest = Path("/proc/self/statm").read_text().split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _take_over_from_the_dead(worker_id: str) -> None:
    from django.db import DatabaseError, close_old_connections  # only after django.setup()

    while True:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        close_old_connections()
        try:
            put_back_of_the_dead(worker_id)
        except DatabaseError as error:
            logging.getLogger(__name__).warning("The tasks of others wait: %s", type(error).__name__)


def _leave_with_the_server() -> None:
    # The bare descriptor: a buffered reader would hold a lock that the interpreter wants when it
    # ends.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_FINISH)
    os._exit(1)


if __name__ == "__main__":
    main()
