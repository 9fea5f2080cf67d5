"""What people said of the workshop: released testimonies, evaluations of five or more. Asked anew for every report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from openupr.documents.word import Run
from openupr.testimonies.queries.releases import Released, released_testimonies
from openupr.testimonies.queries.results import Summary, evaluation_summary
from openupr.workshops.models import Workshop

from ..rules.places import Section


@dataclass(frozen=True)
class Voices:
    """Testimonies that may be public, and what the evaluations say."""

    testimonies: Sequence[Released] = field(default=())
    summary: Summary | None = None

    @property
    def told(self) -> list[str]:
        """The evaluations in sentences; no copy of them is kept."""
        if self.summary is None:
            return []
        sheets = _("%(n)s evaluations were filled in.") % {"n": self.summary.sheets}
        return [
            sheets,
            *(f"{each.question} {each.said}" for each in self.summary.results if each.said),
        ]


def voices_of(workshop: Workshop) -> Voices:
    """What may be told of what people said."""
    box = workshop.box
    return Voices(released_testimonies(box, use="public"), evaluation_summary(box))


def evaluation(voices: Voices) -> Iterator[Section]:
    """A heading of its own, where there is something below it."""
    if voices.summary:
        yield Section("evaluation", _("Evaluation"), 1)


def emphasised(each: Released) -> Iterator[Run]:
    """A testimony with its key phrase in bold."""
    at = 0
    for start, end in each.spans:
        if start > at:
            yield Run(each.text[at:start])
        yield Run(each.text[start:end], bold=True)
        at = end
    if at < len(each.text):
        yield Run(each.text[at:])
