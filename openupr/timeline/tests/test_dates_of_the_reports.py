"""The days of reviews and sessions are those of the Working Group's own reports."""

import csv
import re
from datetime import date
from pathlib import Path

import pypdfium2

from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS
from openupr.upr.phases import published_date
from openupr.upr.states import find_state

MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DAY = rf"(\d+)(?:th)? ({'|'.join(MONTHS)}) (\d{{4}})"


def beginning(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(6)]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def days(text: str, before: str) -> set[date]:
    found = re.findall(rf"{before}.{{0,60}}?{DAY}", text)
    return {date(int(year), 1 + MONTHS.index(month), int(day)) for day, month, year in found}


def test_every_tenth_report_says_the_day_of_the_review_and_of_its_adoption(shared: Path) -> None:
    folder = shared / "data" / "working-group-reports"
    known = {(entry.iso3, entry.session): entry.day for entry in CALENDAR}
    ends = {session.number: session.end for session in SESSIONS}
    with (folder / "index.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))[::10]
    assert len(listed) == 10
    for row in listed:
        text, session = beginning(folder / row["file"]), int(row["session"])
        iso3 = find_state(row["state_under_review_upr_info"]).iso3
        adopted = published_date(session, iso3, "report")
        assert adopted
        assert known[iso3, session] in days(text, "[Tt]he review of"), row["file"]
        assert adopted.day in days(text, "[Aa]t its"), row["file"]
        assert ends[session] in days(text, "session from"), row["file"]
