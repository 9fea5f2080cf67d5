"""What flows from a group's roadmap into its sections: once; a later change there is offered, never written over."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.consultations import consultations_of, methodology
from openupr.coalitions.models import Group
from openupr.documents.light_markup import markup_of
from openupr.followup.models import FollowUp
from openupr.followup.theme_facts import facts_of_themes
from openupr.roadmaps.models import Proposal
from openupr.roadmaps.rules.outline import first_outline

from ..actions.drafting import FROM_FOLLOW_UP, WRITE
from ..models import Paragraph, ParagraphVersion, Section, Submission
from ..queries.sources import followed_text, not_brought_in, proposal_text, source_text, text_of
from ..queries.theme_paragraphs import theme_text
from ..rules.flowing import kind_of_point, to_write
from ..rules.paragraphs import cleaned
from ..rules.refusals import EditedByHand, NoSuchTheme
from .open_for_writing import check_stands
from .writing import ask_again, insert, overwrite


def flow_in(submission: Submission, *, by: Person, now: datetime) -> None:
    """Fill the sections of each group with what it has: outline, earlier recommendations, adopted recommendations; and
    the introduction with whom the coalition consulted.

    Called once, while a submission is begun, inside its transaction.
    """
    for section in submission.sections.select_related("group"):
        if section.kind == Section.Kind.INTRODUCTION:
            _add(section, _consulted(submission), by=by, now=now)
        if section.group is None:
            continue
        if section.kind == Section.Kind.RECOMMENDATIONS:
            for proposal in _adopted(section.group):
                _add(section, proposal_text(proposal), by=by, now=now, proposal=proposal)
        elif section.kind == Section.Kind.FOLLOW_UP:
            for follow_up in section.group.follow_ups.prefetch_related("evidence"):
                _add(section, followed_text(follow_up, submission), by=by, now=now, follow_up=follow_up)
        _outline(section, section.group, by=by, now=now)


def _outline(section: Section, group: Group, *, by: Person, now: datetime) -> None:
    """The points of the outline that are for this section: what is to be written, with the heading that is above it.

    What every outline begins with needs no reminder where the roadmap has it already.
    """
    heading, answered = "", section.paragraphs.exists()
    given = {text for is_heading, text in first_outline([]) if not is_heading}
    for point in group.outline.all():
        if point.is_heading:
            heading = point.text
        elif kind_of_point(point.text, heading) == section.kind and not (answered and point.text in given):
            _add(section, to_write(point.text, heading=heading, wanted=point.evidence_wanted), by=by, now=now)


def _consulted(submission: Submission) -> str:
    with override(submission.language):
        return markup_of(methodology(list(consultations_of(submission.coalition))))


def _adopted(group: Group) -> list[Proposal]:
    return list(group.proposals.filter(state=Proposal.State.ADOPTED).prefetch_related("wordings"))


def _add(
    section: Section,
    text: str,
    *,
    by: Person,
    now: datetime,
    proposal: Proposal | None = None,
    follow_up: FollowUp | None = None,
) -> None:
    if not text:
        return
    order = section.paragraphs.count() + 1
    made = Paragraph.objects.create(
        section=section, order=order, text=text, proposal=proposal, follow_up=follow_up, taken_over=text
    )
    ParagraphVersion.objects.create(
        anchor=made.anchor, section=section, version=1, text=text, saved_by=by, saved_at=now
    )


@act(WRITE, _("Bring into a section what the group has adopted or followed up since"), about="section")
def bring_in(*, by: Person, section: Section, now: datetime) -> int:
    """Add what the group has adopted or followed up since the submission was begun; how much. Raises Locked."""
    check_stands(section)
    found = not_brought_in(section)
    for source in found:
        kind = "proposal" if isinstance(source, Proposal) else "follow_up"
        _add(section, text_of(source, section.submission), by=by, now=now, **{kind: source})  # type: ignore[arg-type]
    if found:
        ask_again(section, now=now)
    return len(found)


@act(FROM_FOLLOW_UP, _("Add a paragraph with the facts of a theme"), about="section")
def add_theme(*, by: Person, section: Section, theme: str, evidence: Collection[int] = (), now: datetime) -> Paragraph:
    """Add a paragraph with the facts of a theme at the end; `evidence`: what is quoted though it is not for everyone,
    by its keys. Where the section has the theme already, that paragraph is returned as it is.

    Raises Locked, SectionTakenOut, NoSuchTheme, TooLong.
    """
    check_stands(section)
    Section.all_ever.select_for_update().get(pk=section.pk)
    if there := section.paragraphs.filter(theme=theme).first():
        return there
    facts = facts_of_themes(section.coalition, {theme}).get(theme)
    if facts is None:
        raise NoSuchTheme
    chosen = [each for each in facts.evidence if each.pk in evidence]
    text = cleaned(theme_text(facts, section, [each.pk for each in chosen]))
    made = insert(section, text, after=None, by=by, now=now)
    made.theme, made.taken_over = theme, text
    made.save(update_fields=["theme", "taken_over"])
    made.chosen_evidence.set(chosen)
    return made


@act(WRITE, _("Let a paragraph say what the roadmap or the facts say now"), about="paragraph")
def take_over(*, by: Person, paragraph: Paragraph, version: int, now: datetime) -> Paragraph:
    """Let a paragraph say what the roadmap, or the facts of its theme say now.

    Raises SavedMeanwhile, TakenOut, Locked, EditedByHand: facts never replace what people wrote.
    """
    check_stands(paragraph.section)
    if paragraph.theme and paragraph.is_edited:
        raise EditedByHand
    text = source_text(paragraph) or paragraph.text
    saved = overwrite(paragraph, text, version=version, by=by, now=now)
    saved.taken_over = text
    saved.save(update_fields=["taken_over"])
    return saved


@act(WRITE, _("Keep a paragraph as it is, though the roadmap or the facts changed"), about="paragraph")
def keep_divergence(*, by: Person, paragraph: Paragraph, now: datetime) -> Paragraph:
    """Say that a paragraph shall stay as it is, though the roadmap says something else or has it no more: it is not
    asked again until that changes once more. Raises Locked.
    """
    check_stands(paragraph.section)
    # What the roadmap has no more stays known as taken from there.
    paragraph.taken_over, paragraph.kept_at = source_text(paragraph) or paragraph.taken_over, now
    paragraph.save(update_fields=["taken_over", "kept_at"])
    return paragraph
