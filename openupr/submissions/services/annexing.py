"""Annexes that are files of their own: added, taken away."""

import hashlib
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.files.rebuilding import Rebuilt
from openupr.followup.models import Evidence, EvidenceFile

from ..actions.drafting import ADD_ANNEX, REMOVE_ANNEX
from ..models import AnnexFile, Submission
from ..rules.refusals import (
    AnnexedAlready,
    EvidenceNotShared,
    NoFileOfEvidence,
    NothingWritten,
    PersonalEvidence,
    TooManyAnnexes,
)
from .open_for_writing import check_open

_LONGEST_TITLE = 200
MOST_FILES = 20
MOST_BYTES = 50_000_000
"""Of all of one submission: they lie in the database, and so in every backup."""


@act(ADD_ANNEX, _("Annex a file"), about="submission")
def add_annex_file(*, by: Person, submission: Submission, title: str, rebuilt: Rebuilt, today: date) -> AnnexFile:
    """A further file on the list of annexes. Raises Locked, NothingWritten, AnnexedAlready, TooManyAnnexes."""
    return _annexed(submission, title, rebuilt, by=by, today=today)


@act(ADD_ANNEX, _("Annex the file of evidence"), about="submission")
def annex_evidence(*, by: Person, submission: Submission, evidence: Evidence, today: date) -> AnnexFile:
    """Put the file of a piece of evidence on the list of annexes, called as what the evidence shows. Once is
    enough: annexed again, the annex that is there is returned.

    Raises Locked, NothingWritten, AnnexedAlready, TooManyAnnexes, EvidenceNotShared, NoFileOfEvidence,
    PersonalEvidence.
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
        raise NothingWritten
    Submission.objects.select_for_update().get(pk=submission.pk)
    sha256 = hashlib.sha256(rebuilt.data).hexdigest()
    there = list(submission.annex_files.all())
    if any(each.sha256 == sha256 for each in there):
        raise AnnexedAlready
    if len(there) >= MOST_FILES or sum(each.size for each in there) + len(rebuilt.data) > MOST_BYTES:
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
    """Take a file away; those after it move up. Raises Locked."""
    check_open(annex.submission)
    submission = annex.submission
    annex.delete()
    for order, each in enumerate(submission.annex_files.all(), start=1):
        AnnexFile.objects.filter(pk=each.pk).update(order=order)
