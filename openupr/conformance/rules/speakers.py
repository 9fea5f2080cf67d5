"""Who speaks: organisations named first, a paragraph on each, key words, an introduction."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import filterfalse, pairwise

from openupr.files.word import ReadParagraph
from openupr.upr.limits import Kind, RuleSet
from openupr.upr.names import fold_name

from .finding import ConformanceFinding, gettext_noop, place, places
from .parts import Parts, looks_like_heading
from .subject import states_in
from .vocabulary import pattern, threshold, words

_INITIALS = re.compile(r"\(([A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*)\)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_AND = re.compile(r"^\s*(?:and|et|y|&)\s+")
_AND_THE = re.compile(r"\s+(?:and|et|y|&)\s+(?:the\s+|la\s+|le\s+|el\s+|l[’'])?")
_LONGEST_NAME = 12  # words
_LONGEST_LIST = 4000  # characters of one paragraph: room for a hundred names, and no work for whoever sends a million
_TAKEN = "\u2060"  # stands where a name was
_ITS_INITIALS = re.compile(rf"{_TAKEN}[^\w(]{{0,3}}{_INITIALS.pattern}")

_NAMED = gettext_noop("At least {number} names that look like organisations stand at the beginning.")
_ONLY_ONE = gettext_noop(
    "Only one name that looks like an organisation stands at the beginning: are all of them named?"
)
_NOBODY = gettext_noop("No name that looks like an organisation was recognised at the beginning: are they named there?")
NOBODY_ASKED = gettext_noop(
    "No organisation has been asked to sign yet, so the cover names none. An organisation that signs and agrees to "
    "be named is put there."
)
NOBODY_NAMED = gettext_noop("The cover names no organisation: none has signed this text and agreed to be named.")
_NOT_JOINT = gettext_noop("Only a joint submission is asked to name all organisations that submit it.")
_NOT_SAID = gettext_noop(
    "{number} names that look like organisations stand at the beginning, but not that they submit this."
)


def organisations(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Names that look like organisations, and words that they submit; names stay uncertain.

    Only for joint submissions.
    """
    if kind != "joint":
        yield ConformanceFinding(rules.rules["organisations"], "pass", _NOT_JOINT)
        return
    rule = rules.rules["organisations"]
    if parts.known and parts.known.nobody_named:
        yield ConformanceFinding(rule, "look", NOBODY_ASKED if parts.known.nobody_asked else NOBODY_NAMED)
        return
    speakers = named_speakers(parts)
    is_said = any(pattern("parts", "submitted_by").search(paragraph.text) for paragraph in parts.beginning)
    where = places(list({id(paragraph): paragraph for paragraph in speakers.values()}.values()))
    values = {"number": len(speakers)}
    if not speakers:
        yield ConformanceFinding(rule, "look", _NOBODY)
    elif len(speakers) == 1:
        yield ConformanceFinding(rule, "look", _ONLY_ONE, values, where)
    else:
        yield ConformanceFinding(rule, "pass" if is_said else "look", _NAMED if is_said else _NOT_SAID, values, where)


def named_speakers(parts: Parts) -> dict[str, ReadParagraph]:
    """{name: first paragraph} of probable organisations.

    Known by a word such as Association, by initials, or in a list after words such as "submitted
    by". Only on the cover, in short lines and where submitters are listed: the text names others,
    too.
    """
    speakers: dict[str, ReadParagraph] = {}
    on_cover = {id(paragraph) for paragraph in parts.cover}
    listing = is_of_them = False
    for paragraph in parts.beginning:
        text = paragraph.text[:_LONGEST_LIST]
        cue = pattern("parts", "submitted_by").search(text)
        if looks_like_heading(paragraph):
            is_of_them = bool(cue)
        if cue:
            listing, names = True, _listed(text[cue.end() :])
        elif listing and paragraph.level == 0 and paragraph.numbering != "number":
            names = _listed(text)
        else:
            listing, names = False, ()
        is_short = paragraph.words <= _LONGEST_NAME and paragraph.numbering != "number"
        is_looked_at = cue or listing or is_of_them or is_short or id(paragraph) in on_cover
        in_small = _in_small_letters(text) if id(paragraph) in on_cover or is_of_them else ()
        likely = in_small or [name for name in organisations_in(text) if is_looked_at and (not names or " " in name)]
        for name in filterfalse(_is_of_states, (*likely, *names)):
            speakers.setdefault(name, paragraph)
    return speakers


def _is_of_states(name: str) -> bool:
    """A State, or a body of States: named on many a cover, and no organisation that submits."""
    of_state = {fold_name(own_name) for state in states_in(name) for own_name in state.names}
    return fold_name(name) in of_state or bool(pattern("parts", "body_of_states").search(name))


