"""Evidence with its files: added, checked, removed, deleted on its day; and what may leave."""

import hashlib
import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.actions import Role
from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.actions.roles import roles_of
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.rules.clock_jump import is_believed
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.files.rebuilding import Rebuilt

from .actions import (
    ADD_FILE,
    CHECK_EVIDENCE,
    FOLLOW_UP,
    REMOVE_FOR_ORGANISATION,
    SPEAK_FOR_ORGANISATION,
    speaks_for,
)
from .follow_up_list import FollowUpLine, by_strength
from .models import Evidence, EvidenceFile, FollowUp, ListedRecommendation
from .rules import (
    MOST_BYTES_OF_FILES,
    ListChanged,
    NoAssessment,
    NoEndDate,
    NoReasonForRejection,
    NoRoom,
    NotAPicture,
    NotYourOrganisationToAssess,
    OwnEvidence,
)


def best_of(lines: Iterable[FollowUpLine], *, most: int = 3) -> list[Evidence]:
    """The strongest evidence that may be quoted: of each recommendation the best piece only."""
    firsts = (next((evidence for evidence in line.evidence_outside if evidence.is_quotable), None) for line in lines)
    return sorted((first for first in firsts if first), key=by_strength)[:most]


def name_things() -> None:
    """Have the audit log name them."""
    AUDIT_NAMES.add(
        AuditName("listedrecommendation", _recommendations),
        AuditName("followup", _lines),
        AuditName("evidence", _evidence),
    )


def _recommendations(numbers: Collection[int]) -> Mapping[int, str]:
    return {number: _("recommendation %(number)d") % {"number": number} for number in numbers}


def _lines(numbers: Collection[int]) -> Mapping[int, str]:
    words = _("%(group)s, recommendation %(number)d")
    follow_ups = FollowUp.objects.filter(pk__in=numbers).values_list("pk", "group__name", "listed")
    return {pk: words % {"group": group, "number": listed} for pk, group, listed in follow_ups}


def _evidence(numbers: Collection[int]) -> Mapping[int, str]:
    words = _("evidence on recommendation %(number)d")
    rows = Evidence.objects.filter(pk__in=numbers).values_list("pk", "listed")
    return {pk: words % {"number": listed} for pk, listed in rows}


@act(FOLLOW_UP, gettext_lazy("Add evidence of what was done"), about="follow_up")
def add_evidence(
    *,
    by: Person,
    follow_up: FollowUp,
    what: str,
    kind: str,
    day: date | None,
    source: str,
    reliability: str,
    today: date | None = None,
    **more: Any,
) -> Evidence:
    """Add evidence to a group's line. `more`: see `_cleaned`.

    Raises NoAssessment, NoEndDate, AnswerTooLong.
    """
    fields = {"what": what, "kind": kind, "day": day, "source": source, "reliability": reliability, **more}
    return _added_once(follow_up.listed, by=by, today=today, follow_up=follow_up, **_cleaned(fields, today))


@act(SPEAK_FOR_ORGANISATION, gettext_lazy("Add evidence for an organisation"), about="listed", names="organisation")
def add_organisation_evidence(
    *, by: Person, listed: ListedRecommendation, organisation: Organisation, today: date, **fields: Any
) -> Evidence:
    """Add evidence to an organisation's assessment.

    Raises NotYourOrganisationToAssess, NoAssessment, NoEndDate.
    """
    if not listed.coalition.member_organisations.filter(organisation=organisation, representative=by).exists():
        raise NotYourOrganisationToAssess
    return _added_once(listed, by=by, today=today, organisation=organisation, **_cleaned(fields, today))


def _added_once(listed: ListedRecommendation, *, by: Person, today: date | None, **fields: Any) -> Evidence:
    """New evidence, or the same piece if the same person added it today: a button pressed twice."""
    ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    there = Evidence.objects.filter(listed=listed, added_by=by, added_on=today, **fields).first()
    return there or Evidence.objects.create(listed=listed, added_by=by, added_on=today, **fields)


@act(FOLLOW_UP, gettext_lazy("Change evidence of what was done"), about="follow_up")
def change_evidence(*, by: Person, follow_up: FollowUp, evidence: Evidence, today: date, **fields: Any) -> Evidence:
    """Change a piece of evidence; if it was verified or rejected, it waits to be verified again.

    Raises NoAssessment, NoEndDate.
    """
    return _changed(follow_up.evidence.select_for_update().get(pk=evidence.pk), by, today, fields)


