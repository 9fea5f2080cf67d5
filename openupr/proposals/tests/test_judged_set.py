"""The drafts that bench.judged measures by: what was judged is there, and the record's own text is not."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest

# Two files are read, and no database.
pytestmark = pytest.mark.once

JUDGED = json.loads((Path(__file__).parents[3] / "bench" / "judged.json").read_text(encoding="utf-8"))
CLASSES = ("same", "about", "doubtful")


def words(text: str) -> str:
    return " ".join(text.casefold().split())


def test_both_halves_have_as_many_drafts_on_each_topic() -> None:
    halves = [
        sorted(each["topic"] for each in JUDGED["drafts"] if each["half"] == name) for name in ("tuning", "held-out")
    ]
    assert halves[0] == halves[1]
    assert len(halves[0]) == 30


def test_no_row_is_judged_twice_for_a_draft() -> None:
    for each in JUDGED["drafts"]:
        rows = [row for name in CLASSES for row in each[name]]
        assert len(rows) == len(set(rows)), each["text"]


def test_ten_drafts_ask_what_nobody_recommended_in_these_sessions() -> None:
    asked = [each for each in JUDGED["drafts"] if each["topic"].startswith("in neither session")]
    assert [each[name] for each in asked for name in CLASSES] == [[]] * 30


def test_every_row_judged_is_in_the_record_and_no_draft_is_a_sentence_of_it(shared: Path) -> None:
    record = set()
    for name in ("6-9", "18"):
        with (shared / "data" / "upr-info-export" / f"{name}.csv").open(encoding="cp1252", newline="") as file:
            record |= {(row["Session"], words(row["Text"])) for row in csv.DictReader(file) if row["To"] == "Cambodia"}
    hashes = {(session, sha256(text.encode()).hexdigest()[:8]) for session, text in record}
    judged = {row for each in JUDGED["drafts"] for name in CLASSES for row in each[name]}
    assert {(row.split()[0], row.split()[2]) for row in judged} <= hashes
    assert not {words(each["text"]).rstrip(".") for each in JUDGED["drafts"]} & {
        text.rstrip(" .") for _, text in record
    }
