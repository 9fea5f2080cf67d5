"""Organisations that coalitions shared become one row for each, and everything that named them follows."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps as present
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

BEFORE = [("coalitions", "0013_chosen_files")]
DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)

# The step is written and does not change any more; test_old_data takes it with all others.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]


def migrated(targets: list[tuple[str, str]]) -> Any:
    """The models as they are once the database has been brought there."""
    MigrationExecutor(connection).migrate(targets)
    loader = MigrationExecutor(connection).loader
    return loader.project_state(list(loader.applied_migrations)).apps


def test_a_shared_organisation_becomes_one_for_each_coalition() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        fill(migrated(BEFORE).get_model)
        migrated(latest)
        check()
    finally:
        migrated(latest)


def fill(model: Any) -> None:
    """Two coalitions that share River Watch; one organisation that no coalition has."""
    made = model("coalitions", "Organisation").objects
    river, alone = made.create(name="River Watch", about="By the river."), made.create(name="Alone")
    people = {name: model("accounts", "Person").objects.create(username=name) for name in ("dara", "chan", "maly")}
    for person in people.values():
        model("coalitions", "Affiliation").objects.create(person=person, organisation=river, since=DAY)
    model("coalitions", "Affiliation").objects.create(person=people["maly"], organisation=alone, since=DAY)
    review, _new = model("reviews", "Review").objects.get_or_create(iso3="KHM", cycle=5)
    for name, person in (("first", people["dara"]), ("second", people["chan"])):
        fill_coalition(model, name, review, river, person)
    audit = model("accounts", "AuditLine").objects
    for circle in ("first", "second", f"organisation {river.pk}"):
        audit.create(when=NOW, what="coalitions.manage_organisations", circle=circle, about=f"organisation {river.pk}")
    model("accounts", "Invitation").objects.create(
        token_hash="x", circle=f"organisation {river.pk}", made_at=NOW, expires_at=NOW
    )


def fill_coalition(model: Any, name: str, review: Any, river: Any, person: Any) -> None:
    coalition = model("coalitions", "Coalition").objects.create(key=name, name=name, review=review, founded=DAY)
    model("coalitions", "Participation").objects.create(
        coalition=coalition, person=person, organisation=river, since=DAY
    )
    model("coalitions", "MemberOrganisation").objects.create(
        coalition=coalition, organisation=river, representative=person, since=DAY
    )
    invitation = model("accounts", "Invitation").objects.create(
        token_hash=name, circle=name, made_at=NOW, expires_at=NOW
    )
    model("coalitions", "Place").objects.create(invitation=invitation, coalition=coalition, organisation=river)
    group = model("coalitions", "Group").objects.create(coalition=coalition, name="Land")
    group.organisations.add(river)
    decision = model("coalitions", "Decision").objects.create(coalition=coalition, question="?", asked_on=DAY)
    option = model("coalitions", "Option").objects.create(decision=decision, order=1, text="Yes")
    model("coalitions", "Voice").objects.create(decision=decision, organisation=river, option=option, given_at=NOW)
    submission = model("submissions", "Submission").objects.create(
        coalition=coalition, kind="own", title="Ours", organisation=river, rules="2017", begun=DAY
    )
    section = model("submissions", "Section").objects.create(submission=submission, heading="One", order=1)
    model("submissions", "SectionTask").objects.create(section=section, organisation=river, work="draft")
    model("submissions", "Stance").objects.create(section=section, organisation=river, seen_to_by=river, says="agrees")
    edition = model("submissions", "Edition").objects.create(submission=submission, number=1, made_at=NOW, content={})
    model("submissions", "SignOn").objects.create(
        submission=submission, organisation=river, edition=edition, choice="named", said_at=NOW
    )
    workshop = model("workshops", "Workshop").objects.create(coalition=coalition, title="Two days")
    workshop.organisations.add(river)


def check() -> None:
    get = present.get_model
    organisations = get("coalitions", "Organisation").objects.order_by("coalition__key")
    assert list(organisations.values_list("name", "about", "coalition__key")) == [
        ("River Watch", "By the river.", "first"),
        ("River Watch", "By the river.", "second"),
    ]
    assert [each.affiliations.get().person.username for each in organisations] == ["dara", "chan"]
    ways = uses()
    assert len(ways) >= 11
    for model, field, way in ways:
        named = model.objects.exclude(**{field: None})
        assert named.count() == 2, model
        assert not named.exclude(**{f"{field}__coalition": F(way)}).exists(), model
    lines = get("accounts", "AuditLine").objects.order_by("circle").values_list("circle", "about")
    assert list(lines) == [(each.coalition.key, f"organisation {each.pk}") for each in organisations]
    assert set(get("accounts", "Invitation").objects.values_list("circle", flat=True)) == {"first", "second"}


def uses() -> list[tuple[Any, str, str]]:
    """Every field of today's models that names an organisation, and the way from there to its coalition."""
    steps = ("coalition", "group__coalition", "decision__coalition", "submission__coalition", "workshop__coalition",
             "section__submission__coalition")  # fmt: skip
    organisation = present.get_model("coalitions", "Organisation")
    found = []
    for model in present.get_models(include_auto_created=True):
        # An affiliation is the organisation's own; the others name one only since later.
        later = (
            "coalitions.Affiliation",
            "followup.Evidence",
            "followup.Assessment",
            "advocacy.Speaker",
            "advocacy.PutInTouch",
        )
        if model._meta.label in later:
            continue
        names = {field.name for field in model._meta.get_fields()}
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is organisation:
                way = next(step for step in steps if step.partition("__")[0] in names)
                found.append((model, field.name, way))
    return found
