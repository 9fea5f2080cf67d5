"""The words of data/conformance_words.toml, as patterns."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "conformance_words.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def threshold(name: str) -> float:
    """A number that decides; each is our own judgement."""
    return float(_table()["thresholds"][name])


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """Any of the patterns of a list, anywhere, in any case."""
    return re.compile("|".join(_table()[group][name]), re.IGNORECASE)


@cache
def words(group: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_table()[group][name])


def language_name(code: str) -> str:
    """What a language is called in English."""
    return str(_table()["language_names"].get(code, code))


@cache
def small_words() -> dict[str, frozenset[str]]:
    """{language: its most frequent words} for languages in Latin letters."""
    return {code: frozenset(listed) for code, listed in _table()["languages"].items()}


@cache
def scripts() -> dict[str, re.Pattern[str]]:
    """{language: the letters that tell it}."""
    return {code: re.compile(letters) for code, letters in _table()["scripts"].items()}


@cache
def number_words() -> dict[str, int]:
    """{a number in words: the number}: "fifth", "forty-sixth", "quatrième"."""
    table = _table()["numbers"]
    small = {word: number for word, number in table["ordinals"].items() if word.endswith(("st", "nd", "rd", "th"))}
    both = {f"{ten}-{one}": at + number for ten, at in table["tens"].items() for one, number in small.items()}
    return {**table["ordinals"], **table["twenty_and_more"], **both}
