"""What a submission takes from a group's roadmap: once; a later change there is offered."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.decisions.consultations import consultations_of, methodology
from openupr.documents.light_markup import markup_of
from openupr.followup.group_lines import quotable_sources
from openupr.followup.models import FollowUp
from openupr.proposals.models import Proposal, Wording
from openupr.roadmaps.rules.outline import first_outline
from openupr.web.kept_queries import kept_rows

from .actions import WRITE
from .citations import in_its_language
from .models import Paragraph, ParagraphVersion, Section, Submission, current_paragraphs, with_paragraphs
from .paragraphs import ask_again, overwrite
from .rules.flowing import TO_WRITE, follow_up_text, kind_of_point, to_write
from .rules.refusals import EditedByHand
from .submissions import check_stands
from .theme_paragraphs import texts_of_themes


def proposal_text(proposal: Proposal) -> str:
    """A recommendation's English wording, or its original, as markup."""
    fetched = getattr(proposal, "fetched_wordings", None)
    rows = proposal.wordings.all() if fetched is None else fetched
    wordings = sorted(rows, key=lambda wording: (wording.language != "en", not wording.is_original))
    return markup_of(wordings[0].text) if wordings else ""


def followed_text(follow_up: FollowUp, submission: Submission) -> str:
    """An earlier recommendation with its follow-up, in the submission's language.

    Public sources become notes. Other evidence enters a submission only when a person cites it.
    """
    fetched: list[str] | None = getattr(follow_up, "fetched_sources", None)
    sources = (
        [evidence.source for evidence in follow_up.evidence.all() if evidence.is_quotable]
        if fetched is None
        else fetched
    )
    with in_its_language(submission):
        done = str(FollowUp.Done(follow_up.done).label) if follow_up.is_assessed else ""
    return follow_up_text(follow_up.text, key=follow_up.ask_key, done=done, note=follow_up.note, sources=sources)


def source_text(paragraph: Paragraph) -> str | None:
    """What the roadmap or the follow-up list says now for a paragraph; None where it was written
    here.
    """
    if paragraph.theme:
        fetched: dict[int, str] | None = getattr(paragraph, "fetched_theme", None)
        return (texts_of_themes([paragraph]) if fetched is None else fetched).get(paragraph.pk)
    if paragraph.proposal:
        return proposal_text(paragraph.proposal)
    return followed_text(paragraph.follow_up, paragraph.section.submission) if paragraph.follow_up else None


def offered(paragraph: Paragraph) -> str | None:
    """What the roadmap says now, where it changed since and differs from the paragraph; else None.

    Also None where the group no longer adopts it: then there is nothing to take over.
    """
    if paragraph.proposal and paragraph.proposal.state != Proposal.State.ADOPTED:
        return None
    now = source_text(paragraph)
    return now if now is not None and now not in {paragraph.taken_over, paragraph.text} else None


def not_brought_in(section: Section) -> list[Proposal | FollowUp]:
    """What the section's group has adopted or followed up since, and the submission does not have.

    What was taken out is not offered again.
    """
    if section.group is None:
        return []
    if section.kind == Section.Kind.RECOMMENDATIONS:
        adopted = kept_rows(_adopted_elsewhere, section.group.pk, section.submission_id)
        prefetch_related_objects(adopted, "wordings")
        return [*adopted]
    if section.kind == Section.Kind.FOLLOW_UP:
        followed = kept_rows(_followed_elsewhere, section.group.pk, section.submission_id)
        prefetch_related_objects(followed, "evidence")
        return [*followed]
    return []


def _adopted_elsewhere(group: int, submission: int) -> QuerySet[Proposal]:
    known = Paragraph.all_ever.filter(section__submission=submission).exclude(proposal=None)
    adopted = Proposal.objects.filter(group=group, state=Proposal.State.ADOPTED)
    return adopted.exclude(pk__in=known.values("proposal"))


