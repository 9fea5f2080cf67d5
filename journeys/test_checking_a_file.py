"""Somebody without an account has a Word file checked, on a computer and on a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openupr.conformance.tests.submission_text import numbered, submission
from openupr.files.tests import word_files as w

from .looking import PHONE, WIDE, faults

# A file that is checked is kept nowhere.
pytestmark = pytest.mark.once

Browse = Callable[..., Any]


@pytest.mark.parametrize("width", [WIDE, pytest.param(PHONE, marks=pytest.mark.thorough)])
def test_a_file_is_checked_rule_by_rule_without_an_account(
    demo_site: str, browse: Browse, tmp_path: Path, width: int
) -> None:
    ours = tmp_path / "our submission.docx"
    more = numbered("word " * 5700) + w.paragraph("A paragraph that somebody forgot to give a number to.")
    ours.write_bytes(submission(more=more, page_number=False))
    page = browse(f"{demo_site}/conform/", viewport={"width": width, "height": 900})
    page.get_by_label("Word file").set_input_files(ours)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="our submission.docx").wait_for()
    told = page.locator("main").inner_text()
    assert "5,742 words are counted, of 5,630 that are allowed" in told
    assert "paragraph 10 “A paragraph that somebody forgot to give a …”" in told
    assert "No page shows its number." in told
    assert faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == width


def test_a_wrong_file_is_refused_beside_the_field_also_without_scripts(
    demo_site: str, chromium: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "scan.pdf"
    wrong.write_bytes(b"%PDF-1.7 not ours")
    # Not by `browse`: the browser writes of an answer with status 400 into its console.
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_site}/conform/")
    page.get_by_label("Word file").set_input_files(wrong)
    with page.expect_response("**/conform/") as answered:
        page.get_by_role("button", name="Check", exact=True).click()
    assert answered.value.status == 400
    assert "This is a PDF document, not a Word document." in page.locator(".errorlist").inner_text()
    context.close()
