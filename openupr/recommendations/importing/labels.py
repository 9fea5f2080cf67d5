"""Gets at the words inside the values of a JSON source, whichever way they are wrapped."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from openupr.recommendations.importing.lookup import Lookup, Refusal
from openupr.recommendations.importing.rows import OfReview, ReadRow, RefusedRow
from openupr.upr import ohchr_themes
from openupr.upr.cycles import CYCLES, SESSIONS
from openupr.upr.names import UnknownName
from openupr.upr.sdgs import find_sdg, goal_in

# The keys under which an object says what it is, in the order of preference.
_NAMES = ("label", "name", "title", "text", "value", "code")
_DASH = re.compile(r"^\s*[-–]\s+")
_NEXT_DASH = re.compile(r"\n(?=\s*[-–]\s)")
_NUMBER = re.compile(r"\d+", re.ASCII)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
LONGEST_NUMBER, LONGEST_SYMBOL, LONGEST_RESPONSE = 24, 60, 120
_FIRST_SESSION, _LAST_SESSION = SESSIONS[0].number, SESSIONS[-1].number


def labels(value: Any) -> tuple[str, ...]:
    """The words of a value: "Chad", ["Chad"], [{"value": "a1b2", "label": "Chad"}] and {"name":
    "Chad"} are ("Chad",).

    Null, "" and a missing key have none. UHRI puts a dash before its labels, which is no part of
    them; where one text holds several, each has a line and a dash of its own.
    """
    lines = (line for raw in _walk(value) for line in _NEXT_DASH.split(raw))
    return tuple(dict.fromkeys(label for line in lines if (label := _DASH.sub("", line).strip())))


def no_longer_than(longest: int, label: str) -> str:
    """The label, or "" where it is longer than any of its kind: it stays in `raw`, whole."""
    return label if len(label) <= longest else ""


def only(what: str, texts: tuple[str, ...]) -> str:
    """The one label, "" where there is none; refuses a row that has several where one is meant."""
    if len(texts) > 1:
        raise Refusal(", ".join(texts)[:200], f"This row names more than one {what}.")
    return texts[0] if texts else ""


def session_in(texts: tuple[str, ...]) -> int | None:
    """The session in a label such as "44 - November 2023" or "UPR 36"; None where there is no
    label.
    """
    label = only("session", texts)
    if not label:
        return None
    for digits in _NUMBER.findall(label)[:6]:
        if len(digits) <= 3 and _FIRST_SESSION <= int(digits) <= _LAST_SESSION:
            return int(digits)
    raise Refusal(label, f"“{label[:60]}” names no session of the review.")


def cycle_in(texts: tuple[str, ...]) -> int | None:
    """The cycle in a label such as "3", "Cycle 3", "3rd cycle (2017-2022)" or "Third cycle"; None
    without label.
    """
    label = only("cycle", texts)
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


def one_for_each_sender(
    number: int,
    lookup: Lookup,
    understood: Callable[[], tuple[dict[str, Any], tuple[str, ...]]],
    review: Callable[[], OfReview],
) -> Iterator[ReadRow | RefusedRow]:
    """A row for each recommending State of record `number`, and one where none is named; a pledge
    is the State's own.

    `understood` gives the fields that all have in common and the recommending States. A Refusal in
    it refuses the record, one over a recommending State only that State's row. `review` is asked
    for of a refused row only.
    """
    try:
        fields, senders = understood()
    except Refusal as refusal:
        yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason, review=review())
        return
    if fields["kind"] == "pledge":
        yield ReadRow(row=number, from_iso3=fields["iso3"], **fields)
        return
    for sender in senders or ("",):
        try:
            yield ReadRow(row=number, from_iso3=lookup.sender(sender) if sender else "", **fields)
        except Refusal as refusal:
            yield RefusedRow(row=number, value=refusal.value, reason=refusal.reason, review=review())


def review_in(lookup: Lookup, states: Any, sessions: Any, cycles: Any) -> OfReview:
    """The review that the values of a refused row name, as far as each can be read."""
    named = labels(states)
    session = _or_none(session_in, sessions)
    cycle = lookup.cycle_or_none(session) or _or_none(cycle_in, cycles)
    return OfReview(lookup.state_or_none(named[0]) if len(named) == 1 else "", session, cycle)


def _or_none(read: Callable[[tuple[str, ...]], int | None], value: Any) -> int | None:
    try:
        return read(labels(value))
    except Refusal:
        return None


def sdg_labels(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of every field that speaks of Sustainable Development Goals."""
    return tuple(label for key, value in fields.items() if "sdg" in key.lower() for label in labels(value))


def sdgs_in(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(codes of goals and targets, the labels that name none), each once."""
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for label in texts:
        code = _sdg_code(label)
        if code:
            known[code] = None
        else:
            unknown[label] = None
    return tuple(known), tuple(unknown)


class ThemesIn(NamedTuple):
    """OHCHR's themes as the record holds them, the keys of the issues that mean the same, the SDGs
    among them, and warnings about labels that no theme here has.
    """

    themes: tuple[str, ...]
    issues: tuple[str, ...]
    sdgs: tuple[str, ...]
    warnings: tuple[str, ...]


def themes_in(texts: Iterable[str]) -> ThemesIn:
    """What labels of themes mean. An unknown one is kept as it is written."""
    goals = {label: goal_in(label) for label in texts}
    values = {label: ohchr_themes.value_of(label) for label, goal in goals.items() if not goal}
    themes = tuple(dict.fromkeys(values.values()))
    warnings = tuple(
        f"The theme “{label[:60]}” is not known here: the row entered with it as it stands, and no issue for it."
        for label in values
        if not ohchr_themes.is_theme(label)
    )
    return ThemesIn(themes, ohchr_themes.issues_of(themes), tuple(filter(None, goals.values())), warnings)


def warnings_of(lookup: Lookup, session: int | None, cycles: tuple[str, ...], sdgs: Iterable[str]) -> tuple[str, ...]:
    """What of a record's labels was passed over: a cycle that is not the session's, SDGs that are
    in no list.
    """
    warnings = [f"The SDG “{label[:60]}” is not known here: the row entered without it." for label in sdgs]
    if session is not None and cycles:
        cycle = lookup.cycle_of(str(session))
        if _or_none(cycle_in, list(cycles)) != cycle:
            warnings.append(f"“{cycles[0][:60]}” was passed over: session {session} is one of cycle {cycle}.")
    return tuple(warnings)


def when(lookup: Lookup, sessions: tuple[str, ...], cycles: tuple[str, ...]) -> tuple[int | None, int]:
    """(session, cycle).

    The session decides; the cycle's own label counts only where there is no session.
    """
    session = session_in(sessions)
    if session is not None:
        return session, lookup.cycle_of(str(session))
    cycle = cycle_in(cycles)
    if cycle is None:
        raise Refusal("", "This row names neither session nor cycle.")
    return None, cycle


@lru_cache(maxsize=1024)
def _sdg_code(label: str) -> str:
    try:
        return find_sdg(label)
    except UnknownName:
        return ""


def response_in(lookup: Lookup, texts: tuple[str, ...]) -> str:
    """The normalised response.

    No label is an answer still to come; different answers at once are "partly".
    """
    answers = dict.fromkeys(lookup.response(label) for label in texts)
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
