import pytest

from openupr.upr.actions import ACTIONS, find_action
from openupr.upr.names import UnknownName


def test_the_five_categories_are_numbered_in_order() -> None:
    assert [(action.number, action.label) for action in ACTIONS] == [
        (1, "Minimal"),
        (2, "Continuing"),
        (3, "Considering"),
        (4, "General"),
        (5, "Specific"),
    ]
    assert all(action.meaning and action.verbs for action in ACTIONS)


@pytest.mark.parametrize(
    "value", [5, 5.0, "5", "5.0", " 5 ", "Specific", "specific action", "5 - Specific action", "5 – Specific action"]
)
def test_a_category_is_found_by_number_and_label(value: object) -> None:
    assert find_action(value) == 5


@pytest.mark.parametrize("value", [None, "", "  "])
def test_an_empty_value_is_no_category(value: object) -> None:
    assert find_action(value) is None


@pytest.mark.parametrize("value", [0, 6, "5.5", "55", "Strong action", -1])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(UnknownName, match="No action category is called"):
        find_action(value)
