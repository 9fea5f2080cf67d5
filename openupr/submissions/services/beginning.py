"""Beginning a submission: its sections, and what flows in from the groups' roadmaps."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Decision, Group, Organisation
from openupr.conformance.rule_sets import rules_for

from ..actions.drafting import ARRANGE, BEGIN
from ..models import Section, Submission, with_paragraphs
from ..queries.submissions import said_in, section_words
from ..rules.arranging import blocks_of, by_theme, moved_in_blocks
from ..rules.template import first_sections
from .flowing import flow_in
from .open_for_writing import check_open, check_stands


@act(BEGIN, _("Begin a submission"), about="coalition")
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
    arrangement: str = Submission.Arrangement.THEME,
    today: date,
    now: datetime,
) -> Submission:
    """A submission of these groups with its sections; what the groups have adopted flows in once.

    `arrangement`: by theme a joint one has all that a group writes together; any other is by chapter.
    `kind` "by-group" is that of the one group given, "own" that of `organisation`.
    """
    kind = Submission.Kind(kind)
    is_joint = kind == Submission.Kind.JOINT
    submission = Submission.objects.create(
        coalition=coalition,
        kind=kind,
        title=title.strip(),
        group=groups[0] if kind == Submission.Kind.BY_GROUP and groups else None,
        organisation=organisation if kind == Submission.Kind.OWN else None,
        decision=decision,
        language=language,
        arrangement=Submission.Arrangement(arrangement) if is_joint else Submission.Arrangement.CHAPTER,
        rules=rules_for(coalition.review.cycle).version,
        begun=today,
    )
    outline = first_sections([group.name for group in groups], by_theme=submission.is_by_theme)
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


@act(BEGIN, _("Change what a submission's cover says"), about="submission")
def change_cover(
    *, by: Person, submission: Submission, title: str, key_words: str, contact: str, asks_again_from: int
) -> Submission:
    """What the cover says besides the organisations, and from which change on they are asked again. Raises Locked."""
    check_open(submission)
    submission.title, submission.key_words, submission.contact = title.strip(), key_words.strip(), contact.strip()
    submission.asks_again_from = asks_again_from
    submission.save(update_fields=["title", "key_words", "contact", "asks_again_from"])
    return submission


@act(ARRANGE, _("Add a section to a submission"), about="submission")
def add_section(*, by: Person, submission: Submission, heading: str, kind: str, group: Group | None = None) -> Section:
    """A further section before the annexes, or an annex at the end. Raises Locked."""
    check_open(submission)
    sections = list(submission.sections.all())
    made = Section.objects.create(
        submission=submission, order=len(sections) + 1, kind=Section.Kind(kind), heading=heading.strip(), group=group
    )
    annexes = [each for each in sections if each.kind == Section.Kind.ANNEX]
    if made.kind != Section.Kind.ANNEX:
        _reorder(submission, [*(each for each in sections if each not in annexes), made, *annexes])
    return made


@act(ARRANGE, _("Change a section's heading, group or share of the words"), about="section")
def change_section(
    *, by: Person, section: Section, heading: str, weight: int, budget: int | None, group: Group | None
) -> Section:
    """Its heading, whose part it is, and its share of the words. Raises Locked."""
    check_stands(section)
    section.heading, section.weight, section.budget, section.group = heading.strip(), weight, budget, group
    section.save(update_fields=["heading", "weight", "budget", "group"])
    if section.submission.is_by_theme:
        _reorder(section.submission, section.submission.sections.all())
    return section


@act(ARRANGE, _("Move a section of a submission"), about="section")
def move_section(*, by: Person, section: Section, steps: int) -> None:
    """Move it up (negative) or down; by theme among the group's, and at their end with all of them. Raises Locked."""
    check_stands(section)
    sections = section.submission.sections.all()
    blocks = blocks_of(sections) if section.submission.is_by_theme else [[each] for each in sections]
    by_key = {each.pk: each for each in sections}
    order = moved_in_blocks([[each.pk for each in block] for block in blocks], section.pk, steps)
    _reorder(section.submission, [by_key[key] for key in order])


@act(ARRANGE, _("Take a section out of a submission"), about="section")
def remove_section(*, by: Person, section: Section, now: datetime) -> None:
    """Take it out; all that is in it stays, and it can be brought back. Raises Locked, SectionTakenOut."""
    check_stands(section)
    section.taken_out_at, section.on_projector = now, False
    section.save(update_fields=["taken_out_at", "on_projector"])


@act(ARRANGE, _("Bring a section back that was taken out"), about="section")
def bring_section_back(*, by: Person, section: Section) -> Section:
    """A section that was taken out stands again where it stood, with all that is in it. Raises Locked."""
    check_open(section.submission)
    section.taken_out_at = None
    section.save(update_fields=["taken_out_at"])
    _reorder(section.submission, section.submission.sections.all())
    return section


def _reorder(submission: Submission, sections: Iterable[Section]) -> None:
    """Give them this order; by theme a group's stay together."""
    found = by_theme(sections) if submission.is_by_theme else list(sections)
    for order, section in enumerate(found, start=1):
        section.order = order
    Section.objects.bulk_update(found, ["order"])


@act(ARRANGE, _("Divide the words of a submission again"), about="submission")
def divide_words(*, by: Person, submission: Submission, how: str) -> None:
    """Give all sections new shares: "equal", "weighted" as the template has them, or "as-used", by the words they have.

    What was set by hand is given up. Raises Locked.
    """
    check_open(submission)
    sections = with_paragraphs(submission.sections.all())
    cite = said_in(sections, submission).get
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
