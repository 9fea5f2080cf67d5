"""All checks on one file of somebody unknown, in a process of its own."""

from openupr.files.limits import MAX_WORD_SECONDS
from openupr.files.own_process import call
from openupr.files.word import read_word
from openupr.upr.limits import Kind, RuleSet

from .conformance import Conformance, conformance

_BADLY = "This file takes too long or too much memory to check. Remove what is not part of the submission."


def checked_apart(data: bytes, *, kind: Kind | None, rules: RuleSet) -> Conformance:
    """What the checks found. Raises RefusedFile."""
    checked: Conformance = call(
        f"{__name__}:checked_here", data, kind, rules, seconds=MAX_WORD_SECONDS, needs=("lxml",), badly=_BADLY
    )
    return checked


def checked_here(data: bytes, kind: Kind | None, rules: RuleSet) -> Conformance:
    """The same in this process. Raises RefusedFile."""
    return conformance(read_word(data), kind=kind, rules=rules)
