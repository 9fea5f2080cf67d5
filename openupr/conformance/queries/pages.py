"""What the page shows of a check: findings in three groups, each with its rule and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.upr.limits import Rule, RuleSet, rule_set, versions
from openupr.web.charts import Part
from openupr.web.parts import Badge

from ..rules.conformance import Conformance
from ..rules.finding import Finding, Status

Text = str | Promise
_GROUPS: tuple[tuple[Status, Text, str], ...] = (
    ("fail", gettext_lazy("Not as asked"), "no"),
    ("look", gettext_lazy("Look here"), "part"),
    ("pass", gettext_lazy("As asked"), "yes"),
)
# What a rule that is to be checked is known from, by its marks.
_KNOWN_FROM: dict[str, Text] = {
    "S": gettext_lazy("Seen in OHCHR's text; to be checked."),
    "S/M": gettext_lazy("Seen in OHCHR's text in part, else in what others report of it; to be checked."),
    "S/K": gettext_lazy("Seen in OHCHR's text in part, else generally known; to be checked."),
    "M": gettext_lazy("Known from what others report of OHCHR's text; to be checked."),
    "M/K": gettext_lazy("Known from what others report of OHCHR's text, or generally; to be checked."),
    "K": gettext_lazy("Generally known; to be checked."),
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding; `badge`: whether its rule is binding, in its group's colour; `link`: (what it leads to, address)
    where something can be done about it.
    """

    title: str
    message: str
    where: list[str]
    says: str
    standing: str
    source: str
    badge: Badge
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one status."""

    key: Status
    title: Text
    lines: tuple[FindingLine, ...]

    @property
    def names(self) -> list[str]:
        return [line.title for line in self.lines]


@dataclass(frozen=True, slots=True)
class Shown:
    """A checked file. `limit` is None where the rules have none in words."""

    name: str
    kind: Text
    kind_given: bool
    rules: RuleSet
    title: str
    remark: str
    warns: bool
    counted: int
    limit: int | None
    words: tuple[Part, ...]
    figures: tuple[tuple[Text, str], ...]
    groups: tuple[FindingGroup, ...]

    @property
    def to_do(self) -> list[FindingGroup]:
        """What is not as asked, then what to look at."""
        return [group for group in self.groups if group.key != "pass"]

    @property
    def fine(self) -> FindingGroup | None:
        return next((group for group in self.groups if group.key == "pass"), None)


def shown_findings(found: Conformance, name: str, links: Mapping[str, tuple[str, str]] | None = None) -> Shown:
    """Everything in the reader's language; `links` by the key of a rule."""
    limit = found.rules.limits[found.kind] if found.rules.unit == "words" else None
    parts = (
        Part(_("Text"), found.words["body"], "plain"),
        Part(_("Notes"), found.words["notes"], "part"),
        Part(_("Cover"), found.words["cover"], "wait"),
        Part(_("Annexes"), found.words["annex"], "no"),
    )
    groups = tuple(_group(found, links or {}, *each) for each in _GROUPS)
    return Shown(
        name=name,
        kind=_("joint submission") if found.kind == "joint" else _("submission of one organisation"),
        kind_given=found.kind_given,
        rules=found.rules,
        title=_(found.rules.title),
        remark=_(found.rules.remark),
        warns=found.rules.remark in {rule_set(each).remark for each in versions()},
        counted=found.words["counted"],
        limit=limit,
        words=tuple(part for part in parts if part.count),
        figures=tuple((group.title, str(len(group.lines))) for group in groups),
        groups=tuple(group for group in groups if group.lines),
    )


def _group(
    found: Conformance, links: Mapping[str, tuple[str, str]], status: Status, title: Text, tone: str
) -> FindingGroup:
    lines = tuple(_line(each, tone, links.get(each.rule.key)) for each in found.findings if each.status == status)
    return FindingGroup(status, title, lines)


def _line(finding: Finding, tone: str, link: tuple[str, str] | None) -> FindingLine:
    rule = finding.rule
    label = _("our advice") if rule.is_ours else _("binding") if rule.binding else _("advisory")
    return FindingLine(
        title=_(rule.title),
        message=finding.message(_),
        where=finding.where(_),
        says=_(rule.says),
        standing=_standing(rule),
        source=_(rule.source),
        badge=Badge(label, tone),
        link=link,
    )


def _standing(rule: Rule) -> str:
    """How sure a rule is, in a sentence; "" of our own advice."""
    if rule.is_ours:
        return ""
    if rule.confirmed:
        return _("Confirmed by %(who)s on %(day)s.") % {"who": rule.confirmed_by, "day": _day(rule.confirmed_on)}
    if rule.seen_on:
        told = _("Seen in OHCHR's text, as noted on %(day)s; not confirmed by a person.")
        return told % {"day": _day(rule.seen_on)}
    return str(_KNOWN_FROM[rule.mark])


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
