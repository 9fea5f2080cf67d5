"""No sentence that a person reads has more than 25 words: pages, help, refusals, lessons, rules, agendas.

What an invented coalition of the demo writes, and what a source is called, is not ours to shorten.
"""

import csv
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Texts are the same on any database.
pytestmark = pytest.mark.once

APPS = Path(__file__).parents[2]
MOST_WORDS = 25
NOT_THE_PRODUCT = {"tests", "migrations"}
DOCSTRING = re.compile(r'^\s*"""(?:.|\n)*?"""', re.MULTILINE)
LITERAL = re.compile(r'[fr]{0,2}"((?:[^"\\\n]|\\.)*)"\s*')
LITERALS = re.compile(rf"(?:{LITERAL.pattern})+")  # what stands side by side is one text
QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
TRANSLATE = re.compile(rf"\{{%\s*translate\s+{QUOTED}[^%]*%\}}", re.DOTALL)
CALLED = re.compile(rf"\b_\(\s*{QUOTED}\s*\)")
BESIDE = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<(script|style)\b.*?</\1>", re.DOTALL)
BLOCKS = re.compile(r"\{%\s*(?:end)?blocktranslate\b.*?%\}", re.DOTALL)
TAGS = re.compile(
    r"\{%.*?%\}|</?(?!(?:a|abbr|b|bdi|code|em|i|kbd|mark|q|s|small|span|strong|time)\b)\w[^>]*>", re.DOTALL
)
INLINE = re.compile(r"</?\w[^>]*>")
VALUE = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|%[sd]|\{[^{}]*\}", re.DOTALL)
# A sentence ends with its mark or with its paragraph; a colon and a semicolon end none.
END = re.compile(r"(?<=[.!?])[)”\"’]*\s+|\n\s*\n")
# "The page ...", not "SELECT role ..." or "b B b* ...".
PROSE = re.compile(r"[(“\"]?(?:[A-Z][a-z’']*|X|\d+),? [“A-Za-z]")


def long_sentences(text: str) -> list[str]:
    """Those with more words than a reader takes in at once; a value counts as one word."""
    sentences = (" ".join(sentence.split()) for sentence in END.split(INLINE.sub("", VALUE.sub("X", text))))
    return [each for each in sentences if len(each.split()) > MOST_WORDS and PROSE.match(each)]


def in_python() -> Iterator[tuple[str, str]]:
    """Every text in the code but docstrings: labels, help, refusals, messages, commands.

    Read by their quotes: to parse all modules takes three seconds.
    """
    for path in sorted(APPS.rglob("*.py")):
        if not NOT_THE_PRODUCT & set(path.parts):
            for text in LITERALS.finditer(DOCSTRING.sub("", path.read_text(encoding="utf-8"))):
                parts = (part[1].replace(r"\n", "\n") for part in LITERAL.finditer(text[0]))
                yield str(path.relative_to(APPS)), "".join(parts)


def in_templates() -> Iterator[tuple[str, str]]:
    """Every page as it is read, so that a sentence of several parts is one, and what stands in attributes."""
    for path in sorted(APPS.rglob("*.html")):
        if NOT_THE_PRODUCT & set(path.parts):
            continue
        page = BESIDE.sub("", path.read_text(encoding="utf-8"))
        place = str(path.relative_to(APPS))
        yield from ((place, "".join(quoted)) for marked in (TRANSLATE, CALLED) for quoted in marked.findall(page))
        read = TRANSLATE.sub(alone_or_inside, page)
        yield place, TAGS.sub("\n\n", BLOCKS.sub("", read))


def alone_or_inside(said: re.Match[str]) -> str:
    """The text of a tag; on its own where it gets a name to be shown elsewhere."""
    return f"\n\n{said[1] or said[2]}\n\n" if " as " in said[0] else said[1] or said[2] or ""


def in_data() -> Iterator[tuple[str, str]]:
    """Every cell of the data files: lessons, rules, questions, agendas, hints."""
    for path in sorted(APPS.rglob("data/*")):
        if NOT_THE_PRODUCT & set(path.parts) or "demo" in path.name:
            continue
        place = str(path.relative_to(APPS))
        if path.suffix == ".toml":
            yield from ((place, text) for text in values(tomllib.loads(path.read_text(encoding="utf-8"))))
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                yield from ((place, text) for row in csv.DictReader(file) for text in values(row))


def values(given: object) -> Iterator[str]:
    """The texts in a table of any depth, but for those called `source`."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, list):
        for value in given:
            yield from values(value)
    elif isinstance(given, dict):
        yield from values([value for key, value in given.items() if key != "source"])


@pytest.mark.parametrize("texts", [in_python, in_templates, in_data])
def test_no_sentence_has_more_than_25_words(texts: Callable[[], Iterator[tuple[str, str]]]) -> None:
    assert {(place, sentence) for place, text in texts() for sentence in long_sentences(text)} == set()


def test_a_colon_or_a_value_hides_no_long_sentence() -> None:
    assert long_sentences("Take {count} of these: " + "word " * 22)
    assert not long_sentences("Take {count} of these: " + "word " * 21)
    assert long_sentences("It is <strong>here</strong> " + "word " * 23)
    assert not long_sentences("It is here. " + "Word word " * 12)
