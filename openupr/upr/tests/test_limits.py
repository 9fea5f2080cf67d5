"""The rules for submissions are dated data: each says where it is from and whether anybody has confirmed it."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from openupr.upr.limits import rule_set, versions
from openupr.upr.names import UnknownName


def test_the_newest_rules_in_force_are_taken_unless_others_are_asked_for() -> None:
    assert rule_set().version == versions()[0] == "2017"
    assert rule_set("2008").superseded


def test_the_limits_are_those_of_the_third_cycle() -> None:
    rules = rule_set("2017")
    assert (rules.unit, rules.limits, rules.from_cycle) == ("words", {"joint": 5630, "individual": 2815}, 3)
    assert rules.outside == {"notes", "annex", "cover"}
    assert (rules.font, rules.size, rules.spacing) == ("Times New Roman", 12.0, 1.0)


@pytest.mark.parametrize("version", versions())
def test_whoever_relies_on_a_set_is_told_where_ohchr_publishes_it_and_what_is_known_of_it(version: str) -> None:
    rules = rule_set(version)
    assert urlsplit(rules.published_at).hostname == "www.ohchr.org"
    assert (rules.remark.endswith("."), bool(rules.remark_source)) == (True, True)


def test_an_unknown_version_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r'No version of the rules is called "1999". Nearest: 2017, 2008.'):
        rule_set("1999")


@pytest.mark.parametrize("version", versions())
def test_a_rule_is_seen_only_where_a_primary_source_alone_bears_it_and_confirmed_only_by_a_person(version: str) -> None:
    for rule in rule_set(version).rules.values():
        assert rule.source
        assert rule.says.endswith(".")
        assert set(rule.mark.split("/")) <= {"S", "M", "K", "own"}
        assert (rule.standing in {"seen", "confirmed"}) == (rule.mark == "S") == (type(rule.seen_on) is date)
        assert rule.confirmed == (type(rule.confirmed_on) is date)
        assert "OpenUPR" not in rule.confirmed_by  # no project confirms itself
        assert not (rule.is_ours and rule.binding)
