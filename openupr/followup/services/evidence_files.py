"""Files of evidence: built again without traces, kept in the database and so in every backup."""

import hashlib

from django.db.models import Sum

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.files.rebuilding import Rebuilt

from ..models import Evidence, EvidenceFile
from ..permissions import ADD_FILE
from ..rules import MOST_BYTES_OF_FILES, NoRoom, NotAPicture

_KINDS = {"pdf", "png", "jpg"}


@act(ADD_FILE, about="evidence")
def add_evidence_file(*, by: Person, evidence: Evidence, rebuilt: Rebuilt) -> EvidenceFile:
    """The file of a piece of evidence, in place of an earlier one; the evidence waits to be verified again.

    Raises NotAPicture, NoRoom.
    """
    if rebuilt.kind not in _KINDS:
        raise NotAPicture
    held = EvidenceFile.objects.filter(evidence__listed__coalition=evidence.coalition).exclude(evidence=evidence)
    if (held.aggregate(size=Sum("size"))["size"] or 0) + len(rebuilt.data) > MOST_BYTES_OF_FILES:
        raise NoRoom
    EvidenceFile.objects.filter(evidence=evidence).delete()
    made = EvidenceFile.objects.create(
        evidence=evidence,
        kind=rebuilt.kind,
        data=rebuilt.data,
        size=len(rebuilt.data),
        sha256=hashlib.sha256(rebuilt.data).hexdigest(),
    )
    _wait_again(evidence, by)
    return made


@act(ADD_FILE, about="evidence")
def remove_evidence_file(*, by: Person, evidence: Evidence) -> None:
    """Take the file away; the evidence stays, and waits to be verified again."""
    EvidenceFile.objects.filter(evidence=evidence).delete()
    _wait_again(evidence, by)


def _wait_again(evidence: Evidence, by: Person) -> None:
    evidence.state, evidence.checked_by, evidence.checked_on = Evidence.State.NEW, None, None
    evidence.rejected_because, evidence.added_by = "", by
    # Who has it before them to verify it has not seen this file.
    evidence.version += 1
    evidence.save(update_fields=["state", "checked_by", "checked_on", "rejected_because", "added_by", "version"])
