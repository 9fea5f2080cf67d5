"""A report as it stands: what is suggested, with what people wrote in its place.

What people said of the workshop (released testimonies, evaluations of five or more) is asked anew
for every report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.rules.versions import check_version
from openupr.documents.word import Run
from openupr.testimonies.evaluations import Summary, evaluation_summary
from openupr.testimonies.testimonies import Released, released_testimonies
from openupr.web.fingerprints import fingerprint
from openupr.workshops.models import Workshop

from .actions import WRITE
from .facts import Happened, happened
from .models import Paragraph
from .opening import attendance, introduction
from .outcome import achievements, way_forward, workshop_lessons
from .overview import overview, report_in_the_room
from .rules.pieces import Piece, headed
from .rules.places import LONGEST, FilledPlace, ReportSection, SuggestedPlace


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
            *(f"{result.question} {result.said}" for result in self.summary.results if result.said),
        ]


def voices_of(workshop: Workshop) -> Voices:
    """What may be published of what people said."""
    box = workshop.box
    return Voices(released_testimonies(box, use="public"), evaluation_summary(box))


def evaluation(voices: Voices) -> Iterator[ReportSection]:
    """A heading of its own, where there is something below it."""
    if voices.summary:
        yield ReportSection("evaluation", _("Evaluation"), 1)


def emphasised(testimony: Released) -> Iterator[Run]:
    """A testimony with its key phrase in bold."""
    at = 0
    for start, end in testimony.spans:
        if start > at:
            yield Run(testimony.text[at:start])
        yield Run(testimony.text[start:end], bold=True)
        at = end
    if at < len(testimony.text):
        yield Run(testimony.text[at:])


@dataclass(frozen=True)
class ReportPart:
    """A section with its places, as they are now."""

    section: ReportSection
    places: tuple[FilledPlace, ...]

    @property
    def changed(self) -> list[FilledPlace]:
        """Places where the facts say something else since somebody wrote them."""
        return [place for place in self.places if place.has_changed]


@dataclass(frozen=True)
class ActivityReport:
    """All parts in their order, and what people said, which is asked for anew every time."""

    of: Happened
    parts: Sequence[ReportPart]
    voices: Voices

    @property
    def changed(self) -> int:
        """Places where the facts say something else since somebody wrote them."""
        return sum(len(part.changed) for part in self.parts)

    @property
    def quotes(self) -> list[list[Run]]:
        """The testimonies, each in runs of which the key phrase is bold."""
        return [list(emphasised(testimony)) for testimony in self.voices.testimonies]

    def place(self, key: str) -> FilledPlace | None:
        """The place of this key; None where there is none."""
        return next((place for part in self.parts for place in part.places if place.suggested.key == key), None)


def report_of(workshop: Workshop, *, now: datetime) -> ActivityReport:
    """The report of a workshop as it stands at a moment."""
    of = happened(workshop, now=now)
    voices = voices_of(workshop)
    written = {paragraph.key: paragraph for paragraph in Paragraph.objects.filter(workshop=workshop)}
    parts = [
        ReportPart(section, tuple(_standing(suggested, written) for suggested in section.suggested))
        for section in sections(of, voices)
    ]
    return ActivityReport(of, parts, voices)


def without_testimonies(report: ActivityReport) -> ActivityReport:
    """The report for people who may not read testimonies."""
    return replace(report, voices=replace(report.voices, testimonies=()))


def sections(of: Happened, voices: Voices) -> Iterable[ReportSection]:
    """The places of a report in the order of an activity report, as far as facts fill them."""
    yield with_places(introduction(of), attendance(of), at=1)
    yield ReportSection("activity", _("Activity"), 1)
    yield from overview(of)
    yield from report_in_the_room(of)
    yield achievements(of)
    yield workshop_lessons(of)
    yield way_forward(of)
    yield ReportSection("testimonies", _("Testimonies"), 1, (SuggestedPlace("testimonies-more", _("Before them")),))
    yield from evaluation(voices)
    yield ReportSection("contact", _("Contact"), 1, (_contact(of),))


def with_places(section: ReportSection, more: Sequence[SuggestedPlace], *, at: int) -> ReportSection:
    """A section with further places from the position `at` on."""
    places = (*section.suggested[:at], *more, *section.suggested[at:])
    return ReportSection(section.key, section.title, section.level, places)


def _contact(of: Happened) -> SuggestedPlace:
    hint = _(
        "Write of each organiser, each on a line of its own: name, what it is, postal address, phone, e-mail and "
        "website. For example: Example Centre for Human Rights / 12 Example Street, Example Town / +000 00 000 000 / "
        "upr@example.org / www.example.org. Write an office's address and number, no private ones."
    )
    lines = tuple((Piece(headed(name)),) for name in of.organisers)
    return SuggestedPlace("contact-who", _("Whom to ask"), lines, is_list=True, hint=hint)


def _standing(suggested: SuggestedPlace, written: dict[str, Paragraph]) -> FilledPlace:
    paragraph = written.get(suggested.key)
    if paragraph is None:
        return FilledPlace(suggested)
    return FilledPlace(suggested, paragraph.text, paragraph.suggestion, paragraph.version)


@act(WRITE, gettext_lazy("Put a paragraph of the report in one's own words"), about="workshop")
def put_in_own_words(
    *, by: Person, workshop: Workshop, key: str, text: str, suggestion: str, version: int, facts: str = ""
) -> Paragraph | None:
    """What stands at a place from now on; nothing written leaves the place out of the report.

    `suggestion`: what facts suggest there now. `facts`: the fingerprint of what they suggested when
    it was opened; where that is another, nothing counts as seen, so that the place is marked at
    once. `version`: the one that was open, 0 for none. None: these are the facts themselves. Raises
    SavedMeanwhile.
    """
    seen = suggestion if facts in ("", fingerprint(suggestion)) else ""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST]
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    paragraph = Paragraph.objects.filter(workshop=workshop, key=key).first()
    if paragraph is None and (text == suggestion.strip() or fingerprint(text) == facts):
        return unchanged(None)
    if paragraph is None:
        return Paragraph.objects.create(workshop=workshop, key=key, text=text, suggestion=seen)
    check_version(seen=version, current=paragraph.version, theirs=paragraph.text, yours=text)
    if (paragraph.text, paragraph.suggestion) == (text, seen):
        return unchanged(paragraph)
    paragraph.text, paragraph.suggestion, paragraph.version = text, seen, paragraph.version + 1
    paragraph.save()
    return paragraph


@act(WRITE, gettext_lazy("Have a paragraph of the report say again what facts suggest"), about="workshop")
def go_back_to_the_suggestion(*, by: Person, workshop: Workshop, key: str) -> None:
    """Show the suggestion of the facts again."""
    Paragraph.objects.filter(workshop=workshop, key=key).delete()


def holds_on_to(workshop: Workshop) -> list[str]:
    """Why a workshop cannot be deleted, a sentence; nothing while its report has no text of people."""
    written = Paragraph.objects.filter(workshop=workshop).exists()
    return [_("Somebody wrote in its report.")] if written else []
