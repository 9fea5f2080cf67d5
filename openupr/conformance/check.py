"""What a draft is checked for: the page's lines, and drafts that are kept in memory only."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.upr.limits import Rule, RuleSet, rule_set, versions
from openupr.web.charts import Part
from openupr.web.parts import Badge

from .actions import MOST_BYTES
from .rules.conformance import Conformance
from .rules.finding import ConformanceFinding, Status


class IntoMemory(FileUploadHandler):
    """Holds the first file that arrives, up to `most` bytes; further ones are ignored.

    After parsing, `trouble` says why nothing can be used, `status` is HTTP's number. `cut`: why the
    request is incomplete, "too big" or "busy" (too many files are being checked). `by_command`: the
    command can do the same with larger files.
    """

    def __init__(
        self, request: HttpRequest, *, cut: str = "", most: int = MOST_BYTES, by_command: bool = False
    ) -> None:
        super().__init__(request)
        self.most, self.by_command = most, by_command
        self.trouble, self.status = "", 400
        if cut == "busy":
            self._refuse(_("Many files are being checked at this moment. Try again in a minute."), 503)
        elif cut:
            self._refuse_as_too_big()
        self._held: io.BytesIO | None = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > self.most + 100_000:  # the form around the file is far smaller
            self._refuse_as_too_big()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.trouble:
            raise StopUpload(connection_reset=False)
        if self._held is not None:
            raise SkipFile
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._held is not None
        if self._held.tell() + len(raw_data) > self.most:
            self._refuse_as_too_big()
            self._held = io.BytesIO()
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        assert self._held is not None
        # Whoever reads it whole gets these bytes, not a copy; they end with the request.
        data, self._held = io.BytesIO(self._held.getvalue()), io.BytesIO()
        return InMemoryUploadedFile(
            data, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )

    def _refuse_as_too_big(self) -> None:
        if self.by_command:
            sentence = _(
                "This file is larger than %(size)s MB. Make the pictures in it smaller, or check it by command."
            )
        else:
            sentence = _("This file is larger than %(size)s MB. Make the pictures in it smaller.")
        self._refuse(sentence % {"size": self.most // 1_000_000}, 413)

    def _refuse(self, why: str, status: int) -> None:
        self.trouble, self.status = self.trouble or why, status


Text = str | Promise
_GROUPS: tuple[tuple[Status, Text, str], ...] = (
    ("fail", gettext_lazy("Not as asked"), "no"),
    ("look", gettext_lazy("Look here"), "part"),
    ("pass", gettext_lazy("As asked"), "yes"),
)
# How a rule is known, by its marks.
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
    """One finding. `badge`: whether its rule is binding; `link`: (label, address) of what helps."""

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
class ShownConformance:
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


def shown_findings(
    conformance: Conformance, name: str, links: Mapping[str, tuple[str, str]] | None = None
) -> ShownConformance:
    """Everything in the reader's language; `links` by the key of a rule."""
    limit = conformance.rules.limits[conformance.kind] if conformance.rules.unit == "words" else None
    parts = (
        Part(_("Text"), conformance.words["body"], "plain"),
        Part(_("Notes"), conformance.words["notes"], "part"),
        Part(_("Cover"), conformance.words["cover"], "wait"),
        Part(_("Annexes"), conformance.words["annex"], "no"),
    )
    groups = tuple(_group(conformance, links or {}, *group) for group in _GROUPS)
    return ShownConformance(
        name=name,
        kind=_("joint submission") if conformance.kind == "joint" else _("submission of one organisation"),
        kind_given=conformance.kind_given,
        rules=conformance.rules,
        title=_(conformance.rules.title),
        remark=_(conformance.rules.remark),
        warns=conformance.rules.remark in {rule_set(version).remark for version in versions()},
        counted=conformance.words["counted"],
        limit=limit,
        words=tuple(part for part in parts if part.count),
        figures=tuple((group.title, str(len(group.lines))) for group in groups),
        groups=tuple(group for group in groups if group.lines),
    )


def _group(
    conformance: Conformance, links: Mapping[str, tuple[str, str]], status: Status, title: Text, tone: str
) -> FindingGroup:
    lines = tuple(
        _line(finding, tone, links.get(finding.rule.key))
        for finding in conformance.findings
        if finding.status == status
    )
    return FindingGroup(status, title, lines)


def _line(finding: ConformanceFinding, tone: str, link: tuple[str, str] | None) -> FindingLine:
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
        sentence = _("Seen in OHCHR's text, as noted on %(day)s; not confirmed by a person.")
        return sentence % {"day": _day(rule.seen_on)}
    return str(_KNOWN_FROM[rule.mark])


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
