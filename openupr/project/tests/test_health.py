"""What watches a server learns whether it lives and is ready, under any name and without https; nothing else."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings

from openupr.project.worker import only_worker
from openupr.recommendations.index_building import refresh_index

ELSEWHERE = {"host": "10.0.0.7:9999"}


@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_server_that_answers_is_alive_whatever_it_is_called() -> None:
    answer = Client(headers=ELSEWHERE).get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_it_is_ready_once_index_and_worker_are_there(db: None, tmp_path: Path) -> None:
    with override_settings(OPENUPR_HOME=tmp_path):
        answer = Client(headers=ELSEWHERE).get("/readyz")
        assert answer.status_code == 503
        assert answer.content.decode().splitlines() == [
            "index: is being made for the record as it is now",
            "worker: does not run",
        ]
        refresh_index()
        with only_worker(tmp_path):
            assert Client(headers=ELSEWHERE).get("/readyz").content == b"ok\n"


def test_a_database_that_does_not_answer_is_named(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("away")

    with override_settings(OPENUPR_HOME=tmp_path), monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.content.splitlines()[0]) == (503, b"database: does not answer")
