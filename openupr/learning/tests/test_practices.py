"""Good practices of others: each has a source that was read, and is suggested where it fits."""

import csv
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client

from openupr.learning.rules.practices import PRACTICES, STEPS, THEMES, current_step, fitting, suggested_practice
from openupr.upr.issues import ISSUES
from openupr.web.tests.reading import as_read

DAY = date(2026, 11, 28)
MID_TERM_ADVICE = Path(__file__).parents[2] / "followup" / "data" / "mid_term_advice.csv"


def test_each_practice_has_a_source_that_was_read_and_known_tags() -> None:
    steps, themes, issues = ({each.key for each in known} for known in (STEPS, THEMES, ISSUES))
    for each in PRACTICES:
        assert each.source
        assert each.mark in {"S", "M"}, each.key
        assert each.address.startswith(("https://", "http://")) or "Phnom Penh, March 2018" in each.source, each.key
        assert each.steps
        assert each.themes
        assert set(each.steps) <= steps
        assert set(each.themes) <= themes
        assert set(each.issues) <= issues
    assert len({each.key for each in PRACTICES}) == len(PRACTICES)


def test_no_practice_and_no_advice_cites_a_place_that_keeps_copies_of_other_peoples_documents() -> None:
    with MID_TERM_ADVICE.open(encoding="utf-8", newline="") as file:
        addresses = [row["address"] for row in csv.DictReader(file)] + [practice.address for practice in PRACTICES]
    hosts = {urlsplit(address).netloc.removeprefix("www.") for address in addresses}
    assert not hosts & {
        "paperzz.com",
        "docest.com",
        "9lib.co",
        "scribd.com",
        "pdfslide.net",
        "readkong.com",
        "docplayer.net",
    }
    # The pages of a list of news change: what was read is soon on another one.
    assert [address for address in addresses if "?page=" in address] == []


def test_every_step_and_every_theme_has_a_practice() -> None:
    assert all(fitting(step=each.key) for each in STEPS)
    assert all(fitting(theme=each.key) for each in THEMES)


def test_the_step_is_the_first_whose_last_phase_is_not_over() -> None:
    ends = {"submission-deadline": date(2026, 7, 1), "advance-questions": date(2027, 1, 5), "report": date(2027, 2, 1)}
    assert current_step(ends, today=date(2026, 7, 1)) == "submission"
    assert current_step(ends, today=date(2026, 7, 2)) == "pre-session"
    assert current_step(ends, today=date(2027, 2, 2)) == ""


def test_a_practice_on_another_theme_of_the_record_is_not_suggested() -> None:
    weeks = [date.fromordinal(DAY.toordinal() + 7 * week) for week in range(60)]
    suggested = {suggested_practice(step="submission", today=day) for day in weeks}
    assert not [each for each in suggested if each and each.issues]
    for_children = {suggested_practice(step="submission", issues={"rights-of-the-child"}, today=day) for day in weeks}
    assert "children-report" in {each.key for each in for_children if each}


def test_everybody_reads_them_by_step_and_theme(client: Client) -> None:
    page = as_read(client.get("/learn/practices/?step=pre-session&theme=safety").content.decode())
    assert "Decide who can speak safely" in page
    assert "Watch the review together" not in page
    assert "told by others" in as_read(client.get("/learn/practices/?theme=small").content.decode())
    assert "No practice fits" in as_read(client.get("/learn/practices/?step=nothing").content.decode())
    assert len(client.get("/learn/practices.json").json()["practices"]) == len(PRACTICES)
    assert 'href="/learn/practices/"' in client.get("/learn/").content.decode()
