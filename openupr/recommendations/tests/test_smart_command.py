"""`openupr smart`: advice without any record. No test here may reach a database, and none does."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def smart(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> Any:
        call_command("smart", *arguments, "--json")
        return json.loads(capsys.readouterr().out)

    return run


def test_advice_has_the_documented_fields(smart: Any) -> None:
    found = smart("Take", "steps", "to", "ratify", "the", "Rome", "Statute")
    assert list(found) == ["action_category", "share", "counted", "hints", "lines", "note"]
    assert found["action_category"] == 4
    assert 0.9 < found["share"] < 1
    hint, no_time = found["hints"]
    assert (hint["rule"], hint["letter"], hint["optional"]) == ("roundabout", "S", False)
    assert (hint["severity"], hint["start"], hint["end"]) == ("none", 0, 20)
    assert (no_time["rule"], no_time["letter"], no_time["optional"]) == ("no-time", "T", False)
    assert hint["message"] == "“Take steps to ratify” can be said as “Ratify”."
    assert hint["source"].startswith("UPR Info, categories of action of 2014")


def test_a_dash_reads_the_text_from_standard_input(smart: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Continue to fight trafficking\n"))
    assert "continues" in [hint["rule"] for hint in smart("-")["hints"]]


def test_broken_bytes_are_no_error(smart: Any) -> None:
    assert "continues" in [hint["rule"] for hint in smart("Continue \udcff to fight trafficking")["hints"]]


def test_another_language_is_no_error(smart: Any) -> None:
    found = smart("Ratifier la Convention contre la torture")
    assert (found["action_category"], found["share"], found["hints"]) == (None, None, [])
    assert "English only" in found["note"]


@pytest.mark.parametrize("text", [[], [""], ["  \n"], ["?!"]])
def test_a_text_without_a_word_is_refused_in_one_line(text: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^There is no recommendation to advise on\. Give one, [^\n]+$"):
        call_command("smart", *text)


def test_in_words_it_says_what_the_category_is_and_what_it_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("smart", "Release all political prisoners by 2099")
    told = capsys.readouterr().out
    assert "Likely action category: 5 - Specific action" in told
    assert "A coding of verbs, not a grade." in told
    assert "Nothing to suggest." in told


def test_in_words_each_letter_is_seen_or_missing_with_an_example_of_the_drafts_own_matter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("smart", "Address overcrowding in prisons by 2099")
    told = capsys.readouterr().out
    assert "S  Specific: missing" in told
    assert "Yours could say: “Adopt a law or a plan that says who does what to address overcrowding in prisons”" in told
    assert "R  Relevant: seen: “prisons”" in told
    assert "T  Time-bound: seen: “by 2099”" in told
