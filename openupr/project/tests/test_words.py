"""Interface texts are plain: short sentences, and none of the words that readers stumble over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# Texts are the same on any database.
pytestmark = pytest.mark.once

APPS = Path(__file__).parents[2]
MOST_WORDS = 25
BANNED = re.compile(
    r"\b(whoever|nobody|so that|of which|that which|lay out|take apart|stands?|has it)\b", re.IGNORECASE
)
QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
MARKED = re.compile(rf"\{{%\s*translate\s+{QUOTED}|[\s(=:,]_\(\s*{QUOTED}\s*\)", re.DOTALL)
BLOCK = re.compile(r"\{%\s*blocktranslate\b.*?%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
NAME = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|%[sd]|\{\w*\}")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
TRANSLATED = ("_", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")


def texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything that may be translated, and of every refusal."""
    for path in sorted(APPS.rglob("*.html")):
        if "tests" not in path.parts:
            page = path.read_text(encoding="utf-8")
            found = [(quoted[0] or quoted[1])[1:-1] for quoted in MARKED.findall(page)]
            found += [part for block in BLOCK.findall(page) for part in PLURAL.split(block)]
            yield from ((str(path.relative_to(APPS)), " ".join(text.split())) for text in found)
    for path in sorted(APPS.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and is_told(node.func):
                    for given in node.args[:2]:
                        if isinstance(given, ast.Constant) and isinstance(given.value, str):
                            yield f"{path.relative_to(APPS)}:{node.lineno}", given.value


def is_told(called: ast.expr) -> bool:
    """A text to translate, or what a refusal says."""
    if isinstance(called, ast.Attribute) and called.attr == "__init__":
        return True
    name = called.id if isinstance(called, ast.Name) else ""
    return name in TRANSLATED or name.endswith(("Refused", "RefusedFile"))


def test_no_sentence_of_the_interface_has_more_than_25_words() -> None:
    long = [
        (place, sentence)
        for place, text in texts()
        for sentence in SENTENCE.split(NAME.sub("X", text))
        if len(sentence.split()) > MOST_WORDS
    ]
    assert long == []


def test_no_text_of_the_interface_uses_words_that_readers_stumble_over() -> None:
    assert [(place, text) for place, text in texts() if BANNED.search(NAME.sub("X", text))] == []
