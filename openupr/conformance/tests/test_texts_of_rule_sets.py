"""What a rule set says reaches those who translate."""

from openupr.conformance.rules.texts_of_rule_sets import TEXTS
from openupr.upr.limits import rule_set, versions


def test_every_text_of_a_rule_set_is_found_by_translators() -> None:
    rules = [rule for version in versions() for rule in rule_set(version).rules.values()]
    assert set(TEXTS) == {text for rule in rules for text in (rule.title, rule.says)}, (
        "Change openupr/conformance/rules/texts_of_rule_sets.py as well."
    )
