"""Adopted recommendations that go along to the coalition for the next review."""

from datetime import datetime

from django.db.models import QuerySet

from openupr.coalitions.carry_over import CarryingOver
from openupr.coalitions.models import Coalition, Group

from .models import Proposal, Wording
from .proposals import keep_version


def count_adopted(coalition: Coalition, _now: datetime) -> int:
    return _adopted(coalition).count()


def _adopted(coalition: Coalition) -> QuerySet[Proposal]:
    return Proposal.objects.filter(group__coalition=coalition, state=Proposal.State.ADOPTED)


def carry_adopted(going: CarryingOver) -> None:
    """What each group adopted, as drafts of the same group with their wordings. No names and no
    comments go along.
    """
    for old in _adopted(going.old).order_by("group", "number").prefetch_related("wordings"):
        group = going.new_of(Group, old.group_id)
        if group is None:
            continue
        new = Proposal.objects.create(
            group=group,
            number=old.number,
            repeats_id=old.repeats_id,
            sdg_targets=old.sdg_targets,
            issues=old.issues,
            changed=going.now,
        )
        for before in old.wordings.all():
            wording = Wording.objects.create(
                proposal=new,
                language=before.language,
                is_original=before.is_original,
                text=before.text,
                version=1,
            )
            keep_version(wording, by=None, now=going.now)
