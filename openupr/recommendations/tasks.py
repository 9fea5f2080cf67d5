"""What is done in the background, by the worker beside the server."""

from contextlib import suppress

from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from openupr.index.meaning import available, free_encoder
from openupr.web.clock import now_in
from openupr.web.homes import this_home

from .coding import something_coded, the_coder
from .coding_learning import NothingCoded
from .coding_learning import learn_coding as learn
from .dimension_values import open_the_index
from .import_jobs import work_on
from .index_building import left_behind, refresh_index
from .suggestions import nothing_left_to_suggest
from .suggestions import suggest_coding as suggest
from .vectors import AlreadyComputing, look_at_first, nothing_missing
from .vectors import compute_vectors as compute

# One task at a time is worked on: an import waits no longer than this for a part of the vectors.
SECONDS_A_SLICE = 10.0
_PATH = "openupr.recommendations.tasks.compute_vectors"
_COUNTING = "openupr.recommendations.tasks.renew_counts"
_SUGGESTING = "openupr.recommendations.tasks.suggest_coding"
_LEARNING = "openupr.recommendations.tasks.learn_coding"


@task(priority=-10)
def compute_vectors() -> None:
    """One part of the vectors that are missing; while some are, the next part is put at the end of
    the queue.
    """
    try:
        done = compute(seconds=SECONDS_A_SLICE)
    except AlreadyComputing:
        return
    if done:
        free_encoder()
    else:
        _for_this_home(compute_vectors)


def begin_computing_vectors(*states: str) -> bool:
    """See to it that missing vectors are being computed, those of these States (by code) first; say
    whether they are. Cheap, and safe to ask often.
    """
    if not available() or open_the_index() is None or nothing_missing():
        return False
    look_at_first(*states)
    if not _is_begun(_PATH, queue_name=this_home()):
        _for_this_home(compute_vectors)
    return True


def _for_this_home(task: Task[[], None]) -> None:
    """Queue what is derived into this folder: where servers share a database, each has a folder and
    a worker.
    """
    task.using(queue_name=this_home()).enqueue()


def _is_begun(path: str, **more: str) -> bool:
    return DBTaskResult.objects.filter(task_path=path, status__in=["READY", "RUNNING"], **more).exists()


@task(priority=-20)
def learn_coding() -> None:
    """Learn the likely coding of texts from the present record; a minute or two for the whole real
    one.
    """
    with suppress(NothingCoded):
        learn()
    free_encoder()
    begin_suggesting()


def begin_learning_coding() -> bool:
    """See to it that the coding of the record's present edition is being learned; say whether it
    is.
    """
    if the_coder() is not None:
        begin_suggesting()
        return False
    if not something_coded():
        return False
    if not _is_begun(_LEARNING, queue_name=this_home()):
        _for_this_home(learn_coding)
    return True


@task(priority=-20)
def suggest_coding() -> None:
    """One part of the suggestions that are missing; while some are, the next part is put at the end
    of the queue.
    """
    if the_coder() is None:
        # Another server has learned; this one goes on when it has.
        begin_learning_coding()
    elif suggest(now=now_in(), seconds=SECONDS_A_SLICE):
        refresh_index()
    else:
        suggest_coding.enqueue()


def begin_suggesting() -> bool:
    """See to it that what no source has coded gets suggestions; say whether it does."""
    if the_coder() is None or nothing_left_to_suggest():
        return False
    if not _is_begun(_SUGGESTING):
        suggest_coding.enqueue()
    return True


@task(priority=5)
def renew_counts() -> None:
    """Build the index that counts what people just confirmed."""
    refresh_index()


def count_decisions() -> None:
    """See to it that what people decided or brought in is counted soon; several in a row are
    counted together.
    """
    if not DBTaskResult.objects.filter(task_path=_COUNTING, status="READY").exists():
        renew_counts.enqueue()


def renew_index() -> bool:
    """Build the index where the present record has none; say whether that was so.

    Not a task: where two servers share a database, the other one's worker would take it and build
    its own.
    """
    if left_behind() is None or not refresh_index():
        return False
    begin_computing_vectors()
    begin_learning_coding()
    return True


@task(priority=10)
def import_waiting_file(job: int) -> None:
    """One file chosen on the page enters the record; begun again where a worker has died over
    it.
    """
    work_on(job=job)
    begin_computing_vectors()
    begin_learning_coding()
