from pathlib import Path

import pytest

from openupr.web.hooks import HOOKS, Hook

PAGES = Path(__file__).parents[3] / "docs" / "pages.md"


@pytest.fixture
def hook():
    made = Hook[str]("kept-for-a-test", key=str.lower)
    yield made
    del HOOKS[made.name]


def test_entries_come_by_their_order_and_then_as_they_were_added(hook):
    hook.add("c", order=60)
    hook.add("b", "a")
    hook.add("first", order=1)
    assert list(hook) == ["first", "b", "a", "c"]


def test_adding_the_same_again_changes_nothing(hook):
    hook.add("Tree", order=10)
    hook.add("tree", order=90)
    assert (list(hook), len(hook)) == (["Tree"], 1)
    assert ("tree" in hook, hook.get("tree"), hook.get("bush")) == (True, "Tree", None)


def test_a_test_can_put_aside_what_apps_added(hook):
    hook.add("a")
    with hook.only("b"):
        assert list(hook) == ["b"]
    assert list(hook) == ["a"]


def test_no_two_hooks_have_one_name(hook):
    with pytest.raises(ValueError, match="already"):
        Hook[str](hook.name)


def test_every_hook_is_in_the_docs():
    documented = PAGES.read_text()
    assert [name for name in HOOKS if f"| `{name}` |" not in documented] == []
