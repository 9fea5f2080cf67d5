import re
from pathlib import Path

import pytest

from openupr.web.hooks import HOOKS, Hook

APPS = Path(__file__).parents[2]
# What the entries of a hook are, and its name.
DECLARED = re.compile(r"\w+ = Hook\[(.*)\]\(\"(\w+)\"")


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


def test_every_hook_says_beside_it_what_an_entry_is():
    """A comment above it, a docstring below it, or the docstring of the one class of its entries."""
    modules = [path.read_text() for path in APPS.rglob("*.py") if "tests" not in path.parts]
    described = {
        name for text in modules for name in re.findall(r"^class (\w+)(?:\(.*\))?:\n    \"\"\"", text, re.MULTILINE)
    }
    said = {
        found[2]
        for text in modules
        for above, line, below in zip(*[text.split("\n")[start:] for start in range(3)], strict=False)
        if (found := DECLARED.match(line))
        and (above.startswith("#") or below.startswith('"""') or found[1] in described)
    }
    assert set(HOOKS) - said == set()
