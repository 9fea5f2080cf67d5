"""`openupr conform`: one file, every rule; works without any record."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from openupr.files.refusal import RefusedFile
from openupr.upr.names import UnknownName

from .submission_text import submission

# What a file says is the same on any database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "submission.docx"
    path.write_bytes(submission())
    return path


def as_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    call_command("conform", *map(str, arguments), "--json")
    return json.loads(capsys.readouterr().out)


def test_json_has_the_documented_fields(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, file, "--kind", "individual")
    assert list(told) == ["kind", "rules", "words", "findings"]
    assert (told["kind"], told["rules"]) == ("individual", "2017")
    assert list(told["words"]) == ["body", "notes", "cover", "annex", "counted"]
    assert told["words"]["counted"] == told["words"]["body"] == 32
    fields = ["rule", "status", "binding", "confirmed", "standing", "where", "message", "source"]
    assert all(list(finding) == fields for finding in told["findings"])


def test_without_a_kind_it_is_judged_as_joint_and_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = as_json(capsys, file)
    assert (told["kind"], told["findings"][0]["rule"]) == ("joint", "kind")
    call_command("conform", str(file))
    assert "Judged as: joint (no kind was given; --kind says another)" in capsys.readouterr().out


def test_in_words_every_rule_stands_with_place_source_and_whether_it_is_confirmed(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("conform", str(file), "--rules", "2017")
    told = capsys.readouterr().out
    assert "pass  Cover: Taken as the cover" in told
    assert "      paragraph 1 “Joint submission" in told
    assert "(Binding; seen in OHCHR's text, as noted on 2026-11-24; not confirmed by a person." in told
    assert "(Binding; to be checked. OHCHR" in told
    assert told.rstrip().endswith("There is no result for the whole file: OHCHR decides what it accepts.")


@pytest.mark.parametrize(
    ("content", "what"), [(b"%PDF-1.7", "a PDF document"), (b"", "empty"), (b"PK\x03\x04", "damaged")]
)
def test_what_is_no_word_file_is_refused_in_one_sentence(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(content)
    with pytest.raises(RefusedFile, match=what):
        call_command("conform", str(path))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="There is no file"):
        call_command("conform", str(tmp_path / "nothing.docx"))
    with pytest.raises(RefusedFile, match="is a folder"):
        call_command("conform", str(tmp_path))
    with pytest.raises(RefusedFile, match="cannot be opened"):
        call_command("conform", "\0")


def test_unknown_rules_are_refused_with_those_there_are(file: Path) -> None:
    with pytest.raises(UnknownName, match="Nearest: 2017, 2008"):
        call_command("conform", str(file), "--rules", "2031")
