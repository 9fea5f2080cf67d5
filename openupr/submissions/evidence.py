"""Evidence of the follow-up that a submission cites or annexes, and files annexed to it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.template import Context
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.files.rebuilding import Rebuilt
from openupr.followup.follow_up_list import by_strength
from openupr.followup.models import Evidence, EvidenceFile

from .actions import ADD_ANNEX, FROM_FOLLOW_UP, REMOVE_ANNEX, roles_of
from .models import AnnexFile, Paragraph, Section, Submission, written_paragraphs
from .rules.refusals import (
    AnnexedAlready,
    EvidenceNotShared,
    NoFileOfEvidence,
    NoTextWritten,
    PersonalEvidence,
    TooManyAnnexes,
)
from .submissions import check_open

# How many are shown; words narrow the choice.
MOST = 30


def citable_evidence(section: Section, *, words: str = "", only: int | None = None) -> tuple[list[Evidence], int]:
    """Evidence that the coalition shares and did not reject, at most MOST, and how much there is.

    First on the issues of the section's group, then the strongest. Three queries.
    """
    rows = _shared(section.coalition)
    if only is not None:
        rows = rows.filter(pk=only)
    for word in words.split()[:8]:
        rows = rows.filter(Q(what__icontains=word) | Q(source__icontains=word) | Q(listed__text__icontains=word))
    near = rows.select_related("listed", "follow_up__group", "organisation", "file").defer("file__data")
    issues = set(section.group.issues if section.group else ())
    ordered = sorted(sorted(near, key=by_strength), key=lambda evidence: not issues & set(evidence.listed.issues))
    return ordered[:MOST], len(ordered)


def is_evidence_shared(coalition: Coalition) -> bool:
    """Whether there is anything that `citable_evidence` could find."""
    return _shared(coalition).exists()


def _shared(coalition: Coalition) -> QuerySet[Evidence]:
    evidence = Evidence.objects.filter(listed__coalition=coalition)
    return evidence.exclude(seen_by=Evidence.SeenBy.OWN).exclude(state=Evidence.State.REJECTED)


def cited_in(section: Section, evidence: Collection[Evidence]) -> set[int]:
    """The keys of the evidence that a paragraph of the section cites."""
    cited = Paragraph.objects.filter(section=section, claims__evidence__in=evidence)
    return set(cited.values_list("claims__evidence", flat=True))


def paragraphs_to_cite_in(section: Section) -> Sequence[Paragraph]:
    """The written paragraphs of a section."""
    return written_paragraphs(section)


def sections_to_write(person: Person, coalition: Coalition) -> list[tuple[Submission, list[Section]]]:
    """For each submission that is not lodged, the sections in which the person may write."""
    drafts = coalition.submissions.exclude(state=Submission.State.LODGED).prefetch_related("sections__group")
    by_submission = []
    for submission in drafts:
        # The rights are the same for all sections of one group.
        may: dict[int | None, bool] = {}
        sections = list(submission.sections.all())
        for section in sections:
            section.submission = submission
            if section.group_id not in may:
                may[section.group_id] = FROM_FOLLOW_UP.open_to(roles_of(person, section))
        by_submission.append((submission, [section for section in sections if may[section.group_id]]))
    return [(submission, sections) for submission, sections in by_submission if sections]


def beside_evidence(context: Context) -> Mapping[str, Any] | None:
    """The link into a submission, next to a piece of evidence that may be cited."""
    source, may = context.get("source"), context.get("may") or ()
    if not isinstance(source, Evidence) or "submissions.from-follow-up" not in may or not source.is_shared:
        return None
    return {"placed": source}


_LONGEST_TITLE = 200
MOST_FILES = 20
MOST_BYTES = 50_000_000
"""Of all of one submission: they lie in the database, and so in every backup."""


@act(ADD_ANNEX, _("Annex a file"), about="submission")
def add_annex_file(*, by: Person, submission: Submission, title: str, rebuilt: Rebuilt, today: date) -> AnnexFile:
    """A further file on the list of annexes.

    Raises Locked, NoTextWritten, AnnexedAlready, TooManyAnnexes.
    """
    return _annexed(submission, title, rebuilt, by=by, today=today)


@act(ADD_ANNEX, _("Annex the file of evidence"), about="submission")
def annex_evidence(*, by: Person, submission: Submission, evidence: Evidence, today: date) -> AnnexFile:
    """Put the file of a piece of evidence on the list of annexes, titled by what the evidence
    shows.

    When it is annexed again, the existing annex is returned. Raises Locked, NoTextWritten,
    AnnexedAlready, TooManyAnnexes, EvidenceNotShared, NoFileOfEvidence, PersonalEvidence.
    """
    check_open(submission)
    evidence = Evidence.objects.select_related("listed__coalition").filter(pk=evidence.pk).first() or evidence
    if not evidence.is_shared or evidence.coalition != submission.coalition:
        raise EvidenceNotShared
    if evidence.personal_until:
        raise PersonalEvidence
    file = EvidenceFile.objects.filter(evidence=evidence).first()
    if file is None:
        raise NoFileOfEvidence
    if there := submission.annex_files.filter(evidence=evidence, sha256=file.sha256).first():
        return there
    rebuilt = Rebuilt(file.kind, bytes(file.data))
    return _annexed(submission, evidence.what[:_LONGEST_TITLE], rebuilt, by=by, today=today, evidence=evidence)


def _annexed(
    submission: Submission, title: str, rebuilt: Rebuilt, *, by: Person, today: date, evidence: Evidence | None = None
) -> AnnexFile:
    check_open(submission)
    title = " ".join(title.split())
    if not title:
        raise NoTextWritten
    Submission.objects.select_for_update().get(pk=submission.pk)
    sha256 = hashlib.sha256(rebuilt.data).hexdigest()
    there = list(submission.annex_files.all())
    if any(file.sha256 == sha256 for file in there):
        raise AnnexedAlready
    if len(there) >= MOST_FILES or sum(file.size for file in there) + len(rebuilt.data) > MOST_BYTES:
        raise TooManyAnnexes(MOST_FILES, MOST_BYTES // 1_000_000)
    return AnnexFile.objects.create(
        submission=submission,
        order=len(there) + 1,
        title=title,
        kind=rebuilt.kind,
        data=rebuilt.data,
        size=len(rebuilt.data),
        sha256=sha256,
        from_evidence=evidence is not None,
        evidence=evidence,
        added_by=by,
        added_on=today,
    )


@act(REMOVE_ANNEX, about="annex")
def remove_annex_file(*, by: Person, annex: AnnexFile) -> None:
    """Remove a file; those after it move up. Raises Locked."""
    check_open(annex.submission)
    submission = annex.submission
    annex.delete()
    for order, file in enumerate(submission.annex_files.all(), start=1):
        AnnexFile.objects.filter(pk=file.pk).update(order=order)
