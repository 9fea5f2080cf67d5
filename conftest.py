"""What every test may ask for."""

import functools
import gc
import os
import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from hypothesis.internal.conjecture import providers
from playwright.sync_api import Browser

from openupr.files import own_process
from openupr.files.tests.ready_readers import Readers
from openupr.project.tests import extent
from openupr.project.tests.browser import a_browser
from openupr.project.tests.homes import EMPTY, FRESH, Homes
from openupr.project.tests.quick_clients import quicken
from openupr.project.upgrading import every_migration
from openupr.web.tests.reading import pages_as_read

ROOT = Path(__file__).parent
# Until all tests are collected nothing can go: pytest_collection_finish goes on looking for what can.
gc.disable()

# The tests' own settings are loaded by now; a process that a test starts is to run with the product's.
os.environ["DJANGO_SETTINGS_MODULE"] = "openupr.project.settings"

# `make fuzz` gives each property test three thousand inputs. Time is no measure of right or wrong.
hypothesis.settings.register_profile("few", max_examples=10, deadline=None, print_blob=True)
hypothesis.settings.register_profile("all", max_examples=100, deadline=None, print_blob=True)
hypothesis.settings.register_profile("fuzz", max_examples=3_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "all" if extent.ALL else "few"))
if not extent.ALL and "HYPOTHESIS_PROFILE" not in os.environ:
    # Ten inputs are not worth the constants of two thousand modules: four seconds of each process.
    providers._get_local_constants = lambda: providers._local_constants

_left_out = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_left_out] = 0


# What a test's module says whose outcome can hang on the day and the hour.
_DATES = re.compile(r"\b(today_there|today_of|now_in|timezone\.now|time_machine|days_left\w*|\.days\.)")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark as `dates` what `make test-all` runs at other hours too: those that ask for the day or the hour."""
    here = item.path
    if "journeys" not in here.parts and (_uses_dates(here) or _uses_dates(here.with_name("conftest.py"))):
        item.add_marker("dates")


@functools.cache
def _uses_dates(path: Path) -> bool:
    return path.exists() and bool(_DATES.search(path.read_text()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL runs what can differ there; `make test` leaves some tests to `make test-all`, and says how many."""
    wanted = [item for item in items if not extent.ON_POSTGRESQL or extent.is_about_this_database(item)]
    kept = [item for item in wanted if not extent.is_left_out(item)]
    config.stash[_left_out] = len(wanted) - len(kept)
    stays = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in stays])
    items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Python need not look through it again and again for what can go, nor often."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 50)
    if told := os.environ.get("TESTS_COLLECTED"):
        # scripts/test.sh waits for it: everything is compiled.
        Path(told).touch()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """In the order given; the tests of a file that share a server, a browser or what they keep stay in one process."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if _shares(ROOT / file) else nodeid

    config.option.loadscopereorder = False
    return Scheduling(config, log)


@functools.cache
def _shares(path: Path) -> bool:
    return path.parent.name == "journeys" or bool(
        re.search(r'scope="module"|\bchromium\b|^@cache$', path.read_text(), re.MULTILINE)
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With several processes each of them has left out the same tests."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash[_left_out]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[_left_out] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not extent.ALL:
        terminalreporter.write_line(
            f"Left to `make test-all`: {config.stash[_left_out]} tests; 90 of 100 inputs of each property test; "
            "kills beyond the third; axe at a second width, on most of the pages and on rows like others."
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Tables that were made straight from the models are where all migrations lead: it is recorded so."""
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in every_migration():
            recorder.record_applied(app, name)


@pytest.fixture(scope="session", autouse=True)
def _layout_is_nothing() -> Iterator[None]:
    """What a template's lines are broken into is no fact about a page."""
    with pytest.MonkeyPatch.context() as patch:
        pages_as_read(patch)
        quicken(patch)
        # What a power cut leaves is asked of processes that are killed. This one's files need not wait for the disk.
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _readers_are_ready() -> Iterator[None]:
    """A file is read in a process of its own, which begins at once."""
    readers = Readers()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_process, "_called", readers.called)
        yield
    readers.end()


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    """What slows down whoever tries too often is counted in this process."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_reader_of_before() -> Iterator[None]:
    """What a page was read in, and on which device, stays with this process's thread: the next test begins anew."""
    from openupr.submissions.citations import keep_testimonies_back  # models exist only once Django is set up

    keep_testimonies_back(False)
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _no_index_is_left() -> Iterator[None]:
    """What a test indexed in the home of all tests goes: the next test's pages would find its rows."""
    yield
    shutil.rmtree(Path(settings.OPENUPR_HOME) / "index", ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data (OPENUPR_SHARED, default ../shared); a test that asks for it is skipped without it."""
    folder = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"The real data are not in {folder}; set OPENUPR_SHARED to the folder that holds them.")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser for the tests of a module."""
    with a_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Homes for `openupr` as processes of their own, prepared once for all of the tests' processes, and by `make test`
    for those on the other database too."""
    ours = tmp_path_factory.getbasetemp()
    ours = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    server = os.environ["DATABASE_URL"] if extent.ON_POSTGRESQL else ""
    return Homes(Path(os.environ.get("TESTS_HOMES") or ours / "prepared-homes"), server)


@pytest.fixture
def own_home(homes: Homes, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a home with empty tables, this test's own."""
    with homes.like(EMPTY, tmp_path / "home") as environment:
        yield environment


@pytest.fixture
def fresh_home(homes: Homes, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a home that is not there yet, this test's own."""
    with homes.like(FRESH, tmp_path / "home") as environment:
        yield environment


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skipped test is a failed one: everything a test needs is to be there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"Skipped, which CI=true forbids: {why}"
    return report
