"""Rule sets for submissions: those of the product and those that an operator adds."""

import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.upr import limits
from openupr.upr.cycles import CYCLES
from openupr.upr.limits import KINDS, RuleSet, Standing, rule_set_of
from openupr.upr.names import UnknownName
from openupr.web.kept_queries import kept_rows

from .actions import ADD_RULES
from .models import AddedRuleSet
from .rules.conformance import CHECKS
from .rules.reading_rule_sets import read_rule_set

RULES = frozenset({"kind", *CHECKS})
"""The keys of rules that can be checked."""
_STANDINGS: dict[Standing, Promise] = {
    "confirmed": gettext_lazy("rules confirmed against OHCHR's text"),
    "seen": gettext_lazy("rules seen in OHCHR's text, not confirmed by a person"),
    "to be checked": gettext_lazy("rules still to be compared with OHCHR's text"),
    "own": gettext_lazy("points of OpenUPR's own advice"),
}
_BY = "the operator of this server"


def rule_sets() -> list[RuleSet]:
    """What can be chosen: for the latest cycle first, rules that no longer hold last."""
    added = [_added(row) for row in kept_rows(_in_use)]
    sets = [*added, *map(limits.rule_set, limits.versions())]
    return sorted(sets, key=lambda set_: (set_.superseded, -set_.from_cycle, -set_.written.toordinal()))


def _in_use() -> QuerySet[AddedRuleSet]:
    return AddedRuleSet.objects.filter(taken_back=None)


def find_rules(version: str) -> RuleSet:
    """The rules of this version, those that were taken back among them. Raises UnknownName."""
    if version in limits.versions():
        return limits.rule_set(version)
    added_rule_set = AddedRuleSet.objects.filter(version=version).first()
    if added_rule_set is None:
        raise UnknownName("version of the rules", version, tuple(set_.version for set_ in rule_sets()))
    return _added(added_rule_set)


def rules_for(cycle: int) -> RuleSet:
    """The rules in force for this cycle or the nearest earlier one; without any, the first."""
    in_force = [set_ for set_ in rule_sets() if not set_.superseded]
    return next((candidate for candidate in in_force if candidate.from_cycle <= cycle), in_force[-1])


def rules_in_force() -> RuleSet:
    """The rules for the latest cycle."""
    return rules_for(max(cycle.number for cycle in CYCLES))


def versions_taken() -> set[str]:
    """Names of rule sets that are used already, by those that were taken back as well."""
    return {*limits.versions(), *AddedRuleSet.objects.values_list("version", flat=True)}


def names_of_added(numbers: Collection[int]) -> dict[int, str]:
    """What the audit log calls rule sets that were added."""
    return {set_.pk: set_.version for set_ in AddedRuleSet.objects.filter(pk__in=numbers)}


def _added(row: AddedRuleSet) -> RuleSet:
    """Confirmed by comparison: what the file marks as seen in OHCHR's text was compared with it."""
    rules = _parsed(row.text)
    if row.taken_back:
        return rules
    day = row.confirmed.date()
    confirmed = {
        key: replace(rule, confirmed_by=_BY, confirmed_on=day) if rule.mark == "S" else rule
        for key, rule in rules.rules.items()
    }
    sentence = _("Compared with: %(document)s, of %(day)s.") % {
        "document": row.document,
        "day": row.document_date.isoformat(),
    }
    remark = f"{sentence} {rules.remark}".strip()
    return replace(rules, rules=confirmed, remark=remark, remark_source=row.read_at)


@lru_cache(maxsize=16)
def _parsed(text: str) -> RuleSet:
    return rule_set_of(tomllib.loads(text))


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """What two rule sets say otherwise; "" where one says nothing."""

    what: str
    before: str
    after: str


def differences(before: RuleSet, after: RuleSet) -> list[RuleDifference]:
    """What is new, gone or changed in `after`."""
    rows = [
        (_("Holds from cycle"), str(before.from_cycle), str(after.from_cycle)),
        *(
            (
                _("Most for one organisation") if kind == "individual" else _("Most for several together"),
                f"{before.limits[kind]:,} {before.unit}",
                f"{after.limits[kind]:,} {after.unit}",
            )
            for kind in reversed(KINDS)
        ),
        (_("Not counted"), _listed(before.outside), _listed(after.outside)),
        (_("Font"), before.font, after.font),
        (_("Size in points"), f"{before.size:g}", f"{after.size:g}"),
        (_("Line spacing"), f"{before.spacing:g}", f"{after.spacing:g}"),
        (_("Languages"), _listed(before.languages), _listed(after.languages)),
        (_("Preferred languages"), _listed(before.preferred), _listed(after.preferred)),
    ]
    for key in [*before.rules, *(key for key in after.rules if key not in before.rules)]:
        one, other = before.rules.get(key), after.rules.get(key)
        name = (one or other).title  # type: ignore[union-attr]
        binding = {True: _("binding"), False: _("advisory")}
        rows.append(
            (
                name,
                f"{one.says} ({binding[one.binding]})" if one else "",
                f"{other.says} ({binding[other.binding]})" if other else "",
            )
        )
    return [RuleDifference(*row) for row in rows if row[1] != row[2]]


def _listed(values: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(values))


@dataclass(frozen=True, slots=True)
class ListedRules:
    """A rule set in the list: which reviews it is used for, and what was added about it."""

    rules: RuleSet
    in_use_for: tuple[int, ...]
    added: AddedRuleSet | None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of its rules are how sure."""
        counted = Counter(rule.standing for rule in self.rules.rules.values())
        return [(str(words), counted[standing]) for standing, words in _STANDINGS.items() if counted[standing]]


def listed_rules() -> list[ListedRules]:
    """The rule sets to choose, and for which cycles each is used now."""
    used: dict[str, list[int]] = {}
    for cycle in CYCLES:
        rules = rules_for(cycle.number)
        if rules.from_cycle <= cycle.number:
            used.setdefault(rules.version, []).append(cycle.number)
    added = {set_.version: set_ for set_ in AddedRuleSet.objects.filter(taken_back=None)}
    return [ListedRules(set_, tuple(used.get(set_.version, ())), added.get(set_.version)) for set_ in rule_sets()]


@act(ADD_RULES, gettext_lazy("Confirmed a rule set"))
def confirm_rule_set(
    *, by: Person, text: str, document: str, document_date: date, read_at: str, now: datetime
) -> AddedRuleSet:
    """Have a rule set used from now on. Raises WrongRuleSet: it is read once more."""
    kept, rules = read_rule_set(text.encode(), rules=RULES, taken=versions_taken())
    return AddedRuleSet.objects.create(
        version=rules.version,
        text=kept,
        document=document.strip(),
        document_date=document_date,
        read_at=read_at,
        confirmed=now,
    )


@act(ADD_RULES, gettext_lazy("Took a rule set back"))
def take_back_rule_set(*, by: Person, added: AddedRuleSet, now: datetime) -> AddedRuleSet:
    """Withdraw it. Submissions that were lodged with it still name it."""
    added.taken_back = now
    added.save(update_fields=["taken_back"])
    return added
