"""The follow-up list taken along to the coalition of the next review."""

from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from openupr.coalitions.carry_over import CarryingOver
from openupr.coalitions.models import Coalition, Group, Organisation

from .models import Assessment, Evidence, EvidenceFile, FollowUp, ListedRecommendation, NotTheSame, Report


def _values(row: Model, *without: str) -> dict[str, Any]:
    """What a row holds, by the names of its columns, without its key and those named."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return {name: value for name, value in values.items() if name not in without}


def count_recommendations(coalition: Coalition, _now: datetime) -> int:
    return coalition.follow_up_list.count()


def carry_recommendations(going: CarryingOver) -> None:
    """Copy the list, the groups' lines and what was said of them, with its history.

    Also which requests are not the same, and when the coalition reported. Authors and consent to be
    named stay behind: consent was given for the other coalition's files. The words of an
    organisation or group go only where it goes along.
    """
    rows = list(going.old.follow_up_list.order_by("pk"))
    for old in rows:
        new = ListedRecommendation(**_values(old, "coalition_id", "judged_with_id", "published"), coalition=going.new)
        new.save()
        going.note(old, new)
    for old in rows:
        if old.judged_with_id and (lead := going.new_of(ListedRecommendation, old.judged_with_id)):
            ListedRecommendation.objects.filter(pk=_new(going, old.pk).pk).update(judged_with=lead)
    for line in FollowUp.objects.filter(listed__coalition=going.old).order_by("pk"):
        group = going.new_of(Group, line.group_id)
        if group:
            values = _values(line, "group_id", "listed_id", "owner_id", "due")
            follow_up = FollowUp.objects.create(**values, group=group, listed=_new(going, line.listed_id))
            going.note(line, follow_up)
    _carry_assessments(going)
    for old_row in [*NotTheSame.objects.filter(coalition=going.old), *Report.objects.filter(coalition=going.old)]:
        type(old_row)._default_manager.create(**_values(old_row, "coalition_id"), coalition=going.new)


def _new(going: CarryingOver, old: int) -> ListedRecommendation:
    new = going.new_of(ListedRecommendation, old)
    assert new is not None  # all were copied
    return new


def _carry_assessments(going: CarryingOver) -> None:
    assessments = []
    for old in Assessment.objects.filter(listed__coalition=going.old).order_by("pk"):
        organisation = going.new_of(Organisation, old.organisation_id)
        group = going.new_of(Group, old.group_id)
        if not old.is_claim and organisation is None and group is None:
            continue
        values = _values(old, "listed_id", "organisation_id", "group_id", "said_by_id", "named")
        listed = _new(going, old.listed_id)
        assessments.append(Assessment(**values, listed=listed, organisation=organisation, group=group))
    Assessment.objects.bulk_create(assessments)


def shared_evidence_of(coalition: Coalition) -> QuerySet[Evidence]:
    """Evidence to copy: not what only its author may see, and nothing with personal data."""
    evidence = Evidence.objects.filter(listed__coalition=coalition, personal_until=None)
    return evidence.exclude(seen_by=Evidence.SeenBy.OWN)


def count_evidence(coalition: Coalition, _now: datetime) -> int:
    return shared_evidence_of(coalition).count()


def carry_evidence(going: CarryingOver) -> None:
    """Shared evidence with its files and the state of its verification; without names of people."""
    files = set(EvidenceFile.objects.filter(evidence__listed__coalition=going.old).values_list("evidence", flat=True))
    for old in shared_evidence_of(going.old).order_by("pk"):
        values = _values(old, "listed_id", "follow_up_id", "organisation_id", "checked_by_id", "added_by_id")
        new = Evidence.objects.create(
            **values,
            listed=_new(going, old.listed_id),
            follow_up=going.new_of(FollowUp, old.follow_up_id),
            organisation=going.new_of(Organisation, old.organisation_id),
        )
        if old.pk in files:
            # One at a time: a file may have ten megabytes.
            file = EvidenceFile.objects.get(evidence=old)
            EvidenceFile.objects.create(**_values(file, "evidence_id"), evidence=new)
