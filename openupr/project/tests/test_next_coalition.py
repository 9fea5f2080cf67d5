"""Nothing private to people goes along into the next review's coalition: every table is looked through."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.coalitions.carry_over import CARRY_OVER, start_next_coalition
from openupr.coalitions.models import Coalition, Participation
from openupr.followup.models import Evidence
from openupr.proposals.models import Proposal

from .backups.everything import fill

# What the new coalition is made of, and what was ticked.
MADE = {
    "accounts.AuditLine",
    "coalitions.Coalition",
    "coalitions.Participation",
    "reviews.Review",
    "timeline.Calendar",
    "timeline.Milestone",
}
TAKEN = {
    "advocacy.Lessons",
    "advocacy.NotApproached",
    "advocacy.Partner",
    "advocacy.Presence",
    "coalitions.ExternalEvent",
    "coalitions.Group",
    "coalitions.Organisation",
    "followup.Assessment",
    "followup.Evidence",
    "followup.EvidenceFile",
    "followup.FollowUp",
    "followup.ListedRecommendation",
    "followup.NotTheSame",
    "followup.Report",
    "roadmaps.Proposal",
    "roadmaps.Wording",
    "roadmaps.WordingVersion",
}


def last_rows() -> dict[type[models.Model], int]:
    """The highest key of each table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        found[model] = last if isinstance(last, int) else 0
    return found


@pytest.mark.once
def test_only_these_tables_get_rows_and_no_row_names_anybody_but_who_started_it(db: None) -> None:
    fill()
    old = Coalition.objects.get()
    sophea = Participation.objects.filter(coalition=old, role="coordinator").get().person
    Evidence.objects.update(seen_by="coalition", personal_until=None)
    Proposal.objects.update(state="adopted")
    before = last_rows()
    take = [each.key for each in CARRY_OVER]
    start_next_coalition(by=sophea, coalition=old, name="Next", languages=["en"], take=take, now=timezone.now())
    new = {model: model._base_manager.filter(pk__gt=last) for model, last in before.items() if last}
    grown = {model._meta.label for model, rows in new.items() if rows.exists()}
    assert grown <= MADE | TAKEN, "is it private to people? Else name it above"
    assert grown >= TAKEN, "the test says nothing of these"
    for model, rows in new.items():
        for field in model._meta.concrete_fields:
            if field.related_model is Person:
                named = set(rows.values_list(field.attname, flat=True))
                assert named <= {None, sophea.pk}, f"{model._meta.label}.{field.name}"
