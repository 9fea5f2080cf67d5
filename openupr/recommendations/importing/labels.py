"""Gets at the words inside the values of a JSON source, whichever way they are wrapped."""

import re
from collections.abc import Iterator
from typing import Any

from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.upr.cycles import CYCLES, SESSIONS

# The keys under which an object says what it is, in the order of preference.
_NAMES = ("label", "name", "title", "text", "value", "code")
_DASH = re.compile(r"^\s*[-–]\s+")
_NUMBER = re.compile(r"\d+", re.ASCII)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_FIRST_SESSION, _LAST_SESSION = SESSIONS[0].number, SESSIONS[-1].number


def labels(value: Any) -> tuple[str, ...]:
    """The words of a value: "Chad", ["Chad"], [{"value": "a1b2", "label": "Chad"}] and {"name": "Chad"} are ("Chad",).

    Null, "" and a missing key have none. UHRI puts a dash before its labels, which is no part of them.
    """
    return tuple(dict.fromkeys(label for raw in _walk(value) if (label := _DASH.sub("", raw).strip())))


def only(what: str, found: tuple[str, ...]) -> str:
    """The one label, "" where there is none; refuses a row that has several where one is meant."""
    if len(found) > 1:
        raise Refusal(", ".join(found)[:200], f"This row names more than one {what}.")
    return found[0] if found else ""


def session_in(found: tuple[str, ...]) -> int | None:
    """The session in a label such as "44 - November 2023" or "UPR 36"; None where there is no label."""
    label = only("session", found)
    if not label:
        return None
    for digits in _NUMBER.findall(label)[:6]:
        if len(digits) <= 3 and _FIRST_SESSION <= int(digits) <= _LAST_SESSION:
            return int(digits)
    raise Refusal(label, f"“{label[:60]}” names no session of the review.")


def cycle_in(found: tuple[str, ...]) -> int | None:
    """The cycle in a label such as "3", "Cycle 3", "3rd cycle (2017-2022)" or "Third cycle"; None without label."""
    label = only("cycle", found)
    if not label:
        return None
    known = {cycle.number for cycle in CYCLES}
    for digits in _NUMBER.findall(label)[:6]:
        if len(digits) == 1 and int(digits) in known:
            return int(digits)
    for number, ordinal in enumerate(_ORDINALS, start=1):
        if ordinal in label.lower() and number in known:
            return number
    raise Refusal(label, f"“{label[:60]}” names no cycle of the review.")


def when(lookup: Lookup, sessions: tuple[str, ...], cycles: tuple[str, ...]) -> tuple[int | None, int]:
    """(session, cycle). The session decides; the cycle's own label counts only where there is no session."""
    session = session_in(sessions)
    if session is not None:
        return session, lookup.cycle_of(str(session))
    cycle = cycle_in(cycles)
    if cycle is None:
        raise Refusal("", "This row names neither session nor cycle.")
    return None, cycle


def response_in(lookup: Lookup, found: tuple[str, ...]) -> str:
    """The normalised response. No label is an answer still to come; different answers at once are "partly"."""
    answers = dict.fromkeys(lookup.response(label) for label in found)
    if not answers:
        return "pending"
    return next(iter(answers)) if len(answers) == 1 else "partly"


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, (int, float)):
        yield f"{value:g}" if isinstance(value, float) else str(value)[:40]
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part)
    elif isinstance(value, dict):
        named = {str(key).lower(): part for key, part in value.items()}
        first = next((named[name] for name in _NAMES if named.get(name) not in (None, "", [])), None)
        yield from _walk(first)
