"""Values of dimensions: how a person's word becomes one, how a reader sees it, where it stands among others."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from openupr.upr import actions, groups, ohchr_themes, populations, responses, sdgs, sources, states
from openupr.upr.names import SHORT, UnknownName, fold_name

from .index_files import open_the_index

Value = str | int
# Of a source record the fields that the index is made of, as `build_index.records` reads them.
Record = Mapping[str, Any]

UNKNOWN_STATE = "?"
"""The recommending State where the source itself says that it does not know it."""
UNKNOWN_LABEL = "(Unknown)"
NONE = "none"
"""How a row's lack of a value is written."""
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
    """`is_coming`: numbers that are none of the known ones yet, and that a record may hold all the same."""

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
    """118.9 stands before 118.12."""
    main, _, part = str(value).partition(".")
    digits = "".join(filter(str.isdigit, part))
    return int("".join(filter(str.isdigit, main)) or 0) * 10_000 + min(int(digits or 0), 9_999)


def sdg_order(value: Value) -> int:
    """Targets stand under their goal, numbers before letters: 5, 5.1, 5.6, 5.a, 6."""
    goal, _, target = str(value).partition(".")
    if not goal.isdigit():
        return 99_999
    return int(goal) * 100 + (int(target) if target.isdigit() else 50 + ord(target[0]) - ord("a") if target else 0)


def goals_and_targets(record: Record) -> list[str]:
    return sorted({each for code in record["sdgs"] for each in (code, code.partition(".")[0])})


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
