"""What a worker finds half done when it starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from openupr.project.worker import (
    MOST_ATTEMPTS,
    keep_working,
    only_worker,
    put_back_unfinished,
)


def begun(*worker_ids: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        worker_ids=list(worker_ids),
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="openupr.project.tests.nothing",
        backend_name="default",
        run_after=timezone.now(),
    )


@pytest.mark.django_db
def test_a_task_that_its_worker_died_over_is_ready_again() -> None:
    mine = begun("mine")
    assert put_back_unfinished("mine") == 1
    mine.refresh_from_db()
    assert (mine.status, mine.started_at) == ("READY", None)


@pytest.mark.django_db
def test_after_its_home_moved_a_worker_takes_up_what_it_died_over_but_leaves_another_servers_task() -> None:
    task = begun("mine", "by its name before")
    put_back_unfinished("mine")
    task.refresh_from_db()
    shared = connection.vendor == "postgresql"
    assert task.status == ("RUNNING" if shared else "READY")


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_given_up() -> None:
    deadly = begun(*["mine"] * MOST_ATTEMPTS)
    put_back_unfinished("mine")
    deadly.refresh_from_db()
    assert deadly.status == "FAILED"
    assert "Given up after 3 attempts" in deadly.traceback


def test_a_home_has_one_name_for_its_worker_and_another_home_another(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    with only_worker(one) as first:
        pass
    with only_worker(one) as again, only_worker(two) as other:
        assert first == again != other


@pytest.mark.django_db
def test_a_worker_survives_a_locked_database() -> None:
    rounds = []

    def work() -> None:
        rounds.append("begun")
        if len(rounds) < 3:
            raise OperationalError("database is locked")

    keep_working(work, pause=0)
    assert len(rounds) == 3


@pytest.mark.thorough("bench.memory finds it, too")
@pytest.mark.skipif(sys.platform != "linux", reason="Only there a process reads how much memory it has.")
def test_a_worker_that_grew_large_ends_as_one_that_did_not_fail(tmp_path: Path) -> None:
    environment = {**os.environ, "OPENUPR_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "openupr.project.settings"}
    environment.pop("DATABASE_URL", None)
    openupr = [sys.executable, "-m", "openupr"]
    subprocess.run([*openupr, "serve", "--prepare"], env=environment, check=True, capture_output=True)
    code = "from openupr.project import worker; worker.MOST_MEMORY = 1; worker.main()"
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdin=subprocess.PIPE) as process:
        assert process.wait(60) == 0
