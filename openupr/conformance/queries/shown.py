"""What the page shows of a check: findings in three groups, each with its rule and how sure that is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.upr.limits import Rule, RuleSet
from openupr.web.charts import Part
from openupr.web.parts import Badge

from ..rules.conformance import Conformance
from ..rules.finding import Finding, Status

Text = str | Promise
_GROUPS: tuple[tuple[Status, Text, Text, str], ...] = (
    ("fail", gettext_lazy("Not as asked"), gettext_lazy("not as asked"), "no"),
    ("look", gettext_lazy("Look here"), gettext_lazy("look here"), "part"),
    ("pass", gettext_lazy("As asked"), gettext_lazy("as asked"), "yes"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One finding."""

    title: str
    message: str
    where: list[str]
    says: str
    standing: str
    source: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one status."""

    key: Status
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A checked file. `limit` is None where the rules have none in words."""

    name: str
    kind: Text
    kind_given: bool
    rules: RuleSet
    counted: int
    limit: int | None
    words: tuple[Part, ...]
    figures: tuple[tuple[Text, str], ...]
    groups: tuple[Group, ...]


def shown(found: Conformance, name: str) -> Shown:
    """Everything in the reader's language."""
    limit = found.rules.limits[found.kind] if found.rules.unit == "words" else None
    parts = (
        Part(_("Text"), found.words["body"], "plain"),
        Part(_("Notes"), found.words["notes"], "part"),
        Part(_("Cover"), found.words["cover"], "wait"),
        Part(_("Annexes"), found.words["annex"], "no"),
    )
    groups = tuple(_group(found, *each) for each in _GROUPS)
    return Shown(
        name=name,
        kind=_("joint submission") if found.kind == "joint" else _("submission of one organisation"),
        kind_given=found.kind_given,
        rules=found.rules,
        counted=found.words["counted"],
        limit=limit,
        words=tuple(part for part in parts if part.count),
        figures=tuple((group.title, str(len(group.lines))) for group in groups),
        groups=tuple(group for group in groups if group.lines),
    )


def _group(found: Conformance, status: Status, title: Text, label: Text, tone: str) -> Group:
    lines = tuple(_line(each, label, tone) for each in found.findings if each.status == status)
    return Group(status, title, lines)


def _line(finding: Finding, label: Text, tone: str) -> Line:
    rule = finding.rule
    badges = [Badge(label, tone)]
    if rule.is_ours:
        badges.append(Badge(_("our advice")))
    else:
        badges += [Badge(_("binding") if rule.binding else _("advisory"))]
        badges += [Badge(_("confirmed") if rule.confirmed else _("to be checked"))]
    return Line(
        title=_(rule.title),
        message=finding.message(_),
        where=finding.where(_),
        says=_(rule.says),
        standing=_standing(rule),
        source=rule.source,
        badges=tuple(badges),
    )


def _standing(rule: Rule) -> str:
    """Who has confirmed a rule, and when, in a sentence; "" where nobody has."""
    if not rule.confirmed:
        return ""
    return _("Confirmed by %(who)s, %(day)s.") % {"who": rule.confirmed_by, "day": rule.confirmed_on}
