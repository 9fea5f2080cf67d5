"""What every test may ask for."""

import functools
import os
import re
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from openupr.project.tests.homes import EMPTY, FRESH, Homes
from openupr.web.tests.reading import pages_as_read

ROOT = Path(__file__).parent

# The tests' own settings are loaded by now; a process that a test starts is to run with the product's.
os.environ["DJANGO_SETTINGS_MODULE"] = "openupr.project.settings"

# `make fuzz` gives each property test ten thousand inputs. Time is no measure of right or wrong.
hypothesis.settings.register_profile("tests", deadline=None, print_blob=True)
# Where a suite runs a second time, on another database, fewer inputs will do.
hypothesis.settings.register_profile("again", max_examples=20, deadline=None, print_blob=True)
hypothesis.settings.register_profile("fuzz", max_examples=10_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tests"))


# What a test asks for that keeps anything in a database, its own process's or that of one it starts.
_WITH_A_DATABASE = {"db", "transactional_db", "homes"}


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
    """On PostgreSQL every test that keeps anything in a database is run again, unless it is about something else."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not _is_run_again(item)])
    items[:] = [item for item in items if _is_run_again(item)]


def _is_run_again(item: pytest.Item) -> bool:
    keeps = bool(_WITH_A_DATABASE & set(getattr(item, "fixturenames", ()))) or item.get_closest_marker("django_db")
    return bool(keeps) and item.get_closest_marker("once") is None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Tables that were made straight from the models are where all migrations lead: it is recorded so."""
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).disk_migrations:
            recorder.record_applied(app, name)


@pytest.fixture(scope="session", autouse=True)
def _layout_is_nothing() -> Iterator[None]:
    """What a template's lines are broken into is no fact about a page."""
    with pytest.MonkeyPatch.context() as patch:
        pages_as_read(patch)
        yield


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    """What slows down whoever tries too often is counted in this process."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_language_of_before() -> Iterator[None]:
    """What a page was read in stays with this process's thread: the next test begins in English."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data (OPENUPR_SHARED, default ../shared); a test that asks for it is skipped without it."""
    folder = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"The real data are not in {folder}; set OPENUPR_SHARED to the folder that holds them.")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, one for the tests of a module; a test that asks for it is skipped where there is none."""
    found = subprocess.run([ROOT / "scripts" / "browser.sh"], capture_output=True, text=True).stdout.strip()
    if not found:
        pytest.skip("There is no Chromium here. To install it: apt-get install chromium")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    # While it lives, Playwright keeps an event loop running in this thread: other modules' tests must not meet it,
    # and Django would refuse its database.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # It sees this project's own pages only; and root may not use Chromium's sandbox.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", *quiet])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Homes for `openupr` as processes of their own, prepared once for all of the tests' processes."""
    ours = tmp_path_factory.getbasetemp()
    return Homes((ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "prepared-homes")


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
