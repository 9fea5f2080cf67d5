"""The audit log tells one act in one sentence, in every app."""

from collections import defaultdict

from openupr.accounts.actions import Action, words_for
from openupr.project.tables import TABLES

from .test_permissions import services

# Which of these was done, to the minute, is not to be read from an audit log: see openupr/attendance/actions.py.
ONE_SENTENCE_ON_PURPOSE = {"register_person", "change_registration", "take_out"}


def test_of_an_action_that_does_several_things_each_has_a_sentence_of_its_own() -> None:
    done: dict[Action, list[str]] = defaultdict(list)
    for table in TABLES:
        for name, service in services(table.app):
            action = getattr(service, "action", None)
            if action is not None and action.recorded:
                done[action].append(name.rpartition(".")[2])
    mute = {
        name
        for action, names in done.items()
        for name in names
        if len(set(names)) > 1 and words_for(f"{action.name}:{name}") is action.does and not _by_value(action, name)
    }
    assert mute == ONE_SENTENCE_ON_PURPOSE


def _by_value(action: Action, name: str) -> bool:
    """Whether a service says its sentence by a value, such as opening and closing."""
    known = (words_for(f"{action.name}:{name}={value}") for value in (True, False, "draft", "proposed"))
    return any(words is not action.does for words in known)
