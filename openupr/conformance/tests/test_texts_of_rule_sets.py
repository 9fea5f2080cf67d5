"""What a rule set says reaches those who translate."""

from openupr.conformance.rules.texts_of_rule_sets import TEXTS
from openupr.upr.limits import rule_set, versions


def test_every_text_of_a_rule_set_is_found_by_translators() -> None:
    sets = [rule_set(version) for version in versions()]
    said = {text for each in sets for rule in each.rules.values() for text in (rule.title, rule.says)}
    of_sets = {text for each in sets for text in (each.title, each.remark)}
    assert set(TEXTS) == said | of_sets, "Change openupr/conformance/rules/texts_of_rule_sets.py as well."
