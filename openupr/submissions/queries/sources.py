"""What a group's roadmap says now in the places that paragraphs were taken from."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet, prefetch_related_objects

from openupr.documents.light_markup import markup_of
from openupr.followup.group_lines import quotable_sources
from openupr.followup.models import FollowUp
from openupr.roadmaps.models import Proposal, Wording
from openupr.web.kept_queries import kept_rows

from ..models import Paragraph, Section, Submission
from ..rules.flowing import follow_up_text
from .document import in_its_language
from .theme_paragraphs import texts_of_themes


def proposal_text(proposal: Proposal) -> str:
    """A recommendation's English wording, or its original, as markup."""
    fetched = getattr(proposal, "fetched_wordings", None)
    given = proposal.wordings.all() if fetched is None else fetched
    wordings = sorted(given, key=lambda each: (each.language != "en", not each.is_original))
    return markup_of(wordings[0].text) if wordings else ""


def followed_text(follow_up: FollowUp, submission: Submission) -> str:
    """An earlier recommendation with what was done about it, in the submission's language, and the sources for everyone
    as notes.

    Other evidence enters a submission only when a person cites it.
    """
    fetched: list[str] | None = getattr(follow_up, "fetched_sources", None)
    sources = [each.source for each in follow_up.evidence.all() if each.is_quotable] if fetched is None else fetched
    with in_its_language(submission):
        done = str(FollowUp.Done(follow_up.done).label) if follow_up.is_assessed else ""
    return follow_up_text(follow_up.text, key=follow_up.ask_key, done=done, note=follow_up.note, sources=sources)


def source_text(paragraph: Paragraph) -> str | None:
    """What the roadmap or the follow-up list says now in the place that a paragraph was taken from; None where it was
    written here.
    """
    if paragraph.theme:
        fetched: dict[int, str] | None = getattr(paragraph, "fetched_theme", None)
        return (texts_of_themes([paragraph]) if fetched is None else fetched).get(paragraph.pk)
    if paragraph.proposal:
        return proposal_text(paragraph.proposal)
    return followed_text(paragraph.follow_up, paragraph.section.submission) if paragraph.follow_up else None


def offered(paragraph: Paragraph) -> str | None:
    """What the roadmap says now, where that changed since it was taken over and is not what stands here; else None.

    Also None where the group no longer adopts it: then nothing is there to take over.
    """
    if paragraph.proposal and paragraph.proposal.state != Proposal.State.ADOPTED:
        return None
    now = source_text(paragraph)
    return now if now is not None and now not in {paragraph.taken_over, paragraph.text} else None


def not_brought_in(section: Section) -> list[Proposal | FollowUp]:
    """What the section's group has adopted or followed up since, and what stands nowhere in the submission.

    What was taken out again is not offered again.
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
    """The keys (`proposal`) of the recommendations in the text of what was lodged."""
    lodged = Paragraph.objects.filter(section__taken_out_at=None, section__submission__state=Submission.State.LODGED)
    return lodged.exclude(proposal=None).order_by().values("proposal")


def _followed_elsewhere(group: int, submission: int) -> QuerySet[FollowUp]:
    known = Paragraph.all_ever.filter(section__submission=submission).exclude(follow_up=None)
    return FollowUp.objects.filter(group=group).exclude(pk__in=known.values("follow_up"))


def text_of(source: Proposal | FollowUp, submission: Submission) -> str:
    """What it says, as markup."""
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
    """Fetch, for these paragraphs, what `offered` and `withdrawn` ask for: at most six queries for any number, and
    eleven where some are of themes.
    """
    themes = texts_of_themes(paragraphs)
    adopted = {each.proposal_id for each in paragraphs if each.proposal_id}
    followed = {each.follow_up_id for each in paragraphs if each.follow_up_id}
    proposals = {each.pk: each for each in kept_rows(_proposals, adopted)}
    prefetch_related_objects([each for each in proposals.values() if each.merged_into_id], "merged_into__wordings")
    follow_ups = {each.pk: each for each in kept_rows(_follow_ups, followed)}
    # Their rows as plain values: a submission takes over hundreds.
    wordings, sources = defaultdict(list), defaultdict(list)
    for text in map(_Words._make, kept_rows(_wordings, adopted)):
        wordings[text.proposal].append(text)
    if followed:
        for key, source in quotable_sources(followed):
            sources[key].append(source)
    for each in paragraphs:
        if each.proposal_id:
            each.proposal = proposals[each.proposal_id]
            each.proposal.fetched_wordings = wordings[each.proposal_id]  # type: ignore[attr-defined]
        if each.theme:
            each.fetched_theme = themes  # type: ignore[attr-defined]
        if each.follow_up_id:
            each.follow_up = follow_ups[each.follow_up_id]
            each.follow_up.fetched_sources = sources[each.follow_up_id]  # type: ignore[attr-defined]
