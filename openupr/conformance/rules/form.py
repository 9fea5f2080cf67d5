"""How it looks: font, size, spacing, numbers of paragraphs and pages."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from openupr.files.word import ReadParagraph, count_words, share_without_blanks
from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, FindingSentence, Status, gettext_noop, places
from .parts import Parts
from .vocabulary import threshold

_TYPED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[ivxlc]{1,6}|[a-z])[.)]|\d{1,3}\t)", re.IGNORECASE)
_HALF = 0.5
_CLOSE = 0.02  # lines; Word rounds
_ROUNDED = 0.05  # points

_ALL = gettext_noop("All of it is as asked for: {asked}.")
_NO_TEXT = gettext_noop("There is no text that could be checked.")
_NOTHING_LONG = gettext_noop(
    "No paragraph of the text is long enough ({least} words) to be expected to have a number: it is too short to judge."
)
_FONT = gettext_noop("{share} of the words are not in {asked}, but in {found}.")
_SIZE = gettext_noop("{share} of the words are not {asked} points, but {found}.")
_SPACING = gettext_noop("{share} of the words are not single spaced; their lines are {found} high.")
_SINGLE = gettext_noop("single spacing")
_FIXED = gettext_noop("a fixed number of points")
_UNNAMED = gettext_noop("a font that depends on the computer")

_Word = Callable[[ReadParagraph], Iterator[tuple[str, int]]]


def font(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Fonts of text, headings, tables and boxes; not for scripts that the font does not have."""

    def fonts(paragraph: ReadParagraph) -> Iterator[tuple[str, int]]:
        for run in paragraph.runs:
            if share_without_blanks(run.text) < _HALF:
                name = "" if run.look.font.lower() == rules.font.lower() else run.look.font or _UNNAMED
                yield name, count_words(run.text)

    if rules.font:
        yield _measured(parts, parts.body, rules, "font", fonts, _FONT, rules.font)


def size(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """The size of the running text; headings and tables may have their own."""

    def sizes(paragraph: ReadParagraph) -> Iterator[tuple[str, int]]:
        for run in paragraph.runs:
            other = abs(run.look.size - rules.size) > _ROUNDED
            yield f"{run.look.size:g}" if other else "", count_words(run.text)

    if rules.size:
        yield _measured(parts, parts.running, rules, "size", sizes, _SIZE, f"{rules.size:g}")


def spacing(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """The spacing of the running text."""

    def spacings(paragraph: ReadParagraph) -> Iterator[tuple[str, int]]:
        high = paragraph.spacing
        other = high is None or abs(high - rules.spacing) > _CLOSE
        yield (_FIXED if high is None else f"{high:.3g}") if other else "", paragraph.words

    if rules.spacing:
        yield _measured(parts, parts.running, rules, "spacing", spacings, _SPACING, _SINGLE)


def _measured(
    parts: Parts,
    paragraphs: list[ReadParagraph],
    rules: RuleSet,
    key: str,
    words: _Word,
    template: str,
    requirement: str,
) -> ConformanceFinding:
    """A finding on what each paragraph's words are like; "" is as asked for."""
    rule = rules.rules[key]
    counts: Counter[str] = Counter()
    other: list[ReadParagraph] = []
    for paragraph in paragraphs:
        names = list(words(paragraph))
        for name, number in names:
            counts[name] += number
        if any(name and number for name, number in names):
            other.append(paragraph)
    total = sum(counts.values())
    if not total:
        return ConformanceFinding(rule, "look", _NO_TEXT)
    share = 1 - counts.pop("", 0) / total
    if not other:
        return ConformanceFinding(rule, "pass", _ALL, {"asked": FindingSentence(requirement)})
    common = [
        FindingSentence(name) if name in (_FIXED, _UNNAMED) else FindingSentence("{it}", {"it": name})
        for name, _ in counts.most_common(3)
    ]
    listed = [part for name in common for part in (FindingSentence(", "), name)][1:]
    status: Status = "fail" if share > threshold("detail") else "look"
    values = {
        "share": f"{share:.0%}" if share >= 0.01 else "<1%",
        "asked": FindingSentence(requirement),
        "found": listed,
    }
    return ConformanceFinding(rule, status, template, values, places(other))


_NUMBERED = gettext_noop("All {all} paragraphs are numbered.")
_TYPED_NUMBERS = gettext_noop(
    "All {all} paragraphs are numbered, {typed} of them by hand: such numbers do not follow when something is moved."
)
_SOME = gettext_noop("{number} of {all} paragraphs have no number.")
_NONE = gettext_noop("None of the {all} paragraphs is numbered.")


def paragraph_numbers(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Numbers of paragraphs, automatic or typed; list items belong to the paragraph above."""
    rule = rules.rules["paragraph-numbers"]
    long = [paragraph for paragraph in parts.running if paragraph.words >= threshold("shortest_numbered")]
    text = [paragraph for paragraph in long if paragraph.numbering != "bullet"]
    typed = [paragraph for paragraph in text if paragraph.numbering != "number" and _TYPED.match(paragraph.text)]
    bare = [paragraph for paragraph in text if paragraph.numbering != "number" and not _TYPED.match(paragraph.text)]
    values = {"all": len(text), "number": len(bare), "typed": len(typed)}
    if not parts.running:
        yield ConformanceFinding(rule, "look", _NO_TEXT)
    elif not text:
        yield ConformanceFinding(rule, "look", _NOTHING_LONG, {"least": int(threshold("shortest_numbered"))})
    elif not bare:
        yield ConformanceFinding(rule, "pass", _TYPED_NUMBERS if typed else _NUMBERED, values)
    elif len(bare) == len(text):
        yield ConformanceFinding(rule, "fail", _NONE, values, places(bare))
    else:
        yield ConformanceFinding(rule, "fail" if len(bare) > _HALF * len(text) else "look", _SOME, values, places(bare))


_PAGES = gettext_noop("Pages are numbered.")
_NO_PAGES = gettext_noop("No page shows its number.")
_SOME_PAGES = gettext_noop("Pages are numbered in {some} of {all} sections of the file.")


def page_numbers(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """A header or footer with the page's number; the section of the cover needs none."""
    rule, sections = rules.rules["page-numbers"], parts.file.sections
    numbered = [section.pages_numbered for section in sections]
    values = {"some": sum(numbered), "all": len(numbered)}
    if not any(numbered) and not parts.running:
        yield ConformanceFinding(rule, "look", _NO_TEXT)
    elif not any(numbered):
        yield ConformanceFinding(rule, "fail", _NO_PAGES)
    elif all(numbered) or (parts.cover and all(numbered[1:])):
        yield ConformanceFinding(rule, "pass", _PAGES)
    else:
        yield ConformanceFinding(rule, "look", _SOME_PAGES, values)
