"""The command that compares the texts of pages with those that are kept shows what changed, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from .page_crawl import KEPT_STAGES, LANGUAGES, PEOPLE, VisibleText
from .page_texts import KEPT, Texts, differences, read_texts, write_texts

# It makes a home of its own, on SQLite.
pytestmark = pytest.mark.once

FIRST, SECOND = ("groups", "en", "sophea", "/"), ("groups", "en", "dara", "/")


def test_a_page_reads_as_its_lines_with_what_its_fields_hold() -> None:
    page = VisibleText(
        "<title>Land</title><style>p {}</style><p>Who <b>owns</b>\n it?</p><input name=a value=Chan>"
        "<input type=hidden value=secret><select><option>Yes<option selected>No</select><a href='/next/'>Next</a>"
    )
    assert page.lines == ["Land", "Who owns it?", "[Chan]", "Yes", "[x] No", "Next"]
    assert page.links == ["/next/"]


def test_a_difference_that_two_pages_share_is_shown_once_and_equal_pages_not_at_all() -> None:
    before: Texts = {FIRST: ["Sign in", "Land"], SECOND: ["Sign in", "Water"], ("groups", "km", "", "/"): ["Same"]}
    after = {**before, FIRST: ["Log in", "Land"], SECOND: ["Log in", "Water"]}
    shown = "\n".join(differences(before, after))
    assert [line for line in shown.splitlines() if line.startswith("===")] == [
        "=== groups en dara /",
        "=== groups en sophea /",
    ]
    assert "-Sign in" in shown
    assert "+Log in" in shown
    assert "Same" not in shown
    assert list(differences(before, before)) == []


def test_texts_are_read_as_they_were_written(tmp_path: Path) -> None:
    texts: Texts = {FIRST: ["ដី", "Land"], SECOND: []}
    write_texts(texts, tmp_path / "texts")
    assert read_texts(tmp_path / "texts", ["groups"]) == texts
    assert read_texts(tmp_path / "texts", ["record"]) == {}


@pytest.mark.thorough  # it takes half a minute, and only who compares texts needs it
def test_the_kept_texts_have_every_stage_person_and_language_and_the_command_compares_with_them() -> None:
    kept = read_texts(KEPT, KEPT_STAGES)
    assert {page[:3] for page in kept} == {
        (stage, language, person)
        for stage in KEPT_STAGES
        for language in LANGUAGES
        for person in (PEOPLE if stage != "record" else ("",))
    }
    command = [
        sys.executable,
        "-m",
        "openupr.project.tests.page_texts",
        "--compare",
        "--stage",
        "groups",
        "--most",
        "3",
    ]
    outcome = subprocess.run(command, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    assert "groups: 24 pages" in outcome.stderr
