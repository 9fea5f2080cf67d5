"""Evidence: added, changed, verified or rejected, taken away."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Organisation
from openupr.coalitions.permissions.roles import roles_of
from openupr.coalitions.rules.texts import cleaned_answer

from ..models import Evidence, FollowUp, ListedRecommendation
from ..permissions import (
    CHECK_EVIDENCE,
    FOLLOW_UP,
    REMOVE_FOR_ORGANISATION,
    SPEAK_FOR_ORGANISATION,
    speaks_for,
)
from ..rules import ListChanged, NoEndDate, NoReason, NothingSaid, NotYourOrganisation, OwnEvidence


@act(FOLLOW_UP, _("Add evidence of what was done"), about="follow_up")
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
    """Say on what a group's line rests. `more`: see `_cleaned`. Raises NothingSaid, NoEndDate, AnswerTooLong."""
    given = {"what": what, "kind": kind, "day": day, "source": source, "reliability": reliability, **more}
    return _added_once(follow_up.listed, by=by, today=today, follow_up=follow_up, **_cleaned(given, today))


@act(SPEAK_FOR_ORGANISATION, _("Add evidence for an organisation"), about="listed", names="organisation")
def add_organisation_evidence(
    *, by: Person, listed: ListedRecommendation, organisation: Organisation, today: date, **given: Any
) -> Evidence:
    """Say on what an organisation's assessment rests. Raises NotYourOrganisation, NothingSaid, NoEndDate."""
    if not listed.coalition.member_organisations.filter(organisation=organisation, representative=by).exists():
        raise NotYourOrganisation
    return _added_once(listed, by=by, today=today, organisation=organisation, **_cleaned(given, today))


def _added_once(listed: ListedRecommendation, *, by: Person, today: date | None, **given: Any) -> Evidence:
    """A new piece of evidence; the same one where the same person added exactly this today: a button pressed twice."""
    ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    there = Evidence.objects.filter(listed=listed, added_by=by, added_on=today, **given).first()
    return there or Evidence.objects.create(listed=listed, added_by=by, added_on=today, **given)


@act(FOLLOW_UP, _("Change evidence of what was done"), about="follow_up")
def change_evidence(
    *, by: Person, follow_up: FollowUp, evidence: Evidence, today: date, version: int, **given: Any
) -> Evidence:
    """Change a piece of evidence; if it was verified or rejected, it waits to be verified again.

    Raises ListChanged, NothingSaid, NoEndDate.
    """
    return _changed(follow_up.evidence.select_for_update().get(pk=evidence.pk), by, today, version, given)


@act(SPEAK_FOR_ORGANISATION, _("Change an organisation's evidence"), about="listed")
def change_organisation_evidence(
    *, by: Person, listed: ListedRecommendation, evidence: Evidence, today: date, version: int, **given: Any
) -> Evidence:
    """The same for evidence of an organisation, by its representative. Raises also NotYourOrganisation."""
    if not speaks_for(by, evidence):
        raise NotYourOrganisation
    return _changed(listed.evidence.select_for_update().get(pk=evidence.pk), by, today, version, given)


def _changed(current: Evidence, by: Person, today: date, version: int, given: dict[str, Any]) -> Evidence:
    cleaned = _cleaned(given, today)
    if all(getattr(current, name) == value for name, value in cleaned.items()):
        return current
    if version != current.version:
        raise ListChanged
    for name, value in cleaned.items():
        setattr(current, name, value)
    current.version += 1
    # It says something else now than what was verified.
    current.state, current.checked_by, current.checked_on = Evidence.State.NEW, None, None
    current.rejected_because, current.added_by = "", by
    current.save()
    return current


def _cleaned(given: dict[str, Any], today: date | None) -> dict[str, Any]:
    """The fields of a piece of evidence, ready to be saved.

    Besides those of `add_evidence`: `link`, `place` (where it is kept), `seen_by`, `personal` (whether it holds
    personal data) and `personal_until`, the day on which it is deleted then.
    """
    what, source = cleaned_answer(given["what"]), cleaned_answer(given["source"])
    if not (what and source):
        raise NothingSaid
    until = given.get("personal_until")
    if given.get("personal") and (until is None or (today and until <= today)):
        raise NoEndDate
    return {
        "what": what,
        "kind": Evidence.Kind(given["kind"]),
        "day": given["day"],
        "source": source,
        "link": given.get("link", ""),
        "place": " ".join(given.get("place", "").split()),
        "reliability": Evidence.Reliability(given["reliability"]),
        "seen_by": Evidence.SeenBy(given.get("seen_by") or Evidence.SeenBy.COALITION),
        "personal_until": until,
    }


@act(CHECK_EVIDENCE, _("Verify evidence"), about="evidence")
def verify_evidence(*, by: Person, evidence: Evidence, today: date, version: int | None = None) -> Evidence:
    """Say that a piece of evidence was checked and holds, as it was in the `version` that the person saw.

    Raises OwnEvidence, ListChanged.
    """
    current = _current(evidence, version)
    if current.added_by_id == by.pk:
        raise OwnEvidence
    return _checked(current, Evidence.State.VERIFIED, by, today)


@act(CHECK_EVIDENCE, _("Reject evidence"), about="evidence")
def reject_evidence(
    *, by: Person, evidence: Evidence, reason: str, today: date, version: int | None = None
) -> Evidence:
    """Say that a piece of evidence does not hold, and why. No document cites it then. Raises NoReason, ListChanged."""
    if not (reason := cleaned_answer(reason)):
        raise NoReason
    return _checked(_current(evidence, version), Evidence.State.REJECTED, by, today, reason)


def _current(evidence: Evidence, version: int | None) -> Evidence:
    current = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if current is None or version not in (None, current.version):
        raise ListChanged
    return current


def _checked(evidence: Evidence, state: Evidence.State, by: Person, today: date, reason: str = "") -> Evidence:
    evidence.state, evidence.checked_by, evidence.checked_on, evidence.rejected_because = state, by, today, reason
    evidence.save(update_fields=["state", "checked_by", "checked_on", "rejected_because"])
    return evidence


@act(FOLLOW_UP, _("Take evidence away"), about="follow_up")
def remove_evidence(*, by: Person, follow_up: FollowUp, evidence: Evidence) -> None:
    """Take evidence away that should not stand there."""
    follow_up.evidence.filter(pk=evidence.pk).delete()


@act(REMOVE_FOR_ORGANISATION, _("Take an organisation's evidence away"), about="listed")
def remove_organisation_evidence(*, by: Person, listed: ListedRecommendation, evidence: Evidence) -> None:
    """Take an organisation's evidence away: its representative, or a coordinator. Raises NotYourOrganisation."""
    if not (speaks_for(by, evidence) or Role.COORDINATOR in roles_of(by, listed)):
        raise NotYourOrganisation
    listed.evidence.filter(pk=evidence.pk).exclude(organisation=None).delete()
