"""Reads a rule set from a TOML file: all that is wrong, line by line, or the rule set."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openupr.files.characters import describe, unwanted
from openupr.upr.limits import KINDS, RuleSet, rule_set, rule_set_of, versions

MOST_BYTES = 200_000
# Fewer digits than the longest number that Python reads.
_LONGEST_LINE = 4_000
PARTS = ("body", "notes", "cover", "annex")
MARKS = ("S", "S/M", "S/K", "M", "M/K", "K", "own")
_VERSION = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_HEAD = re.compile(r"\s*\[(\[)?\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in which line; line 0: something is missing from the file."""

    line: int
    message: str


class WrongRuleSet(ValueError):
    """The file is no rule set. `problems` are in the order of its lines."""

    def __init__(self, problems: list[LineProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = sorted(problems, key=lambda problem: problem.line)


Check = Callable[[Any], str]
"""What is wrong with a value, as the end of "`key` ..."; "" where it is right."""


def read_rule_set(data: bytes, *, rules: Collection[str], taken: Collection[str]) -> tuple[str, RuleSet]:
    """The file's text and its rule set. Raises WrongRuleSet.

    `rules`: the keys of rules that a check looks at; `taken`: versions that there are already.
    """
    text, document = _parsed(data)
    problems = list(_RuleSetReading(text, document, rules, taken).problems())
    if problems:
        raise WrongRuleSet(problems)
    return text, rule_set_of(document)


def _parsed(data: bytes) -> tuple[str, dict[str, Any]]:
    if len(data) > MOST_BYTES:
        raise WrongRuleSet([LineProblem(0, "The file is larger than a rule set can be.")])
    try:
        text = data.decode("utf-8-sig")
        _check_lines(text)
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WrongRuleSet([LineProblem(line, "This line is not UTF-8 text. Save the file as UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.fullmatch(str(error))
        message, line = (match[1], int(match[2])) if match else (str(error), text.count("\n") + 1)
        raise WrongRuleSet([LineProblem(line, f"This is not TOML: {message}.")]) from None
    except RecursionError:
        raise WrongRuleSet([LineProblem(0, "The file is nested too deeply.")]) from None


def _check_lines(text: str) -> None:
    """Refuse what the TOML reader needs minutes for, or cannot read: endless names and numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            raise WrongRuleSet([LineProblem(number, f"This line has more than {_LONGEST_LINE:,} characters.")])


@dataclass(frozen=True, slots=True)
class _RuleSetReading:
    text: str
    given: dict[str, Any]
    rules: Collection[str]
    taken: Collection[str]

    def problems(self) -> Iterator[LineProblem]:
        lines = _lines(self.text)
        top = {name: value for name, value in self.given.items() if name not in ("length", "form", "rule")}
        yield from _table(lines, "", 0, top, self._top())
        for name, checks in (("length", _LENGTH), ("form", _FORM)):
            table = self.given.get(name)
            if isinstance(table, dict):
                yield from _table(lines, name, 0, table, checks)
            else:
                yield LineProblem(0, f"The table [{name}] is missing.")
        yield from self._form_problems(lines)
        yield from self._rule_problems(lines)

    def _top(self) -> dict[str, Check]:
        return {
            "version": self._version,
            "title": self._own(_text),
            "from_cycle": _whole,
            "written": _day,
            "superseded": _yes_or_no,
            "published_at": _address,
            "remark": self._own(_any_text),
            "remark_source": _any_text,
        }

    def _version(self, value: Any) -> str:
        if not isinstance(value, str) or not _VERSION.fullmatch(value):
            return 'must be a short name of letters, digits and hyphens, as in "2022"'
        return "is the name of a rule set that is here already" if value in self.taken else ""

    def _own(self, check: Check) -> Check:
        """A text that is not still the pattern's."""
        known = {text for set_ in map(rule_set, versions()) for text in (set_.title, set_.remark)}
        return lambda value: (
            check(value) or ("is another rule set's: say what holds for yours" if value in known else "")
        )

    def _form_problems(self, lines: "_Lines") -> Iterator[LineProblem]:
        form = self.given.get("form")
        languages, preferred = (form.get("languages"), form.get("preferred")) if isinstance(form, dict) else ([], [])
        if isinstance(languages, list) and isinstance(preferred, list):
            for language in preferred:
                if isinstance(language, str) and language not in languages:
                    yield LineProblem(
                        lines.of("form", 0, "preferred"), f'`preferred` has "{language}"; `languages` has not.'
                    )

    def _rule_problems(self, lines: "_Lines") -> Iterator[LineProblem]:
        tables = self.given.get("rule")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            yield LineProblem(lines.of("rule", 0), "Each rule begins with the line [[rule]].")
            return
        seen: set[str] = set()
        for at, rule in enumerate(tables):
            for name in ("confirmed_by", "confirmed_on"):
                if name in rule:
                    sentence = f"`{name}` has no place in the file: you confirm the rules on the page."
                    yield LineProblem(lines.of("rule", at, name), sentence)
            kept = {name: value for name, value in rule.items() if name not in ("confirmed_by", "confirmed_on")}
            yield from _table(lines, "rule", at, kept, {"key": self._key, **_RULE}, optional=("seen_on",))
            key = rule.get("key")
            if isinstance(key, str) and key in seen:
                yield LineProblem(lines.of("rule", at, "key"), f'There are two rules with the key "{key}".')
            seen.add(str(key))
        for key in ("kind", "length"):
            if key not in seen:
                yield LineProblem(0, f'The rule with the key "{key}" is missing.')

    def _key(self, value: Any) -> str:
        return "" if value in self.rules else f"must be one of {', '.join(sorted(self.rules))}"


def _table(
    lines: "_Lines",
    name: str,
    at: int,
    table: Mapping[str, Any],
    checks: Mapping[str, Check],
    optional: Collection[str] = (),
) -> Iterator[LineProblem]:
    """Each value of a table against its check; what is missing, and what has no meaning."""
    for key, value in table.items():
        if key not in checks:
            yield LineProblem(lines.of(name, at, key), f"`{key}` means nothing here. Known: {', '.join(checks)}.")
        elif wrong := checks[key](value):
            yield LineProblem(lines.of(name, at, key), f"`{key}` {wrong}.")
    for key in checks:
        if key not in table and key not in optional:
            yield LineProblem(lines.of(name, at), f"`{key}` is missing{f' in [{name}]' if name else ''}.")


class _Lines(dict[tuple[str, int, str], int]):
    """The line of a table and its key."""

    def of(self, table: str, at: int, key: str = "") -> int:
        return self.get((table, at, key)) or self.get((table, at, ""), 0)


def _lines(text: str) -> _Lines:
    lines, table, at = _Lines(), "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            before = [place for name, place, key in lines if name == head[2] and not key]
            table, at = head[2], len(before) if head[1] else 0
            lines.setdefault((table, at, ""), number)
        elif key := _KEY.match(line):
            lines.setdefault((table, at, key[1]), number)
    return lines


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 1000:
        return "must be a text in quotation marks"
    piece = unwanted(value)
    return f"holds {describe(piece)}, which no sentence contains" if piece else ""


def _any_text(value: Any) -> str:
    return "" if value == "" else _text(value)


def _whole(value: Any) -> str:
    return "" if type(value) is int and 0 < value < 100_000 else "must be a whole number above 0"


def _number(value: Any) -> str:
    return "" if type(value) in (int, float) and 0 <= value < 100 else "must be a number; 0 where nothing is asked"


def _day(value: Any) -> str:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return "" if is_day else "must be a date without quotation marks, as in 2022-01-31"


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


def _address(value: Any) -> str:
    return "" if isinstance(value, str) and re.fullmatch(r"https?://\S{4,490}", value) else "must begin with https://"


def _some_of(known: Collection[str]) -> Check:
    def check(value: Any) -> str:
        right = isinstance(value, list) and all(item in known for item in value if isinstance(item, str))
        right = right and all(isinstance(item, str) for item in value)
        return "" if right else f"must be a list of some of these: {', '.join(known)}"

    return check


def _one_of(known: Collection[str]) -> Check:
    return lambda value: "" if isinstance(value, str) and value in known else f"must be one of {', '.join(known)}"


_LENGTH: dict[str, Check] = {
    "unit": _one_of(("words", "pages")),
    **dict.fromkeys(KINDS, _whole),
    "outside": _some_of(PARTS),
}
# The official languages of the United Nations.
_UN_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_FORM: dict[str, Check] = {
    "font": _any_text,
    "size": _number,
    "spacing": _number,
    "languages": _some_of(_UN_LANGUAGES),
    "preferred": _some_of(_UN_LANGUAGES),
}
_RULE: dict[str, Check] = {
    "title": _text,
    "says": _text,
    "binding": _yes_or_no,
    "mark": _one_of(MARKS),
    "source": _text,
    "seen_on": _day,
}