def lodged_proposals() -> QuerySet[Paragraph, Any]:
    """The keys (`proposal`) of the recommendations in lodged texts."""
    lodged = Paragraph.objects.filter(section__taken_out_at=None, section__submission__state=Submission.State.LODGED)
    return lodged.exclude(proposal=None).order_by().values("proposal")


def _followed_elsewhere(group: int, submission: int) -> QuerySet[FollowUp]:
    known = Paragraph.all_ever.filter(section__submission=submission).exclude(follow_up=None)
    return FollowUp.objects.filter(group=group).exclude(pk__in=known.values("follow_up"))


def text_of(source: Proposal | FollowUp, submission: Submission) -> str:
    """The text of a recommendation or follow-up, as markup."""
    return proposal_text(source) if isinstance(source, Proposal) else followed_text(source, submission)


class _Words(NamedTuple):
    """A wording of a recommendation."""

    proposal: int
    language: str
    is_original: bool
    text: str


def _proposals(keys: Collection[int]) -> QuerySet[Proposal]:
    return Proposal.objects.filter(pk__in=keys).order_by()


def _follow_ups(keys: Collection[int]) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(pk__in=keys).order_by()


def _wordings(proposals: Collection[int]) -> QuerySet[Wording, Any]:
    return Wording.objects.filter(proposal__in=proposals).values_list(*_Words._fields)


def fetch_sources(paragraphs: Collection[Paragraph]) -> None:
    """Fetch, for these paragraphs, what `offered` and `withdrawn` need.

    At most six queries for any number, and eleven where some are of themes.
    """
    themes = texts_of_themes(paragraphs)
    adopted = {paragraph.proposal_id for paragraph in paragraphs if paragraph.proposal_id}
    followed = {paragraph.follow_up_id for paragraph in paragraphs if paragraph.follow_up_id}
    proposals = {row.pk: row for row in kept_rows(_proposals, adopted)}
    prefetch_related_objects(
        [proposal for proposal in proposals.values() if proposal.merged_into_id], "merged_into__wordings"
    )
    follow_ups = {row.pk: row for row in kept_rows(_follow_ups, followed)}
    # Their rows as plain values: a submission takes over hundreds.
    wordings, sources = defaultdict(list), defaultdict(list)
    for text in map(_Words._make, kept_rows(_wordings, adopted)):
        wordings[text.proposal].append(text)
    if followed:
        for key, source in quotable_sources(followed):
            sources[key].append(source)
    for paragraph in paragraphs:
        if paragraph.proposal_id:
            paragraph.proposal = proposals[paragraph.proposal_id]
            paragraph.proposal.fetched_wordings = wordings[paragraph.proposal_id]  # type: ignore[attr-defined]
        if paragraph.theme:
            paragraph.fetched_theme = themes  # type: ignore[attr-defined]
        if paragraph.follow_up_id:
            paragraph.follow_up = follow_ups[paragraph.follow_up_id]
            paragraph.follow_up.fetched_sources = sources[paragraph.follow_up_id]  # type: ignore[attr-defined]


