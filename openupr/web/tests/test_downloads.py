import csv
import json

import pytest
from django.http import Http404

from openupr.web.downloads import as_csv, as_csv_or_json, attachment, records_as_csv

HEADER = ("place", "people", "open")
RECORDS = ({"place": ["Kampot", "Kep"], "people": 12, "open": True}, {"place": "=1+1", "people": None, "open": False})


def rows_of(response):
    return list(csv.reader(b"".join(response).decode("utf-8-sig").splitlines()))


def test_a_list_in_a_cell_is_joined_and_no_cell_runs_as_a_formula():
    answer = records_as_csv("places", HEADER, RECORDS)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="places.csv"'
    assert rows_of(answer) == [list(HEADER), ["Kampot | Kep", "12", "TRUE"], ["'=1+1", "", "FALSE"]]


def test_the_same_list_is_csv_or_json_and_nothing_else():
    asked_for_csv, asked_for_json = (as_csv_or_json(kind, "places", HEADER, RECORDS) for kind in ("csv", "json"))
    assert rows_of(asked_for_csv)[1][0] == "Kampot | Kep"
    assert json.loads(asked_for_json.content) == {"places": list(RECORDS)}
    with pytest.raises(Http404):
        as_csv_or_json("exe", "places", HEADER, RECORDS)


def test_a_document_says_what_it_is_before_its_list():
    answer = as_csv_or_json("json", "quiz", HEADER, RECORDS, key="answers", beside={"workshop": "Kampot"})
    assert list(json.loads(answer.content)) == ["workshop", "answers"]


def test_a_file_is_kept_or_shown_under_its_name():
    kept, shown = attachment("a.pdf", b"%PDF", "application/pdf"), attachment("a.pdf", b"", "x/y", inline=True)
    assert kept.headers["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert shown.headers["Content-Disposition"] == 'inline; filename="a.pdf"'


def test_a_name_in_khmer_cannot_break_the_header():
    header = as_csv("កម្ពុជា\n", ["a"], []).headers["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
