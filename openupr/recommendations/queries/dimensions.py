"""What the record can be filtered, counted and taken apart by: one `Dimension` each, in the order pages show them.

A dimension turns what a person writes into the value the index holds (`find`), and that value back into what a
person reads (`label`), a program gets (`plain`) and an address holds (`written`). The value of a row without one is
None, written "none".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openupr.upr import actions, cycles, groups, issues, populations, responses, sdgs, sources, states, symbols
from openupr.upr.names import SHORT, UnknownName

Value = str | int
# Of a source record the fields that the index is made of, as `build_index.records` reads them.
Record = Mapping[str, Any]

_PARAGRAPH = re.compile(r"\s*(?:para(?:graph)?\.?\s*)?(\d{1,3}(?:\.\d{1,3})*(?:\s?\(?[a-z]\)?)?)\.?\s*", re.IGNORECASE)
UNKNOWN_STATE = "?"
"""The recommending State where the source itself says that it does not know it."""
UNKNOWN_LABEL = "(Unknown)"
NONE = "none"
"""How a row's lack of a value is written."""
PREFERRED = "preferred"
"""Among the sources of a record: it is the one counted for its review."""


def every_value(value: Value) -> bool:
    """What a dimension lists unless it says otherwise."""
    return True


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to take the record apart: adding one to `DIMENSIONS` is enough for pages, API, commands and the index.

    `multiple`: a recommendation may have several values of it.
    """

    name: str
    title: str | Promise
    # What a sentence says of it, and where: places count from the front. A pledge is made by the State under Review.
    place: int
    phrase: str
    # The value of a row, from the fields that services/build_index.py reads.
    value_of: Callable[[Record], Value | Sequence[Value] | None]
    found_by: Callable[[str], Value]
    named_by: Callable[[Value], str] = str
    pledged: str = ""
    # The place of a value, where values follow one another: all of them are shown then.
    sequence: Callable[[Value], int] | None = None
    # Results can be sorted by it.
    sorts: bool = False
    multiple: bool = False
    # A pledge has it, too: its State is both the one that speaks and the one under review.
    of_pledges: bool = True
    # What else a value is called by those who look for it in a list.
    also_named: Callable[[Value], tuple[str, ...]] | None = None
    # Programs get the index's value itself: a number, or one of `responses.RESPONSES`.
    bare: bool = False
    # Which values are listed and counted; others can only be asked for.
    is_listed: Callable[[Value], bool] = every_value
    # So many values that a page lists them only where a filter on one of these leaves few.
    listed_with: tuple[str, ...] = ()

    @property
    def parameter(self) -> str:
        """Its name in an address."""
        return self.name

    @property
    def excluding_parameter(self) -> str:
        """Its name in an address where rows that have a value are kept out."""
        return f"not-{self.name}"

    def phrase_for(self, *, pledge: bool) -> str:
        """What a sentence says of it, about pledges or about recommendations; not translated yet."""
        return self.pledged if pledge and self.pledged else self.phrase

    def find(self, text: str) -> Value | None:
        """The value a person means; UnknownName for anything that nothing is called by."""
        return None if text.strip().lower() == NONE else self.found_by(text)

    def label(self, value: Value | None) -> str:
        """The value in a reader's words."""
        return gettext("none") if value is None else self.named_by(value)

    def other_names(self, value: Value | None) -> tuple[str, ...]:
        """What else the value is called: the other names and the code of a State."""
        return self.also_named(value) if self.also_named and value is not None else ()

    def written(self, value: Value | None) -> str:
        """The value in an address; `find` reads it back."""
        return NONE if value is None else str(value)

    def plain(self, value: Value | None) -> Value | None:
        """The value as programs get it: a number, a response, or the display name."""
        if value is None or self.bare:
            return value
        return self.label(value)


def _find_state(text: str) -> str:
    if text == UNKNOWN_STATE or states.is_unknown_state_label(text) or text.strip().lower() == "unknown":
        return UNKNOWN_STATE
    return states.find_state(text).iso3


def _state_label(value: Value) -> str:
    return UNKNOWN_LABEL if value == UNKNOWN_STATE else states.by_iso3(str(value)).name


def _other_names(value: Value) -> tuple[str, ...]:
    if value == UNKNOWN_STATE:
        return ()
    state = states.by_iso3(str(value))
    return (state.iso3, *(name for name in state.names if name != state.name))


def _find_number(known: Callable[[], set[int]], kind: str) -> Callable[[str], int]:
    def find(text: str) -> int:
        try:
            number = int(text.strip())
        except ValueError:
            # No number is near a word: all of them say what is meant, where they are few.
            few = sorted(known()) if len(known()) <= SHORT else []
            raise UnknownName(kind, text, tuple(map(str, few))) from None
        if number not in known():
            nearest = sorted(known(), key=lambda other: abs(other - number))[:3]
            raise UnknownName(kind, text, tuple(map(str, nearest)))
        return number

    return find


