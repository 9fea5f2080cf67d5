"""Pages declare address, right and method on the view; services their line in the log."""

import pytest
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import ACCOUNTS, EVERYBODY, words_for
from openupr.accounts.actions import TABLE as ACCOUNTS_TABLE
from openupr.accounts.pages import url_patterns_of

NAME_OPERATOR = next(action for action in ACCOUNTS_TABLE.actions if action.name == "accounts.name_operator")


def test_a_page_is_part_of_the_action_that_its_view_names() -> None:
    reverse("accounts:close")  # the pages are there
    by_route = {route: action for action in ACCOUNTS_TABLE.actions for route in action.routes}
    assert by_route["accounts:close"].who == ACCOUNTS
    assert by_route["accounts:room"].who == EVERYBODY


def test_of_two_addresses_that_fit_the_one_with_more_fixed_parts_comes_first() -> None:
    assert resolve("/invitation/").view_name == "accounts:invitation"
    addresses = [str(pattern.pattern) for pattern in url_patterns_of("openupr.accounts")]
    assert addresses.index("invitation/") < addresses.index("invitation/<str:secret>/sheet/")
    assert resolve("/server/restore/7/").view_name == "accounts:restore-account"


def test_a_sentence_of_the_audit_log_that_is_not_translated_is_refused() -> None:
    with pytest.raises(TypeError, match="in English for everybody"):
        act(NAME_OPERATOR, "Prune a tree")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="in English for everybody"):
        act(NAME_OPERATOR, {True: "Prune a tree"}, varies_by="now")  # type: ignore[dict-item]


def test_a_service_says_in_the_audit_log_what_it_did_under_its_older_name_too() -> None:
    @act(NAME_OPERATOR, _("Back"), was="prune")
    def prune_tree(*, by: object) -> None:
        """Nothing is really pruned."""

    assert words_for("accounts.name_operator:prune_tree") == words_for("accounts.name_operator:prune") == "Back"