_FLOWED = (Section.Kind.RECOMMENDATIONS, Section.Kind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`proposal`: the recommendation that the group adopts no longer; None where its row was
    removed.

    `kept`: a person has decided since that the paragraph stays.
    """

    proposal: Proposal | None
    kept: bool

    @property
    def reason(self) -> str:
        """Why it was dropped or merged; "" where no reason was needed."""
        return self.proposal.reason if self.proposal else ""

    @property
    def goes_into(self) -> str:
        """The text, as markup, of the recommendation that it was merged into; "" where it was
        not.
        """
        into = self.proposal.merged_into if self.proposal else None
        return proposal_text(into) if into else ""


def withdrawn(paragraph: Paragraph) -> Withdrawn | None:
    """How the group has taken back a paragraph's origin; None where it has not, or there is
    none.
    """
    proposal = paragraph.proposal
    if proposal:
        if proposal.state == Proposal.State.ADOPTED:
            return None
        # A later change is another decision: the question comes again.
        return Withdrawn(proposal, kept=paragraph.kept_at is not None and proposal.changed <= paragraph.kept_at)
    if paragraph.follow_up or paragraph.theme or paragraph.section.kind not in _FLOWED:
        return None
    came_from_there = bool(paragraph.taken_over) and not paragraph.taken_over.startswith(TO_WRITE)
    return Withdrawn(None, kept=paragraph.kept_at is not None) if came_from_there else None


@dataclass(frozen=True, slots=True)
class SinceTaken:
    """Paragraphs whose origin has changed, in order.

    `offered`: the roadmap says something else; `withdrawn`: the roadmap no longer has it; `facts`:
    the facts of the follow-up list changed.
    """

    offered: list[Paragraph]
    withdrawn: list[Paragraph]
    facts: list[Paragraph]


def since_taken(submission: Submission, sections: Iterable[Section] | None = None) -> SinceTaken:
    """What people still have to decide on; nothing once lodged.

    At most 17 queries where `sections` are given.
    """
    if submission.is_locked:
        return SinceTaken([], [], [])
    if sections is None:
        sections = with_paragraphs(submission.sections.all())
    paragraphs = [paragraph for section in sections for paragraph in current_paragraphs(section)]
    fetch_sources(paragraphs)
    since = SinceTaken([], [], [])
    for paragraph in paragraphs:
        gone = withdrawn(paragraph)
        if gone and not gone.kept:
            since.withdrawn.append(paragraph)
        elif offered(paragraph) is not None:
            (since.facts if paragraph.theme else since.offered).append(paragraph)
    return since


def flow_in(submission: Submission, *, by: Person, now: datetime) -> None:
    """Fill the sections of each group: outline, earlier recommendations, adopted recommendations.

    The introduction gets the consultations of the coalition. Called once, while a submission is
    begun, inside its transaction.
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
    """Add the points of the outline that belong to this section, with their headings.

    Points that every outline begins with are left out where the roadmap has answered them.
    """
    heading, answered = "", section.paragraphs.exists()
    usual = {text for is_heading, text in first_outline([]) if not is_heading}
    for point in group.outline.all():
        if point.is_heading:
            heading = point.text
        elif kind_of_point(point.text, heading) == section.kind and not (answered and point.text in usual):
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
    paragraph = Paragraph.objects.create(
        section=section, order=order, text=text, proposal=proposal, follow_up=follow_up, taken_over=text
    )
    ParagraphVersion.objects.create(
        anchor=paragraph.anchor, section=section, version=1, text=text, saved_by=by, saved_at=now
    )


@act(WRITE, _("Bring into a section what the group has adopted or followed up since"), about="section")
def bring_in(*, by: Person, section: Section, now: datetime) -> int:
    """Add what the group has adopted or followed up since; return how much. Raises Locked."""
    check_stands(section)
    not_brought = not_brought_in(section)
    for source in not_brought:
        kind = "proposal" if isinstance(source, Proposal) else "follow_up"
        _add(section, text_of(source, section.submission), by=by, now=now, **{kind: source})  # type: ignore[arg-type]
    if not_brought:
        ask_again(section, now=now)
    return len(not_brought)


@act(WRITE, _("Let a paragraph say what the roadmap or the facts say now"), about="paragraph")
def take_over(*, by: Person, paragraph: Paragraph, version: int, now: datetime) -> Paragraph:
    """Replace a paragraph's text by what the roadmap, or the facts of its theme, say now.

    Raises SavedMeanwhile, ParagraphTakenOut, Locked, EditedByHand: facts never replace edited
    texts.
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
    """Keep a paragraph as it is, though the roadmap differs or no longer has it.

    The question comes again only after the next change there. Raises Locked.
    """
    check_stands(paragraph.section)
    # A paragraph whose origin is gone keeps the text that was taken over.
    paragraph.taken_over, paragraph.kept_at = source_text(paragraph) or paragraph.taken_over, now
    paragraph.save(update_fields=["taken_over", "kept_at"])
    return paragraph
