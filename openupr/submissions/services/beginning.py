"""Beginning a submission: its sections, and what flows in from the groups' roadmaps."""

from collections.abc import Sequence
from datetime import date, datetime

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition, Decision, Group, Organisation
from openupr.conformance.queries.rule_sets import rules_for

from ..models import Section, Submission, with_paragraphs
from ..permissions.drafting import ARRANGE, BEGIN
from ..queries.submissions import said_in, section_words
from ..rules.paragraphs import moved
from ..rules.template import first_sections
from .flowing import flow_in
from .open_for_writing import check_open, check_stands


@act(BEGIN, about="coalition")
def begin_submission(
    *,
    by: Person,
    coalition: Coalition,
    kind: str,
    title: str,
    groups: Sequence[Group],
    organisation: Organisation | None = None,
    decision: Decision | None = None,
    language: str = "en",
    by_theme: bool = False,
    today: date,
    now: datetime,
) -> Submission:
    """A submission of these groups with its sections; what the groups have adopted flows in once.

    `by_theme` puts the sections of each group together.
    `kind` "by-group" is that of the one group given, "own" that of `organisation`.
    """
    kind = Submission.Kind(kind)
    submission = Submission.objects.create(
        coalition=coalition,
        kind=kind,
        title=title.strip(),
        group=groups[0] if kind == Submission.Kind.BY_GROUP and groups else None,
        organisation=organisation if kind == Submission.Kind.OWN else None,
        decision=decision,
        language=language,
        rules=rules_for(coalition.review.cycle).version,
        begun=today,
    )
    outline = first_sections([group.name for group in groups], by_theme=by_theme)
    for order, first in enumerate(outline, start=1):
        Section.objects.create(
            submission=submission,
            order=order,
            kind=first.kind,
            heading=first.heading,
            weight=first.weight,
            group=groups[first.group] if first.group is not None else None,
        )
    flow_in(submission, by=by, now=now)
    return submission


@act(BEGIN, about="submission")
def change_cover(
    *, by: Person, submission: Submission, title: str, key_words: str, contact: str, asks_again_from: int
) -> Submission:
    """What the cover says besides the organisations, and from which change on they are asked again. Raises Locked."""
    check_open(submission)
    submission.title, submission.key_words, submission.contact = title.strip(), key_words.strip(), contact.strip()
    submission.asks_again_from = asks_again_from
    submission.save(update_fields=["title", "key_words", "contact", "asks_again_from"])
    return submission


@act(ARRANGE, about="submission")
def add_section(*, by: Person, submission: Submission, heading: str, kind: str, group: Group | None = None) -> Section:
    """A further section before the annexes, or an annex at the end. Raises Locked."""
    check_open(submission)
    sections = list(submission.sections.all())
    made = Section.objects.create(
        submission=submission, order=len(sections) + 1, kind=Section.Kind(kind), heading=heading.strip(), group=group
    )
    annexes = [each for each in sections if each.kind == Section.Kind.ANNEX]
    if made.kind != Section.Kind.ANNEX and annexes:
        _reorder([*(each for each in sections if each not in annexes), made, *annexes])
    return made


@act(ARRANGE, about="section")
def change_section(
    *, by: Person, section: Section, heading: str, weight: int, budget: int | None, group: Group | None
) -> Section:
    """Its heading, whose part it is, and its share of the words. Raises Locked."""
    check_stands(section)
    section.heading, section.weight, section.budget, section.group = heading.strip(), weight, budget, group
    section.save(update_fields=["heading", "weight", "budget", "group"])
    return section


@act(ARRANGE, about="section")
def move_section(*, by: Person, section: Section, steps: int) -> None:
    """Move it up (negative) or down. Raises Locked."""
    check_stands(section)
    sections = {each.pk: each for each in section.submission.sections.all()}
    _reorder([sections[key] for key in moved(list(sections), section.pk, steps)])


@act(ARRANGE, about="section")
def remove_section(*, by: Person, section: Section, now: datetime) -> None:
    """Take it out; all that is in it stays, and it can be brought back. Raises Locked, SectionTakenOut."""
    check_stands(section)
    section.taken_out_at, section.on_projector = now, False
    section.save(update_fields=["taken_out_at", "on_projector"])


@act(ARRANGE, about="section")
def bring_section_back(*, by: Person, section: Section) -> Section:
    """A section that was taken out stands again where it stood, with all that is in it. Raises Locked."""
    check_open(section.submission)
    section.taken_out_at = None
    section.save(update_fields=["taken_out_at"])
    _reorder(list(section.submission.sections.all()))
    return section


def _reorder(sections: Sequence[Section]) -> None:
    for order, section in enumerate(sections, start=1):
        section.order = order
    Section.objects.bulk_update(sections, ["order"])


@act(ARRANGE, about="submission")
def divide_words(*, by: Person, submission: Submission, how: str) -> None:
    """Give all sections new shares: "equal", "weighted" as the template has them, or "as-used", by the words they have.

    What was set by hand is given up. Raises Locked.
    """
    check_open(submission)
    sections = with_paragraphs(submission.sections.all())
    cite = said_in(sections, submission.coalition).get
    weights = {first.kind: first.weight for first in first_sections([])}
    for section in sections:
        is_annex = section.kind == Section.Kind.ANNEX
        shares = {
            "equal": 1,
            "weighted": weights.get(section.kind, 1),
            "as-used": min(section_words(section, cite), 30_000),
        }
        section.weight, section.budget = 0 if is_annex else shares[how], None
    Section.objects.bulk_update(sections, ["weight", "budget"])
