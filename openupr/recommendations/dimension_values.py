"""What a dimension of the record is, and its values: how a person's word becomes one, how it is
read and shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from openupr.index.generations import NoIndex
from openupr.index.reader import Index, open_index
from openupr.index.storage import DamagedIndex
from openupr.upr import actions, groups, ohchr_themes, populations, responses, sdgs, sources, states
from openupr.upr.names import SHORT, UnknownName, fold_name


def index_folder() -> Path:
    """The folder under OPENUPR_HOME that holds the index: derived, it can be deleted and is built
    again.
    """
    return _under(settings.OPENUPR_HOME)


@lru_cache(maxsize=8)
def _under(home: str | Path) -> Path:
    # One Path for one home: to parse and hash it again for every search takes time.
    return Path(home) / "index"


def open_the_index() -> Index | None:
    """The present index, of any edition; None before the first one, or where its files are damaged."""
    try:
        return open_index(index_folder())
    except (NoIndex, DamagedIndex):
        return None


Value = str | int
# Of a source record the fields that the index is made of, as `index_building` reads them.
Record = Mapping[str, Any]

UNKNOWN_STATE = "?"
"""The recommending State where the source itself says that it does not know it."""
UNKNOWN_LABEL = "(Unknown)"
NONE = "none"
"""How a row's lack of a value is written."""
FOUND_NONE = "found-none"
"""The value of a row of which a source looked for values and found none."""
WITHOUT = (FOUND_NONE, None)
"""What a row without a value has, in the order in which both are shown: after all values."""
PREFERRED = "preferred"
"""Among the sources of a record: it is the one counted for its review."""


def find_state_or_unknown(text: str) -> str:
    if text == UNKNOWN_STATE or states.is_unknown_state_label(text) or text.strip().lower() == "unknown":
        return UNKNOWN_STATE
    return states.find_state(text).iso3


def state_label(value: Value) -> str:
    return gettext(UNKNOWN_LABEL if value == UNKNOWN_STATE else states.by_iso3(str(value)).name)


def state_in_a_sentence(state: states.State) -> str:
    """Its name in the page's language, in English with its article."""
    name = gettext(state.name)
    return state.in_a_sentence if name == state.name else name


def other_state_names(value: Value) -> tuple[str, ...]:
    if value == UNKNOWN_STATE:
        return ()
    state = states.by_iso3(str(value))
    return (state.iso3, *(name for name in state.names if name != state.name))


def find_number_of(
    known: Callable[[], set[int]], kind: str, *, is_coming: Callable[[int], bool] = lambda number: False
) -> Callable[[str], int]:
    """`is_coming`: numbers that are none of the known ones yet, and that a record may hold all the
    same.
    """

    def find(text: str) -> int:
        try:
            number = int(text.strip())
        except ValueError:
            # No number is near a word: all of them say what is meant, where they are few.
            few = sorted(known()) if len(known()) <= SHORT else []
            raise UnknownName(kind, text, tuple(map(str, few))) from None
        if number not in known() and not is_coming(number):
            nearest = sorted(known(), key=lambda other: abs(other - number))[:3]
            raise UnknownName(kind, text, tuple(map(str, nearest)))
        return number

    return find


def find_response(text: str) -> str:
    wanted = text.strip().lower()
    for response in responses.RESPONSES:
        if wanted in {response, str(responses.label(response)).lower()}:
            return response
    raise UnknownName("response", text, tuple(responses.RESPONSES))


def find_group_code(find: Callable[[str], groups.StateGroup]) -> Callable[[str], str]:
    def code(text: str) -> str:
        wanted = text.strip()
        # The source's own values stand, known to the vocabulary or not ("Observer").
        if wanted.lower() in {"observer", UNKNOWN_LABEL.lower(), "unknown", UNKNOWN_STATE}:
            return "Observer" if wanted.lower() == "observer" else UNKNOWN_STATE
        return find(wanted).code

    return code


def code_label(value: Value) -> str:
    return gettext(UNKNOWN_LABEL if value == UNKNOWN_STATE else str(value))


def find_action_number(text: str) -> int:
    number = actions.find_action(text)
    if number is None:
        raise UnknownName("action category", text, ("1", "2", "3", "4", "5"))
    return number


def action_label(value: Value) -> str:
    category = actions.ACTIONS[int(value) - 1]
    return f"{category.number} - {gettext('%(label)s action') % {'label': gettext(category.label)}}"


def find_source(text: str) -> str:
    wanted = text.strip().lower()
    for source in sources.SOURCES:
        if wanted in {source.key, source.label.lower()}:
            return source.key
    raise UnknownName("source", text, tuple(s.key for s in sources.SOURCES))


def source_label(value: Value) -> str:
    return gettext("one preferred source per review" if value == PREFERRED else sources.source(str(value)).label)


def paragraph_order(value: Value) -> int:
    """118.9 comes before 118.12."""
    main, _, part = str(value).partition(".")
    digits = "".join(filter(str.isdigit, part))
    return int("".join(filter(str.isdigit, main)) or 0) * 10_000 + min(int(digits or 0), 9_999)


def sdg_order(value: Value) -> int:
    """Targets follow their goal, numbers before letters: 5, 5.1, 5.6, 5.a, 6."""
    goal, _, target = str(value).partition(".")
    if not goal.isdigit():
        return 99_999
    return int(goal) * 100 + (int(target) if target.isdigit() else 50 + ord(target[0]) - ord("a") if target else 0)


def goals_and_targets(record: Record) -> list[str]:
    return sorted({sdg for code in record["sdgs"] for sdg in (code, code.partition(".")[0])})


def targets_of(record: Record) -> list[str]:
    return [code for code in record["sdgs"] if "." in code]


