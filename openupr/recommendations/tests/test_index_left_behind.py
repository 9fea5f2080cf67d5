"""An import that was killed between its end and the index: the worker beside the server has it shown."""

from contextlib import suppress
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from openupr.index.generations import new_generation
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.the_index import index_folder
from openupr.recommendations.services.build_index import left_behind
from openupr.recommendations.services.import_file import import_file
from openupr.recommendations.services.import_turn import turn_to_import
from openupr.recommendations.tasks import begin_renewing_index, renew_index
from openupr.recommendations.tests.exports import LoadRecord, write_export

pytestmark = pytest.mark.once


@pytest.fixture
def killed(load_record: LoadRecord, tmp_path: Path) -> None:
    load_record([{"Text": "Stop evictions"}])
    import_file(source="upr-info", path=write_export(tmp_path / "more.csv", [{"Text": "Free the press"}]))


def test_an_index_left_behind_is_renewed_once(killed: None) -> None:
    assert search_record(Question("press"), limit=0).total == 0
    asked = begin_renewing_index()
    assert begin_renewing_index(last=asked) == asked
    assert [each.task_path for each in DBTaskResult.objects.all()] == ["openupr.recommendations.tasks.renew_index"]
    renew_index.call()
    assert search_record(Question("press"), limit=0).total == 1
    assert left_behind() is None


def test_who_imports_or_builds_now_is_left_to_do_it(killed: None) -> None:
    with turn_to_import():
        assert begin_renewing_index() is None
    with suppress(InterruptedError), new_generation(index_folder()):
        assert begin_renewing_index() is None
        raise InterruptedError
    assert not DBTaskResult.objects.exists()
    assert begin_renewing_index() is not None
