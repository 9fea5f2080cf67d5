"""A report as it stands: what is suggested, with what people wrote in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from openupr.documents.word import Run
from openupr.workshops.models import Workshop

from ..models import Paragraph
from ..rules.pieces import Piece, headed
from ..rules.places import FilledPlace, Section, Suggested
from .facts import Happened, happened
from .opening import introduction
from .outcome import achievements, way_forward, workshop_lessons
from .overview import overview
from .people import attendance
from .room import report_in_the_room
from .voices import Voices, emphasised, evaluation, voices_of


@dataclass(frozen=True)
class ReportPart:
    """A section with its places as they stand."""

    section: Section
    places: tuple[FilledPlace, ...]

    @property
    def changed(self) -> list[FilledPlace]:
        """Places of which facts say something else since somebody wrote them."""
        return [place for place in self.places if place.has_changed]


@dataclass(frozen=True)
class Report:
    """All parts in their order, and what people said, which is asked for anew every time."""

    of: Happened
    parts: Sequence[ReportPart]
    voices: Voices

    @property
    def changed(self) -> int:
        """How many places facts contradict since."""
        return sum(len(part.changed) for part in self.parts)

    @property
    def quotes(self) -> list[list[Run]]:
        """The testimonies, each in runs of which the key phrase is bold."""
        return [list(emphasised(each)) for each in self.voices.testimonies]

    def place(self, key: str) -> FilledPlace | None:
        """The place of this key; None where there is none."""
        return next((place for part in self.parts for place in part.places if place.suggested.key == key), None)


def report_of(workshop: Workshop, *, now: datetime) -> Report:
    """The report of a workshop as it stands at a moment."""
    of = happened(workshop, now=now)
    voices = voices_of(workshop)
    written = {each.key: each for each in Paragraph.objects.filter(workshop=workshop)}
    parts = [
        ReportPart(section, tuple(_standing(each, written) for each in section.suggested))
        for section in sections(of, voices)
    ]
    return Report(of, parts, voices)


def without_testimonies(report: Report) -> Report:
    """The report for people who may not read testimonies."""
    return replace(report, voices=replace(report.voices, testimonies=()))


def sections(of: Happened, voices: Voices) -> Iterable[Section]:
    """The places of a report in the order of an activity report, as far as facts fill them."""
    yield with_places(introduction(of), attendance(of), at=1)
    yield Section("activity", _("Activity"), 1)
    yield from overview(of)
    yield from report_in_the_room(of)
    yield achievements(of)
    yield workshop_lessons(of)
    yield way_forward(of)
    yield Section("testimonies", _("Testimonies"), 1, (Suggested("testimonies-more", _("Before them")),))
    yield from evaluation(voices)
    yield Section("contact", _("Contact"), 1, (_contact(of),))


def with_places(section: Section, more: Sequence[Suggested], *, at: int) -> Section:
    """A section with further places from the position `at` on."""
    places = (*section.suggested[:at], *more, *section.suggested[at:])
    return Section(section.key, section.title, section.level, places)


def _contact(of: Happened) -> Suggested:
    hint = _(
        "Of each organiser: name, what it is, postal address, phone, e-mail and website, each on a line of its "
        "own, for example: Example Centre for Human Rights / 12 Example Street, Example Town / +000 00 000 000 / "
        "upr@example.org / www.example.org. Write an office's address and number, no private ones."
    )
    lines = tuple((Piece(headed(name)),) for name in of.organisers)
    return Suggested("contact-who", _("Whom to ask"), lines, is_list=True, hint=hint)


def _standing(suggested: Suggested, written: dict[str, Paragraph]) -> FilledPlace:
    held = written.get(suggested.key)
    if held is None:
        return FilledPlace(suggested)
    return FilledPlace(suggested, held.text, held.suggestion, held.version)
