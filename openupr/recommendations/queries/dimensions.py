"""What the record can be filtered, counted and taken apart by: one `Dimension` each, in the order pages show them.

A dimension turns what a person writes into the value the index holds (`find`), and that value back into what a
person reads (`label`), a program gets (`plain`) and an address holds (`written`). The value of a row without one is
None, written "none".
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openupr.upr import actions, cycles, groups, issues, responses, sdgs, sources, states
from openupr.upr.names import SHORT, UnknownName

Value = str | int

UNKNOWN_STATE = "?"
"""The recommending State where the source itself says that it does not know it."""
UNKNOWN_LABEL = "(Unknown)"
NONE = "none"
"""How a row's lack of a value is written."""
PREFERRED = "preferred"
"""Among the sources of a record: it is the one counted for its review."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to take the record apart. `multiple`: a recommendation may have several values of it."""

    name: str
    title: str | Promise
    found_by: Callable[[str], Value]
    named_by: Callable[[Value], str]
    multiple: bool = False
    # What else a value is called by those who look for it in a list.
    also_named: Callable[[Value], tuple[str, ...]] | None = None
    # Programs get the index's value itself: a number, or one of `responses.RESPONSES`.
    bare: bool = False

    @property
    def parameter(self) -> str:
        """Its name in an address."""
        return self.name

    @property
    def excluding_parameter(self) -> str:
        """Its name in an address where rows that have a value are kept out."""
        return f"not-{self.name}"

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


def _find_code(find: Callable[[str], groups.Group]) -> Callable[[str], str]:
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


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("state", _("State under Review"), _find_state, _state_label, also_named=_other_names),
    Dimension("from", _("Recommending State"), _find_state, _state_label, also_named=_other_names),
    Dimension("response", _("Response"), _find_response, lambda v: str(responses.label(str(v))), bare=True),
    Dimension(
        "issue",
        _("Issue"),
        lambda t: issues.find_issue(t).key,
        lambda v: issues.issue(str(v)).label,
        multiple=True,
    ),
    Dimension("action", _("Action category"), _find_action, lambda v: str(actions.ACTIONS[int(v) - 1]), bare=True),
    Dimension(
        "session",
        _("Session"),
        _find_number(lambda: {s.number for s in cycles.SESSIONS}, "session"),
        str,
        bare=True,
    ),
    Dimension(
        "cycle",
        _("Cycle"),
        _find_number(lambda: {c.number for c in cycles.CYCLES}, "cycle"),
        str,
        bare=True,
    ),
    Dimension("region", _("Region of the State under Review"), _find_code(groups.find_region), _code_label),
    Dimension("from-region", _("Region of the recommending State"), _find_code(groups.find_region), _code_label),
    Dimension(
        "organisation",
        _("Organisation of the State under Review"),
        _find_code(groups.find_organisation),
        _code_label,
        multiple=True,
    ),
    Dimension(
        "from-organisation",
        _("Organisation of the recommending State"),
        _find_code(groups.find_organisation),
        _code_label,
        multiple=True,
    ),
    Dimension(
        "sdg",
        pgettext_lazy("Sustainable Development Goal", "SDG"),
        lambda t: sdgs.find_sdg(t),
        lambda v: str(v),
        multiple=True,
    ),
    Dimension("source", _("Source"), _find_source, _source_label, multiple=True),
)
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


def dimension(name: str) -> Dimension:
    """The dimension of this name; UnknownName, which lists them, for any other."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise UnknownName("dimension", name, tuple(BY_NAME)) from None
