"""OHCHR's rules for stakeholder submissions, as dated rule sets: limits, form, and what we know of
each rule.

A rule set is `data/submission_rules_VERSION.toml`. Rules change between cycles and old ones still
circulate, so each is named by its version and says from which cycle it is. Those that an operator
added are in `conformance`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from openupr.upr.names import UnknownName
from openupr.upr.tables import DATA

Kind = Literal["joint", "individual"]
Standing = Literal["confirmed", "seen", "to be checked", "own"]
KINDS: tuple[Kind, ...] = ("joint", "individual")
_FILES = "submission_rules_"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and what we know of it.

    `mark`: S seen in a primary source, M in a secondary one, K generally known, "own" advice of
    ours; several are divided by "/". `seen_on`: when it was noted as seen in OHCHR's own text.
    `confirmed_by` and `confirmed_on`: which person held it against that text, and when. Where
    neither stands the rule is to be checked.
    """

    key: str
    title: str
    says: str
    binding: bool
    mark: str
    source: str
    seen_on: date | None = None
    confirmed_by: str = ""
    confirmed_on: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether a person has confirmed it."""
        return bool(self.confirmed_by)

    @property
    def standing(self) -> Standing:
        """How sure it is that OHCHR says so; "own" where OHCHR says nothing."""
        if self.is_ours:
            return "own"
        return "confirmed" if self.confirmed else "seen" if self.seen_on else "to be checked"

    @property
    def is_ours(self) -> bool:
        """Whether it is advice of ours, not a rule of OHCHR's."""
        return self.mark == "own"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of the rules.

    `limits` are in `unit` ("words" or "pages"); `outside` are the parts not counted.

    `font` "", `size` and `spacing` 0.0: not asked for. `size` is in points, `spacing` in lines.
    `published_at`: the address where OHCHR's own text is to be looked for. `remark`: what whoever
    relies on the set must know of it as a whole, known from `remark_source`.
    """

    version: str
    title: str
    from_cycle: int
    written: date
    superseded: bool
    published_at: str
    remark: str
    remark_source: str
    unit: str
    limits: dict[Kind, int]
    outside: frozenset[str]
    font: str
    size: float
    spacing: float
    languages: tuple[str, ...]
    preferred: tuple[str, ...]
    rules: dict[str, Rule]


def versions() -> tuple[str, ...]:
    """The versions there are, the newest first."""
    return tuple(sorted((path.stem.removeprefix(_FILES) for path in DATA.glob(f"{_FILES}*.toml")), reverse=True))


def rule_set(version: str = "") -> RuleSet:
    """The rules of this version; without one the newest that is in force.

    Raises UnknownName for any other.
    """
    known = versions()
    if not version:
        return next(rules for rules in map(_read, known) if not rules.superseded)
    if version not in known:
        raise UnknownName("version of the rules", version, known)
    return _read(version)


@cache
def _read(version: str) -> RuleSet:
    return rule_set_of(tomllib.loads((DATA / f"{_FILES}{version}.toml").read_text(encoding="utf-8")))


def rule_set_of(values: dict[str, Any]) -> RuleSet:
    """The rule set of a file's values, which are taken to be right."""
    values = dict(values)
    length: dict[str, Any] = values.pop("length")
    form: dict[str, Any] = values.pop("form")
    rules = [Rule(**row) for row in values.pop("rule")]
    return RuleSet(
        **values,
        unit=length["unit"],
        limits={kind: length[kind] for kind in KINDS},
        outside=frozenset(length["outside"]),
        **(form | {"languages": tuple(form["languages"]), "preferred": tuple(form["preferred"])}),
        rules={rule.key: rule for rule in rules},
    )
