"""Who could be in danger: cases, names, ways to reach people. Simple signs; nothing blocks.

A name counts after a title (Mr, Ven.), or as two or three capitalised words in a sentence on what
happened to a person. Both miss names and report other words; the finding says so.
"""

import re
from collections.abc import Iterator
from functools import cache

from openupr.files.word import ReadParagraph
from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, PlaceInFile, gettext_noop, place
from .parts import Parts
from .subject import states_in
from .vocabulary import pattern, words

_SENTENCE = re.compile(r"[^.!?។]+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+(?:\s+[A-ZÀ-Ý][\w’'-]+){1,9}")
_CAPITAL = r"[A-ZÀ-Ý][\w’'.-]*"
_LONGEST_NAME = 4  # words
_RECOGNISED = 30  # characters by which the beginning of a text is told
_KHMER = "[\u1780-\u17dd]+"
_REACHED = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}|(?<![\w/.-])\+\d{1,3}[\s\d()-]{7,18}\d")

_NO_CASES = gettext_noop("Nothing that looks like one person's case was found.")
_CASES = gettext_noop("This looks like one person's case: does it stand for many, and did the person agree?")
_MARKED = gettext_noop(
    "You marked {number} of the paragraphs as one person's case. Ask that person for consent before you send the text."
)
_NO_NAMES = gettext_noop(
    "Nothing that looks like a person's name in a story was found. Simple signs: read it yourself."
)
_NAMES = gettext_noop(
    "This may name a person who needs protection: {names}. Simple signs, which miss some and mistake others."
)
_REACH = gettext_noop("A phone number or e-mail address stands in the text: whose is it?")


def cases(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """What its writers marked as one person's case, and sentences that tell one person's story."""
    rule = rules.rules["cases"]
    marked = parts.known.cases_to_ask if parts.known else ()
    if marked:
        where = tuple(place(paragraph) for text in marked if (paragraph := _beginning(text, parts)))
        yield ConformanceFinding(rule, "look", _MARKED, {"number": len(marked)}, where)
    stories = [story for line in _all(parts) if (story := _story_place(line))]
    if stories or not marked:
        yield ConformanceFinding(
            rule, "look" if stories else "pass", _CASES if stories else _NO_CASES, places=tuple(stories)
        )


def names(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Names of persons, and ways to reach one outside the cover."""
    rule = rules.rules["names"]
    persons_of = [(paragraph, persons_in(paragraph.text)) for paragraph in _all(parts)]
    named = dict.fromkeys(name for _, persons in persons_of for name in persons)
    if named:
        where = tuple(place(paragraph, persons[0]) for paragraph, persons in persons_of if persons)
        yield ConformanceFinding(rule, "look", _NAMES, {"names": ", ".join(list(named)[:8])}, where)
    reached = tuple(place(paragraph) for paragraph in _all(parts) if _REACHED.search(paragraph.text))
    if reached:
        yield ConformanceFinding(rule, "look", _REACH, places=reached)
    if not named and not reached:
        yield ConformanceFinding(rule, "pass", _NO_NAMES)


def persons_in(text: str) -> tuple[str, ...]:
    """What may be the name of a person, in the order of the text."""
    names_found = dict.fromkeys(match.strip() for match in _titled().findall(text))
    for sentence in _SENTENCE.findall(text):
        if _fate().search(sentence):
            names_found |= dict.fromkeys(name for run in _CAPITALISED.findall(sentence) for name in _names(run))
    return tuple(names_found)


def _names(capitalised: str) -> Iterator[str]:
    """Names in a row of capitalised words, once words that are no names are taken out."""
    names: list[list[str]] = [[]]
    for word in re.sub(r"['’]s\b", "", capitalised).split():
        if word in words("people", "no_person"):
            names.append([])
        else:
            names[-1].append(word)
    for name in names:
        if 1 < len(name) <= _LONGEST_NAME and not states_in(" ".join(name)):
            yield " ".join(name)


def _all(parts: Parts) -> list[ReadParagraph]:
    return [*parts.body, *parts.annex]


def _beginning(text: str, parts: Parts) -> ReadParagraph | None:
    """The paragraph of the file with which a text begins."""
    wanted = " ".join(text.split())
    for paragraph in _all(parts):
        has = " ".join(paragraph.text.split())
        # A list or table has paragraphs of its own; a one-word heading can begin any text.
        is_its_beginning = len(has) >= _RECOGNISED and wanted.startswith(has)
        if is_its_beginning or (wanted and has.startswith(wanted)):
            return paragraph
    return None


def _story_place(paragraph: ReadParagraph) -> PlaceInFile | None:
    """Where a paragraph begins one person's story: by its words, or a name near what was done."""
    if (at := _story_at(paragraph.text)) is not None:
        return place(paragraph, paragraph.text[at:])
    persons = persons_in(paragraph.text) if _fate().search(paragraph.text) else ()
    return place(paragraph, persons[0]) if persons else None


@cache
def _titled() -> re.Pattern[str]:
    listed = "|".join(sorted(words("people", "title"), key=len, reverse=True))
    name = r"[^\W\d_a-zà-ÿ][\w’'-]+(?:\s+[^\W\d_a-zà-ÿ][\w’'-]+){0,2}"
    return re.compile(rf"(?<!\w)(?:{listed})\.?\s+(?:{_KHMER}(?:\s{_KHMER})?|{name})")


@cache
def _fate() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words('people', 'fate'))})(?!\w)", re.IGNORECASE)


def _story_at(text: str) -> int | None:
    """Where words begin that tell one person's story, or name a case by whose it is."""
    positions = [match.start() for match in [_case().search(text)] if match]
    positions += [match.start() for match in _case_of().finditer(text) if _may_be_a_person(match["name"])]
    return min(positions, default=None)


def _may_be_a_person(name: str) -> bool:
    name_words = re.findall(r"\w+", name)
    return not states_in(name) and not set(name_words) & (words("people", "no_person") | words("parts", "organisation"))


@cache
def _case() -> re.Pattern[str]:
    one, done = ("|".join(words("people", name)) for name in ("person", "fate"))
    return re.compile(pattern("people", "case").pattern.replace("{person}", one).replace("{fate}", done), re.IGNORECASE)


@cache
def _case_of() -> re.Pattern[str]:
    before = pattern("people", "case_of").pattern
    return re.compile(rf"(?:{before})\s*(?P<name>(?-i:{_CAPITAL})(?:\s(?-i:{_CAPITAL}))*)", re.IGNORECASE)