@act(SPEAK_FOR_ORGANISATION, gettext_lazy("Change an organisation's evidence"), about="listed")
def change_organisation_evidence(
    *, by: Person, listed: ListedRecommendation, evidence: Evidence, today: date, **fields: Any
) -> Evidence:
    """The same for evidence of an organisation, by its representative.

    Also raises NotYourOrganisationToAssess.
    """
    if not speaks_for(by, evidence):
        raise NotYourOrganisationToAssess
    return _changed(listed.evidence.select_for_update().get(pk=evidence.pk), by, today, fields)


def _changed(current: Evidence, by: Person, today: date, fields: dict[str, Any]) -> Evidence:
    cleaned = _cleaned(fields, today)
    if all(getattr(current, name) == value for name, value in cleaned.items()):
        return current
    for name, value in cleaned.items():
        setattr(current, name, value)
    current.version += 1
    # It says something else now than what was verified.
    current.state, current.checked_by, current.checked_on = Evidence.State.NEW, None, None
    current.rejected_because, current.added_by = "", by
    current.save()
    return current


def _cleaned(fields: dict[str, Any], today: date | None) -> dict[str, Any]:
    """The fields of a piece of evidence, ready to be saved.

    Besides those of `add_evidence`: `link`, `place` (where it is kept), `seen_by`, `personal`
    (whether it holds personal data) and `personal_until`, the day of its deletion.
    """
    what, source = cleaned_answer(fields["what"]), cleaned_answer(fields["source"])
    if not (what and source):
        raise NoAssessment
    until = fields.get("personal_until")
    if fields.get("personal") and (until is None or (today and until <= today)):
        raise NoEndDate
    return {
        "what": what,
        "kind": Evidence.Kind(fields["kind"]),
        "day": fields["day"],
        "source": source,
        "link": fields.get("link", ""),
        "place": " ".join(fields.get("place", "").split()),
        "reliability": Evidence.Reliability(fields["reliability"]),
        "seen_by": Evidence.SeenBy(fields.get("seen_by") or Evidence.SeenBy.COALITION),
        "personal_until": until,
    }


@act(CHECK_EVIDENCE, gettext_lazy("Verify evidence"), about="evidence")
def verify_evidence(*, by: Person, evidence: Evidence, today: date, version: int | None = None) -> Evidence:
    """Say that evidence was checked and holds, in the `version` that the person saw.

    Raises OwnEvidence, ListChanged.
    """
    current = _current(evidence, version)
    if current.added_by_id == by.pk:
        raise OwnEvidence
    return _checked(current, Evidence.State.VERIFIED, by, today)


@act(CHECK_EVIDENCE, gettext_lazy("Reject evidence"), about="evidence")
def reject_evidence(
    *, by: Person, evidence: Evidence, reason: str, today: date, version: int | None = None
) -> Evidence:
    """Say that evidence does not hold, and why. No document cites it from then on.

    Raises NoReasonForRejection, ListChanged.
    """
    if not (reason := cleaned_answer(reason)):
        raise NoReasonForRejection
    return _checked(_current(evidence, version), Evidence.State.REJECTED, by, today, reason)


def _current(evidence: Evidence, version: int | None) -> Evidence:
    current = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if current is None or version not in (None, current.version):
        raise ListChanged
    return current


def _checked(evidence: Evidence, state: Evidence.State, by: Person, today: date, reason: str = "") -> Evidence:
    evidence.state, evidence.checked_by, evidence.checked_on, evidence.rejected_because = state, by, today, reason
    # Who has it before them has not seen this.
    evidence.version += 1
    evidence.save(update_fields=["state", "checked_by", "checked_on", "rejected_because", "version"])
    return evidence


@act(FOLLOW_UP, gettext_lazy("Take evidence away"), about="follow_up")
def remove_evidence(*, by: Person, follow_up: FollowUp, evidence: Evidence) -> None:
    """Remove evidence that should not be here."""
    follow_up.evidence.filter(pk=evidence.pk).delete()


@act(REMOVE_FOR_ORGANISATION, gettext_lazy("Take an organisation's evidence away"), about="listed")
def remove_organisation_evidence(*, by: Person, listed: ListedRecommendation, evidence: Evidence) -> None:
    """Remove an organisation's evidence: its representative, or a coordinator.

    Raises NotYourOrganisationToAssess.
    """
    if not (speaks_for(by, evidence) or Role.COORDINATOR in roles_of(by, listed)):
        raise NotYourOrganisationToAssess
    listed.evidence.filter(pk=evidence.pk).exclude(organisation=None).delete()


