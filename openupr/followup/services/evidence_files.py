"""Files of evidence: built again without traces, kept in the database and so in every backup."""

import hashlib

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.accounts.services.acting import act
from openupr.coalitions.permissions.roles import roles_of
from openupr.files.rebuilding import Rebuilt

from ..models import Evidence, EvidenceFile, ListedRecommendation
from ..permissions import ADD_FILE, REMOVE_FOR_ORGANISATION, SPEAK_FOR_ORGANISATION, speaks_for
from ..rules import MOST_BYTES_OF_FILES, NoRoom, NotAPicture, NotYourOrganisation

_KINDS = {"pdf", "png", "jpg"}


@act(ADD_FILE, _("Add a file to evidence"), about="evidence")
def add_evidence_file(*, by: Person, evidence: Evidence, rebuilt: Rebuilt) -> EvidenceFile:
    """The file of a piece of evidence, in place of an earlier one; the evidence waits to be verified again.

    Raises NotAPicture, NoRoom.
    """
    return _kept(evidence, rebuilt, by)


@act(SPEAK_FOR_ORGANISATION, _("Add a file to an organisation's evidence"), about="listed")
def add_organisation_file(
    *, by: Person, listed: ListedRecommendation, evidence: Evidence, rebuilt: Rebuilt
) -> EvidenceFile:
    """The same for evidence of an organisation, by its representative. Raises also NotYourOrganisation."""
    if not speaks_for(by, evidence):
        raise NotYourOrganisation
    return _kept(evidence, rebuilt, by)


def _kept(evidence: Evidence, rebuilt: Rebuilt, by: Person) -> EvidenceFile:
    if rebuilt.kind not in _KINDS:
        raise NotAPicture
    # A button pressed twice: the second waits, then takes the first one's place.
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
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


@act(ADD_FILE, _("Take a file of evidence away"), about="evidence")
def remove_evidence_file(*, by: Person, evidence: Evidence) -> None:
    """Take the file away; the evidence stays, and waits to be verified again."""
    EvidenceFile.objects.filter(evidence=evidence).delete()
    _wait_again(evidence, by)


@act(REMOVE_FOR_ORGANISATION, _("Take a file of an organisation's evidence away"), about="listed")
def remove_organisation_file(*, by: Person, listed: ListedRecommendation, evidence: Evidence) -> None:
    """The same for evidence of an organisation: its representative, or a coordinator. Raises NotYourOrganisation."""
    if not (speaks_for(by, evidence) or Role.COORDINATOR in roles_of(by, listed)):
        raise NotYourOrganisation
    EvidenceFile.objects.filter(evidence=evidence).delete()
    _wait_again(evidence, by)


def _wait_again(evidence: Evidence, by: Person) -> None:
    evidence.state, evidence.checked_by, evidence.checked_on = Evidence.State.NEW, None, None
    evidence.rejected_because, evidence.added_by = "", by
    # Who has it before them to verify it has not seen this file.
    evidence.version += 1
    evidence.save(update_fields=["state", "checked_by", "checked_on", "rejected_because", "added_by", "version"])
