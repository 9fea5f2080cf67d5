"""A real browser for the tests that look at pages as people do."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[3]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A real browser; a test that asks for it is skipped where there is none."""
    found = subprocess.run([ROOT / "scripts" / "browser.sh"], capture_output=True, text=True).stdout.strip()
    if not found:
        pytest.skip("There is no Chromium here. To install it: apt-get install chromium")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    # While it lives, Playwright keeps an event loop running in this thread: other tests must not meet it,
    # and Django would refuse its database.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # It sees this project's own pages only; and root may not use Chromium's sandbox.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", *quiet])
        yield browser
        browser.close()
