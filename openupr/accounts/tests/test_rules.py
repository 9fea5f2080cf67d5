"""Names and codes, whatever people type."""

from hypothesis import example, given
from hypothesis import strategies as st

from openupr.accounts.actions import Action, NotPermitted, Role
from openupr.accounts.rules import (
    CODE_SIGNS,
    hashed,
    is_usable_username,
    new_code,
    new_link_secret,
    new_secret,
    tidy_called,
    tidy_code,
    tidy_username,
)


@given(st.text())
def test_a_tidied_name_stays_as_it_is(typed: str) -> None:
    once = tidy_username(typed)
    assert tidy_username(once) == once or not is_usable_username(once)


@given(st.text())
def test_a_usable_name_can_be_printed_in_one_line_and_nothing_can_hide_in_it(typed: str) -> None:
    name = tidy_username(typed)
    if is_usable_username(name):
        assert name.isprintable()
        assert not set(name) & set(" \t\n\u200b\u202e<>&'\"/\\@")


@given(st.text())
@example("0\r\x1b\x850")
def test_what_others_call_somebody_is_one_line_that_turns_nothing_around(typed: str) -> None:
    called = tidy_called(typed)
    assert tidy_called(called) == called
    assert not set(called) & set("\n\r\t\x00\u202e\u2066")


def test_khmer_and_its_invisible_word_breaks_stay() -> None:
    assert tidy_called("  សុភា\u200bដី \n") == "សុភា\u200bដី"
    assert tidy_called("Sophea\u202e (coordinator)") == "Sophea (coordinator)"
    assert tidy_called("Sophea\r\x1b\rof the river") == "Sophea of the river"


def test_names_of_any_script_are_usable() -> None:
    for name in ("sophea", "សុភា", "นารี", "nguyễn", "dara-2", "chan_k", "m.sok"):
        assert is_usable_username(tidy_username(name)), name
    for name in ("", "x", "a b", "---", "a" * 61, "a@b.org", "a\u202eb"):
        assert not is_usable_username(tidy_username(name)), name


@given(st.text())
def test_a_code_is_read_however_it_is_typed(between: str) -> None:
    code = new_code()
    assert set(code) <= set(CODE_SIGNS)
    assert not set(code) & set("0O1IL5S2ZB8AEU")
    assert tidy_code(f" {code[:2].lower()} {code[2:4]}-{code[4:]}") == code
    tidy_code(between)


def test_secrets_differ_and_cannot_be_read_from_what_is_kept() -> None:
    some = {new_secret() for _ in range(100)}
    assert len(some) == 100
    assert all(len(secret) == 32 for secret in some)
    assert len({new_link_secret() for _ in range(100)}) == 100
    assert len(hashed("a")) == 64


def test_who_may_not_is_told_what_they_are_here_in_words_that_are_true_of_the_whole_coalition_too() -> None:
    worked = Action("trees.graft", "Graft a tree", frozenset({Role.COORDINATOR, Role.MEMBER}))
    led = Action("trees.sell", "Sell a tree", frozenset({Role.COORDINATOR}))

    def told(action: Action, *roles: Role) -> str:
        return str(NotPermitted(action, frozenset({Role.SIGNED_IN, *roles}))).partition(". ")[2]

    assert told(worked, Role.PARTICIPANT) == "You are here as participant, but not in a group that may."
    assert told(led, Role.PARTICIPANT) == "You are here as participant."
    assert told(led, Role.PARTICIPANT, Role.MEMBER) == "You are here as member of the group."
    assert told(worked, Role.OBSERVER) == "You are here as observer."
    assert told(worked) == ""