def _listed(text: str) -> tuple[str, ...]:
    """Names in a list between commas or semicolons; not in a sentence or label ("Contact:")."""
    plain = _IN_BRACKETS.sub("", text).strip(" :\n\t–-•")
    if plain.endswith(".") or pattern("parts", "no_organisation").search(plain):
        return ()
    items = [_AND.sub("", item).strip() for item in re.split(r"[,;•\n]", plain)]
    short = [name for item in items for name in _apart(item) if name and len(name.split()) <= _LONGEST_NAME]
    return tuple(item for item in short if not item[0].islower() and any(map(str.isalpha, item)))


def organisations_in(text: str) -> tuple[str, ...]:
    """Probable names of organisations: capitalised words with one such as Association, or initials.

    A name with its initials is one.
    """
    matches = map(str.strip, _organisation().findall(text))
    names = dict.fromkeys(name for match in matches for name in _apart(match) if len(name.split()) > 1)
    rest = _ITS_INITIALS.sub(" ", _organisation().sub(_TAKEN, text))
    return (*names, *dict.fromkeys(_INITIALS.findall(rest)))


def _in_small_letters(text: str) -> tuple[str, ...]:
    """French and Spanish names of a line, "Ligue sénégalaise des droits humains, Réseau rural".

    Each begins with a word for an organisation and continues in small letters.
    """
    names = _listed(text) if ":" not in text and not pattern("parts", "cover").search(text) else ()
    return names if names and all(_french_or_spanish().match(name) for name in names) else ()


@cache
def _french_or_spanish() -> re.Pattern[str]:
    first, small = "|".join(words("parts", "organisation_first")), "|".join(words("parts", "organisation_small"))
    return re.compile(rf"(?:{first})\s(?=.*?(?<!\w)(?:{small})(?!\w)).*?(?<!\w)[a-zà-ÿ]{{5}}")


def _apart(name: str) -> tuple[str, ...]:
    """The names in "River Land Network and the Forum of Market Women".

    Each has several words, one of which alone means an organisation. "Centre for Land and Civil
    Society" is one name.
    """
    names = tuple(_AND_THE.split(name))
    alone = words("parts", "organisation_alone")
    all_stand_alone = all(len(part.split()) > 1 and alone & set(re.findall(r"\w+", part)) for part in names)
    return names if all_stand_alone else (name,)


@cache
def _organisation() -> re.Pattern[str]:
    capital = r"(?:[^\W\d_a-zà-ÿ][\w’'-]*)"
    joined = r"(?:(?:of|for|on|and|the|in|de|des|du|la|las|los|del|para|por|pour|et|y|à|a|&)\s+){0,3}"
    listed = "|".join(sorted(words("parts", "organisation"), key=len, reverse=True))
    # Bounded on both sides: no line takes long.
    return re.compile(rf"(?:{capital}\s+{joined}){{0,5}}\b(?:{listed})\b(?:\s+{joined}{capital}){{0,5}}")


_ABOUT_NOT_YET = gettext_noop(
    "An organisation's own paragraph is on the cover once it signs and agrees to be named. None was asked yet."
)
_ABOUT_NOT_NAMED = gettext_noop("An organisation's own paragraph is on the cover once it signs and agrees to be named.")
_THERE = gettext_noop("There are some.")
_MISSING = gettext_noop("None were found.")
_ONE_THERE = gettext_noop("There is one.")
_ONE_MISSING = gettext_noop("None was found.")


def key_words(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """A line that says it holds key words."""
    yield _welcome(rules, "key-words", _first(parts.beginning, "key_words"))


def introduction(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """A heading of an introduction or summary."""
    paragraph = _first([*parts.headings, *parts.beginning], "introduction")
    yield _welcome(rules, "introduction", paragraph, there=_ONE_THERE, missing=_ONE_MISSING)


def about(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Whether the beginning or the annexes say who an organisation is, or text follows its name."""
    paragraph = _first([*parts.beginning, *parts.annex], "about") or _after_a_name(parts)
    missing = _MISSING
    if parts.known and parts.known.nobody_named:
        missing = _ABOUT_NOT_YET if parts.known.nobody_asked else _ABOUT_NOT_NAMED
    yield _welcome(rules, "about", paragraph, missing=missing)


def _after_a_name(parts: Parts) -> ReadParagraph | None:
    names = {id(paragraph) for paragraph in named_speakers(parts).values()}
    pairs = pairwise(parts.beginning)
    least = threshold("shortest_numbered")
    return next((after for name, after in pairs if id(name) in names and _is_told(after, least)), None)


def _is_told(paragraph: ReadParagraph, least: float) -> bool:
    return paragraph.words >= least and paragraph.numbering != "number" and paragraph.text.rstrip().endswith(".")


def _first(lines: list[ReadParagraph], name: str) -> ReadParagraph | None:
    return next((line for line in lines if pattern("parts", name).search(line.text)), None)


def _welcome(
    rules: RuleSet, key: str, paragraph: ReadParagraph | None, *, there: str = _THERE, missing: str = _MISSING
) -> ConformanceFinding:
    rule = rules.rules[key]
    return (
        ConformanceFinding(rule, "pass", there, places=(place(paragraph),))
        if paragraph
        else ConformanceFinding(rule, "look", missing)
    )
