"""All checks on one file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openupr.files.word import WordFile
from openupr.upr.limits import Kind, RuleSet

from . import form, language, length, people, period, speakers, subject, traces
from .finding import ConformanceFinding
from .parts import Known, Parts, take_apart

Check = Callable[[Parts, RuleSet, Kind], Iterator[ConformanceFinding]]

# In the order in which a coordinator would ask.
CHECKS: dict[str, Check] = {
    "length": length.length,
    "outside": length.outside,
    "cover": length.cover,
    "annex": length.annex,
    "notes": length.notes,
    "file": traces.file,
    "font": form.font,
    "size": form.size,
    "spacing": form.spacing,
    "paragraph-numbers": form.paragraph_numbers,
    "page-numbers": form.page_numbers,
    "language": language.submission_language,
    "organisations": speakers.organisations,
    "one-country": subject.one_country,
    "period": period.period,
    "others-reports": subject.others_reports,
    "key-words": speakers.key_words,
    "introduction": speakers.introduction,
    "about": speakers.about,
    "cases": people.cases,
    "names": people.names,
    "traces": traces.traces,
    "changes": traces.changes,
    "hidden": traces.hidden,
}


@dataclass(frozen=True, slots=True)
class Conformance:
    """The findings. There is no result for the whole file: only a person and OHCHR can give one."""

    kind: Kind
    kind_given: bool
    rules: RuleSet
    parts: Parts
    words: dict[str, int]
    findings: tuple[ConformanceFinding, ...]

    def document(self) -> dict[str, object]:
        """As JSON: {kind, rules, words, findings}."""
        return {
            "kind": self.kind,
            "rules": self.rules.version,
            "words": self.words,
            "findings": [finding.document() for finding in self.findings],
        }


def conformance(file: WordFile, *, kind: Kind | None, rules: RuleSet, known: Known | None = None) -> Conformance:
    """All checks of the rule set on one file. Without `kind` it is joint and `kind_given` is False.

    `known`: facts of a coalition's own draft, so they need not be read from its cover.
    """
    parts, judged = take_apart(file, known), kind or "joint"
    findings = [] if kind else list(length.kind_not_given(rules))
    findings += [
        finding for key, check in CHECKS.items() if key in rules.rules for finding in check(parts, rules, judged)
    ]
    return Conformance(judged, kind is not None, rules, parts, length.word_counts(parts, rules), tuple(findings))
