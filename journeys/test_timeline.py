"""Sophea asks when submissions are due, hangs the dates on the wall and takes them along in her telephone."""

from collections.abc import Callable
from typing import Any

import pytest

Browse = Callable[..., Any]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_name_to_the_dates_of_a_review(demo_site: str, browse: Browse, scripts: bool) -> None:
    page = browse(f"{demo_site}/timeline/", java_script_enabled=scripts)
    page.get_by_label("State under Review").fill("Kingdom of Cambodia")
    page.get_by_role("button", name="Show its timeline").click()
    page.wait_for_url("**/timeline/KHM/**")
    page.get_by_role("link", name="Session 32").click()
    page.wait_for_url("**/timeline/KHM/32/")
    first = page.locator(".agenda-line").first
    assert "12 July 2018" in first.inner_text()
    assert "published" in first.inner_text()
    assert "about November 2018" in page.locator(".agenda").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("link", name="ICS").click()
    assert taken.value.suggested_filename == "KHM-32-timeline.ics"
    assert b"BEGIN:VEVENT" in taken.value.path().read_bytes()


def test_the_picture_fits_a_wide_screen_and_a_telephone(demo_site: str, browse: Browse) -> None:
    for width, shown, hidden in ((1280, "wide", "narrow"), (360, "narrow", "wide")):
        page = browse(f"{demo_site}/timeline/KHM/32/", viewport={"width": width, "height": 800})
        assert page.locator(f".picture-{shown} svg").is_visible()
        assert not page.locator(f".picture-{hidden} svg").is_visible()
        assert page.locator(f".picture-{shown} svg").bounding_box()["width"] <= width
