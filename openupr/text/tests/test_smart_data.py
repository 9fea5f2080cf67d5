"""The tables behind SMART advice: each row with its source, each list used, the counts what they say."""

import re
from pathlib import Path
from string import Formatter

import pytest

import openupr.text.smart as smart
from openupr.text.smart.coding import counted
from openupr.text.smart.hints import sentences
from openupr.text.smart.tables import DATA, VERBS, rows, verb, verb_in_any_form, verb_of_noun
from openupr.upr.actions import ACTIONS

PAGE = (Path(__file__).parents[3] / "docs" / "smart.md").read_text(encoding="utf-8")
TABLES = sorted(path.stem.removeprefix("smart_") for path in DATA.glob("smart_*.csv"))
CODE = "".join(path.read_text() for path in Path(smart.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_a_status(table: str) -> None:
    for row in rows(table):
        assert row["source"], row
        assert row["status"] in {"sourced", "derived", "unsourced"}, row


@pytest.mark.parametrize(("table", "column"), [("words", "list"), ("phrases", "list"), ("hints", "rule")])
def test_every_list_and_every_rule_is_used(table: str, column: str) -> None:
    unused = {row[column] for row in rows(table) if f'"{row[column]}"' not in CODE}
    assert unused == ({"joins_areas", "joins_groups"} if table == "words" else set())  # f"joins_{kind}s"


def test_every_list_and_every_rule_that_is_used_is_there() -> None:
    assert set(re.findall(r'words\("(\w+)"\)', CODE)) <= {row["list"] for row in rows("words")}
    assert set(re.findall(r'phrases\("(\w+)"\)', CODE)) <= {row["list"] for row in rows("phrases")}
    assert set(re.findall(r'Hint\.on\(draft, "([\w-]+)"', CODE)) <= set(sentences())


def test_messages_have_places_only_for_what_rules_give() -> None:
    known = {"phrase", "better", "first", "second", "names", "count", "limit", "seconds", "year"}
    for sentence in sentences().values():
        assert {name for _, name, _, _ in Formatter().parse(sentence.message) if name} <= known
        assert sentence.reason
        assert sentence.letter in "SMART"
        assert sentence.example


def test_the_verbs_of_the_vocabulary_have_its_categories() -> None:
    for action in ACTIONS:
        for listed in action.verbs:
            assert VERBS[listed.split()[0]].category == action.number


@pytest.mark.parametrize(
    ("form", "base"),
    [("criminalize", "criminalise"), ("analyze", "analyse"), ("fulfill", "fulfil"), ("ratify", "ratify")],
)
def test_both_spellings_are_one_verb(form: str, base: str) -> None:
    assert verb(form) == VERBS[base]


@pytest.mark.parametrize(
    ("form", "base"),
    [("ratifying", "ratify"), ("ratifies", "ratify"), ("stopped", "stop"), ("criminalized", "criminalise"),
     ("publishes", "publish"), ("freeing", "free"), ("setting", "set"), ("enjoyment", None)],
)  # fmt: skip
def test_forms_lead_to_their_verb(form: str, base: str | None) -> None:
    assert verb_in_any_form(form) == (base and VERBS[base])


def test_nouns_of_action_lead_to_their_verb_in_both_spellings() -> None:
    assert verb_of_noun("legalization") == verb_of_noun("legalisation") == VERBS["legalise"]


def test_narrower_ways_of_opening_are_no_more_than_wider_ones() -> None:
    for key, row in counted().items():
        wider = counted().get(key._replace(noun=""), row)
        assert all(few <= many for few, many in zip(row, wider, strict=True)), key


def test_the_page_counts_every_rule_and_no_other() -> None:
    told = re.findall(r"^\| `([\w-]+)` \|[^|]+\| ([\d,]+) \| ([\d.]+) \|", PAGE, flags=re.MULTILINE)
    assert sorted(rule for rule, _, _ in told) == sorted(sentences())
    for rule, fires, percent in told:
        assert f"{100 * int(fires.replace(',', '')) / 35_469:.1f}" == percent, rule