_KINDS = {"pdf", "png", "jpg"}


@act(ADD_FILE, gettext_lazy("Add a file to evidence"), about="evidence")
def add_evidence_file(*, by: Person, evidence: Evidence, rebuilt: Rebuilt) -> EvidenceFile:
    """Set the file of a piece of evidence; the evidence must be verified again.

    Raises NotAPicture, NoRoom.
    """
    return _kept(evidence, rebuilt, by)


@act(SPEAK_FOR_ORGANISATION, gettext_lazy("Add a file to an organisation's evidence"), about="listed")
def add_organisation_file(
    *, by: Person, listed: ListedRecommendation, evidence: Evidence, rebuilt: Rebuilt
) -> EvidenceFile:
    """The same for evidence of an organisation, by its representative.

    Also raises NotYourOrganisationToAssess.
    """
    if not speaks_for(by, evidence):
        raise NotYourOrganisationToAssess
    return _kept(evidence, rebuilt, by)


def _kept(evidence: Evidence, rebuilt: Rebuilt, by: Person) -> EvidenceFile:
    if rebuilt.kind not in _KINDS:
        raise NotAPicture
    # A button pressed twice: the second waits, then takes the first one's place.
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    evidence_files = EvidenceFile.objects.filter(evidence__listed__coalition=evidence.coalition).exclude(
        evidence=evidence
    )
    if (evidence_files.aggregate(size=Sum("size"))["size"] or 0) + len(rebuilt.data) > MOST_BYTES_OF_FILES:
        raise NoRoom
    EvidenceFile.objects.filter(evidence=evidence).delete()
    evidence_file = EvidenceFile.objects.create(
        evidence=evidence,
        kind=rebuilt.kind,
        data=rebuilt.data,
        size=len(rebuilt.data),
        sha256=hashlib.sha256(rebuilt.data).hexdigest(),
    )
    _wait_again(evidence, by)
    return evidence_file


@act(ADD_FILE, gettext_lazy("Take a file of evidence away"), about="evidence")
def remove_evidence_file(*, by: Person, evidence: Evidence) -> None:
    """Take the file away; the evidence stays, and waits to be verified again."""
    EvidenceFile.objects.filter(evidence=evidence).delete()
    _wait_again(evidence, by)


@act(REMOVE_FOR_ORGANISATION, gettext_lazy("Take a file of an organisation's evidence away"), about="listed")
def remove_organisation_file(*, by: Person, listed: ListedRecommendation, evidence: Evidence) -> None:
    """The same for evidence of an organisation: its representative, or a coordinator.

    Raises NotYourOrganisationToAssess.
    """
    if not (speaks_for(by, evidence) or Role.COORDINATOR in roles_of(by, listed)):
        raise NotYourOrganisationToAssess
    EvidenceFile.objects.filter(evidence=evidence).delete()
    _wait_again(evidence, by)


def _wait_again(evidence: Evidence, by: Person) -> None:
    evidence.state, evidence.checked_by, evidence.checked_on = Evidence.State.NEW, None, None
    evidence.rejected_because, evidence.added_by = "", by
    # Who has it before them to verify it has not seen this file.
    evidence.version += 1
    evidence.save(update_fields=["state", "checked_by", "checked_on", "rejected_because", "added_by", "version"])


_log = logging.getLogger(__name__)


def delete_expired_everywhere(*, now: datetime) -> None:
    """In every coalition that keeps such evidence, by the day in its State."""
    holding = Coalition.objects.filter(follow_up_list__evidence__personal_until__isnull=False).distinct()
    for coalition in holding.select_related("review"):
        try:
            delete_expired(coalition=coalition, today=day_of(coalition, now))
        except Exception as fault:
            # One fault stops neither the other deletions nor the start of the server. No traceback:
            # it could hold confidential words.
            _log.error("The evidence of coalition %s was not looked through: %s", coalition.pk, type(fault).__name__)


def delete_expired(*, coalition: Coalition, today: date) -> int:
    """Delete a coalition's evidence whose last day is over, with its files; return how much.

    Nothing is deleted while the computer's clock is in doubt.
    """
    if not is_believed(coalition.clock_seen, today):
        return 0
    with transaction.atomic():
        expired = Evidence.objects.filter(listed__coalition=coalition, personal_until__lte=today)
        number = expired.count()
        if number:
            expired.delete()
            erase_after_commit(Evidence, EvidenceFile, wait=PATIENTLY, by_itself=True)
    return number