def find_target(text: str) -> str:
    code = sdgs.find_sdg(text)
    if "." not in code:
        targets = [target.code for target in sdgs.TARGETS if target.goal == code]
        raise UnknownName("SDG target", text, tuple(targets[:3]))
    return code


def target_label(value: Value) -> str:
    wording = sdgs.wording_of(str(value))
    return f"{value} {gettext(wording)}" if wording else str(value)


def population_label(value: Value) -> str:
    return gettext(populations.population(str(value)).label)


def find_theme(text: str) -> str:
    """The theme's key; of one that our table has not, the label as the record holds it."""
    try:
        return ohchr_themes.find_theme(text).key
    except UnknownName:
        index = open_the_index()
        known = index.facet_values("theme") if index is not None and "theme" in index.columns else []
        for value, _count in known:
            if fold_name(str(value)) == fold_name(text):
                return str(value)
        raise


def theme_label(value: Value) -> str:
    return gettext(ohchr_themes.label_of_theme(str(value)))


def other_theme_names(value: Value) -> tuple[str, ...]:
    return next(((*theme.other_labels, *theme.codes) for theme in ohchr_themes.THEMES if theme.key == value), ())


def or_found_none(name: str, values: Callable[[Record], Sequence[str]]) -> Callable[[Record], Sequence[str]]:
    """The values of a row; where it has none and a source looked for some, that it found none."""
    return lambda record: values(record) or ([FOUND_NONE] if name in record["judged"] else [])


def is_pledge_record(record: Record) -> bool:
    return bool(record["ask__kind"] == "pledge")


def region_or_unknown(code: str) -> str:
    return UNKNOWN_STATE if code.lower() == UNKNOWN_LABEL.lower() else code


def giver_of(record: Record) -> str | None:
    return None if is_pledge_record(record) else record["ask__from_iso3"] or UNKNOWN_STATE


def givers_region(record: Record) -> str | None:
    return None if is_pledge_record(record) else region_or_unknown(record["from_region"])


def givers_organisations(record: Record) -> Sequence[str]:
    return () if is_pledge_record(record) else [region_or_unknown(code) for code in record["from_organisations"]]


def every_value(value: Value) -> bool:
    """What a dimension lists unless it says otherwise."""
    return True


class About(Enum):
    """What a dimension is about. The ranking of States to ask (`targets`) treats each kind
    differently.
    """

    THEME = auto()
    """What is recommended."""
    GIVER = auto()
    """The recommending State."""
    STATE = auto()
    """The State under Review."""
    REVIEW = auto()
    """The review: all its recommendations from one source have the same value."""
    ENTRY = auto()
    """How one recommendation was answered and printed."""


@lru_cache(10_000, typed=True)
def _label(named_by: Callable[[Value], str], value: Value, language: str) -> str:
    """A page of results has a hundred of them, and to look a text up takes longer than to write
    it.
    """
    return named_by(value)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide the record: pages, API, commands and the index have each of `DIMENSIONS`.

    `multiple`: a recommendation may have several values of it.
    """

    name: str
    title: str | Promise
    about: About
    # What a sentence says of it. A pledge is made by the State under Review (`pledged`).
    phrase: str
    # The value of a row, from the fields that index_building.py reads.
    value_of: Callable[[Record], Value | Sequence[Value] | None]
    found_by: Callable[[str], Value]
    named_by: Callable[[Value], str] = str
    pledged: str = ""
    # Where a sentence says it: places count from the front.
    place: int = 99
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
    # Its values with those that are only suggested; None where nothing is suggested.
    with_suggestions: Callable[[Record], Value | Sequence[Value] | None] | None = None
    # Not every source tells it: a number that depends on it says of how many rows it is known.
    is_code: bool = False
    # A row without a value has none, and that is known.
    none_is_known: bool = False
    # What FOUND_NONE is called, where a source may have looked at every row.
    found_none: str | Promise = ""
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

    def column(self, *, suggested: bool = False) -> str:
        """The index's column of its values; `suggested`: of those, too, that are only suggested."""
        return f"{self.name}-suggested" if suggested and self.with_suggestions else self.name

    def phrase_for(self, *, pledge: bool) -> str:
        """What a sentence says of it, about pledges or about recommendations; not translated
        yet.
        """
        return self.pledged if pledge and self.pledged else self.phrase

    def find(self, text: str) -> Value | None:
        """The value a person means; UnknownName for anything that nothing is called by."""
        if self.found_none and text.strip().lower() in {FOUND_NONE, str(self.found_none).lower()}:
            return FOUND_NONE
        return None if text.strip().lower() == NONE else self.found_by(text)

    def label(self, value: Value | None) -> str:
        """The value in a reader's words."""
        return self.labels([value])[0]

    def labels(self, values: Iterable[Value | None]) -> list[str]:
        """The same of many."""
        language = translation.get_language()
        return [self._label(value, language) for value in values]

    def _label(self, value: Value | None, language: str | None) -> str:
        if value == FOUND_NONE:
            return str(self.found_none)
        return gettext("none") if value is None else _label(self.named_by, value, language)

    def other_names(self, value: Value | None) -> tuple[str, ...]:
        """What else the value is called: the other names and the code of a State."""
        return self.also_named(value) if self.also_named and value not in WITHOUT else ()

    def written(self, value: Value | None) -> str:
        """The value in an address; `find` reads it back."""
        return NONE if value is None else str(value)

    def plain(self, value: Value | None) -> Value | None:
        """The value as programs get it: a number, a response, or the display name, in English."""
        if value is None or self.bare:
            return value
        with translation.override("en"):
            return self.label(value)