def _find_response(text: str) -> str:
    wanted = text.strip().lower()
    for response in responses.RESPONSES:
        if wanted in {response, str(responses.label(response)).lower()}:
            return response
    raise UnknownName("response", text, tuple(responses.RESPONSES))


def _find_code(find: Callable[[str], groups.StateGroup]) -> Callable[[str], str]:
    def code(text: str) -> str:
        wanted = text.strip()
        # The source's own values stand, known to the vocabulary or not ("Observer").
        if wanted.lower() in {"observer", UNKNOWN_LABEL.lower(), "unknown", UNKNOWN_STATE}:
            return "Observer" if wanted.lower() == "observer" else UNKNOWN_STATE
        return find(wanted).code

    return code


def _code_label(value: Value) -> str:
    return UNKNOWN_LABEL if value == UNKNOWN_STATE else str(value)


def _find_action(text: str) -> int:
    number = actions.find_action(text)
    if number is None:
        raise UnknownName("action category", text, ("1", "2", "3", "4", "5"))
    return number


def _find_source(text: str) -> str:
    wanted = text.strip().lower()
    for source in sources.SOURCES:
        if wanted in {source.key, source.label.lower()}:
            return source.key
    raise UnknownName("source", text, tuple(s.key for s in sources.SOURCES))


def _source_label(value: Value) -> str:
    return gettext("one preferred source per review") if value == PREFERRED else sources.source(str(value)).label


def _find_paragraph(text: str) -> str:
    found = _PARAGRAPH.fullmatch(text)
    if found is None:
        raise UnknownName("paragraph number", text)
    return found[1]


def _paragraph_order(value: Value) -> int:
    """118.9 stands before 118.12."""
    main, _, part = str(value).partition(".")
    digits = "".join(filter(str.isdigit, part))
    return int("".join(filter(str.isdigit, main)) or 0) * 10_000 + min(int(digits or 0), 9_999)


def _sdg_order(value: Value) -> int:
    """Targets stand under their goal, numbers before letters: 5, 5.1, 5.6, 5.a, 6."""
    goal, _, target = str(value).partition(".")
    if not goal.isdigit():
        return 99_999
    return int(goal) * 100 + (int(target) if target.isdigit() else 50 + ord(target[0]) - ord("a") if target else 0)


def _goals_and_targets(record: Record) -> list[str]:
    return sorted({each for code in record["sdgs"] for each in (code, code.partition(".")[0])})


def _targets(record: Record) -> list[str]:
    return [code for code in record["sdgs"] if "." in code]


def _find_target(text: str) -> str:
    code = sdgs.find_sdg(text)
    if "." not in code:
        targets = [target.code for target in sdgs.TARGETS if target.goal == code]
        raise UnknownName("SDG target", text, tuple(targets[:3]))
    return code


def _target_label(value: Value) -> str:
    wording = sdgs.wording_of(str(value))
    return f"{value} {wording}" if wording else str(value)


def _group_label(value: Value) -> str:
    return populations.population(str(value)).label


def _is_pledge(record: Record) -> bool:
    return bool(record["ask__kind"] == "pledge")


def _region(code: str) -> str:
    return UNKNOWN_STATE if code.lower() == UNKNOWN_LABEL.lower() else code


def _giver(record: Record) -> str | None:
    return None if _is_pledge(record) else record["ask__from_iso3"] or UNKNOWN_STATE


def _givers_region(record: Record) -> str | None:
    return None if _is_pledge(record) else _region(record["from_region"])


