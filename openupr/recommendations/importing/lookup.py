"""Looks a source's values up in the vocabulary, each distinct value once."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from openupr.upr.cycles import cycle_of_session
from openupr.upr.issues import from_source
from openupr.upr.names import UnknownName
from openupr.upr.responses import normalise
from openupr.upr.states import find_state, is_unknown_state_label

Found = TypeVar("Found")


class Refusal(Exception):
    """A row that does not enter: the value that was not understood, and why in one sentence."""

    def __init__(self, value: str, reason: str) -> None:
        super().__init__(value, reason)
        self.value = value
        self.reason = reason


def once(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """`find`, asked once for each value, whose LookupError becomes a Refusal (remembered as
    well).
    """
    known: dict[str, Found | Refusal] = {}

    def look(value: str) -> Found:
        answer = known.get(value)
        if answer is None:
            answer = known[value] = _tried(find, value)
        if isinstance(answer, Refusal):
            raise answer.with_traceback(None)
        return answer

    return look


class Lookup:
    """The vocabulary as one source words it.

    Each method raises Refusal for a value it does not know.
    """

    def __init__(self, source: str) -> None:
        self.state = once(lambda value: find_state(value).iso3)
        self.response = once(lambda value: normalise(source, value.strip()))
        self.cycle_of = once(lambda value: cycle_of_session(int(value)))
        self._issues = once(lambda label: tuple(issue.key for issue in from_source(source, label)))

    def sender(self, value: str) -> str:
        """The recommending State's code, "" where the source says that it does not know the
        State.
        """
        return "" if is_unknown_state_label(value) else self.state(value)

    def issues(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The keys of the issues that the labels mean, each once, in the source's order."""
        return tuple(dict.fromkeys(key for label in labels for key in self._issues(label)))

    def state_or_none(self, value: str) -> str:
        """The State's code, "" where the value is none: for a row that is refused anyway."""
        try:
            return self.state(value)
        except Refusal:
            return ""

    def cycle_or_none(self, session: int | None) -> int | None:
        """The cycle of a session, None where there is no such session."""
        try:
            return None if session is None else self.cycle_of(str(session))
        except Refusal:
            return None

    def knows_issue(self, label: str) -> bool:
        """Whether the label is in the source's list."""
        try:
            self._issues(label)
        except Refusal:
            return False
        return True


def _tried(find: Callable[[str], Found], value: str) -> Found | Refusal:
    try:
        return find(value)
    except Refusal as refusal:
        return refusal
    except UnknownName as unknown:
        return Refusal(value, str(unknown))
    except KeyError:  # a vocabulary that is not there is our fault, not the row's
        raise
    except LookupError as unknown:
        return Refusal(value, str(unknown))