def _givers_organisations(record: Record) -> Sequence[str]:
    return () if _is_pledge(record) else [_region(code) for code in record["from_organisations"]]


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "state",
        _("State under Review"),
        place=1,
        phrase=gettext_noop("to %(value)s"),
        pledged=gettext_noop("by %(value)s"),
        value_of=itemgetter("ask__review__iso3"),
        found_by=_find_state,
        named_by=_state_label,
        also_named=_other_names,
    ),
    Dimension(
        "from",
        _("Recommending State"),
        place=4,
        phrase=gettext_noop("from %(value)s"),
        value_of=_giver,
        found_by=_find_state,
        named_by=_state_label,
        also_named=_other_names,
        of_pledges=False,
    ),
    Dimension(
        "response",
        _("Response"),
        place=7,
        phrase=gettext_noop("answered “%(value)s”"),
        value_of=itemgetter("response"),
        found_by=_find_response,
        named_by=lambda v: str(responses.label(str(v))),
        sequence=lambda v: responses.RESPONSES.index(str(v)) if v in responses.RESPONSES else 99,
        bare=True,
        of_pledges=False,
    ),
    Dimension(
        "issue",
        _("Issue"),
        place=8,
        phrase=gettext_noop("on %(value)s"),
        value_of=itemgetter("issues"),
        found_by=lambda t: issues.find_issue(t).key,
        named_by=lambda v: issues.issue(str(v)).label,
        multiple=True,
    ),
    Dimension(
        "action",
        _("Action category"),
        place=9,
        phrase=gettext_noop("of action category %(value)s"),
        value_of=itemgetter("action"),
        found_by=_find_action,
        named_by=lambda v: str(actions.ACTIONS[int(v) - 1]),
        sequence=int,
        bare=True,
    ),
    Dimension(
        "session",
        _("Session"),
        place=11,
        phrase=gettext_noop("in session %(value)s"),
        value_of=itemgetter("ask__review__session"),
        found_by=_find_number(lambda: {s.number for s in cycles.SESSIONS}, "session"),
        sequence=int,
        sorts=True,
        bare=True,
    ),
    Dimension(
        "year",
        _("Year of the review"),
        place=12,
        phrase=gettext_noop("reviewed in %(value)s"),
        value_of=lambda record: cycles.year_of_session(record["ask__review__session"]),
        found_by=_find_number(lambda: set(cycles.YEARS), "year"),
        sequence=int,
        bare=True,
    ),
    Dimension(
        "cycle",
        _("Cycle"),
        place=13,
        phrase=gettext_noop("in cycle %(value)s"),
        value_of=itemgetter("ask__review__cycle"),
        found_by=_find_number(lambda: {c.number for c in cycles.CYCLES}, "cycle"),
        sequence=int,
        bare=True,
    ),
    Dimension(
        "region",
        _("Region of the State under Review"),
        place=2,
        phrase=gettext_noop("to States of the region %(value)s"),
        pledged=gettext_noop("by States of the region %(value)s"),
        value_of=lambda record: _region(record["state_region"]),
        found_by=_find_code(groups.find_region),
        named_by=_code_label,
    ),
    Dimension(
        "from-region",
        _("Region of the recommending State"),
        place=5,
        phrase=gettext_noop("from States of the region %(value)s"),
        value_of=_givers_region,
        found_by=_find_code(groups.find_region),
        named_by=_code_label,
        of_pledges=False,
    ),
    Dimension(
        "organisation",
        _("Organisation of the State under Review"),
        place=3,
        phrase=gettext_noop("to members of %(value)s"),
        pledged=gettext_noop("by members of %(value)s"),
        value_of=itemgetter("state_organisations"),
        found_by=_find_code(groups.find_organisation),
        named_by=_code_label,
        multiple=True,
    ),
    Dimension(
        "from-organisation",
        _("Organisation of the recommending State"),
        place=6,
        phrase=gettext_noop("from members of %(value)s"),
        value_of=_givers_organisations,
        found_by=_find_code(groups.find_organisation),
        named_by=_code_label,
        multiple=True,
        of_pledges=False,
    ),
    Dimension(
        "sdg",
        pgettext_lazy("Sustainable Development Goal", "SDG"),
        place=10,
        phrase=gettext_noop("serving SDG %(value)s"),
        value_of=_goals_and_targets,
        found_by=sdgs.find_sdg,
        sequence=_sdg_order,
        multiple=True,
        # A target is asked for like a goal, and counted under "target".
        is_listed=lambda value: "." not in str(value),
    ),
    Dimension(
        "target",
        pgettext_lazy("Sustainable Development Goal", "SDG target"),
        place=15,
        phrase=gettext_noop("serving SDG target %(value)s"),
        value_of=_targets,
        found_by=_find_target,
        named_by=_target_label,
        sequence=_sdg_order,
        multiple=True,
    ),
    Dimension(
        "group",
        _("Group of people"),
        place=16,
        phrase=gettext_noop("about %(value)s"),
        value_of=itemgetter("persons"),
        found_by=lambda t: populations.find_population(t).key,
        named_by=_group_label,
        multiple=True,
    ),
    Dimension(
        "symbol",
        _("Document symbol"),
        place=17,
        phrase=gettext_noop("in %(value)s"),
        value_of=itemgetter("symbol"),
        found_by=lambda t: symbols.parse_symbol(t.upper()).text,
        listed_with=("state",),
    ),
    Dimension(
        "number",
        _("Paragraph number"),
        place=18,
        phrase=gettext_noop("with the number %(value)s"),
        value_of=itemgetter("number"),
        found_by=_find_paragraph,
        sequence=_paragraph_order,
        listed_with=("state", "symbol"),
    ),
    Dimension(
        "source",
        _("Source"),
        place=14,
        phrase=gettext_noop("as recorded by %(value)s"),
        value_of=lambda record: [record["source"], *([PREFERRED] if record["preferred"] else [])],
        found_by=_find_source,
        named_by=_source_label,
        multiple=True,
        is_listed=lambda value: value != PREFERRED,
    ),
)
IN_A_SENTENCE = tuple(sorted(DIMENSIONS, key=lambda dimension: dimension.place))
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


def dimension(name: str) -> Dimension:
    """The dimension of this name; UnknownName, which lists them, for any other."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise UnknownName("dimension", name, tuple(BY_NAME)) from None
