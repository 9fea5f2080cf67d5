from datetime import date

from django.apps import apps
from django.db.models import ForeignKey
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import AuditLine, Person
from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.group_members import appoint_rapporteur
from openupr.coalitions.models import Coalition, Group, GroupMembership, Participation, RapporteurTerm
from openupr.coalitions.tests.examples.cast import Cast
from openupr.decisions.forgetting import NAMES
from openupr.decisions.models import Decision, Option, Voice
from openupr.followup.forgetting import NAMES as OF_FOLLOW_UPS
from openupr.proposals.forgetting import NAMES as OF_PROPOSALS
from openupr.proposals.models import Comment, WordingVersion
from openupr.proposals.proposals import comment, propose
from openupr.roadmaps.forgetting import NAMES as OF_ROADMAPS

from .conftest import SignIn

NOW = timezone.now()
# Who takes part, in what and whom they speak for: not authorship.
TAKING_PART = {
    "Affiliation.person",
    "FollowedCalendar.person",
    "GroupMembership.person",
    "MemberOrganisation.representative",
    "Participation.person",
    "Preference.person",
    "RapporteurTerm.person",
}
# What is deleted with its row.
DELETED = {"ChosenFile.person", "PairedDevice.person", "PairedDevice.made_by"}


def test_every_name_beside_a_text_is_known_to_forgetting() -> None:
    names = {
        f"{model.__name__}.{field.name}"
        for app in ("coalitions", "followup", "roadmaps")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Person
    }
    assert names - TAKING_PART - DELETED == {
        f"{model.__name__}.{field}" for model, field, _way in (*NAMES, *OF_PROPOSALS, *OF_ROADMAPS, *OF_FOLLOW_UPS)
    }


def test_the_coordinator_sees_what_was_done_and_nobody_else_does(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.chan, group=cast.land, text="Publish the land concessions.", language="en", now=NOW)
    address = reverse("coalitions:audit-log", kwargs=cast.at_coalition)
    page = browser_of(cast.sophea).get(address).content.decode()
    assert "Chan" in page
    assert "land concessions" not in page
    assert browser_of(cast.dara).get(address).status_code == 403


def test_forgetting_takes_the_names_and_leaves_the_texts(cast: Cast, browser_of: SignIn) -> None:
    proposal = propose(by=cast.chan, group=cast.land, text="Publish the concessions.", language="en", now=NOW)
    comment(by=cast.bopha, proposal=proposal, text="Which ones?", now=NOW)
    appoint_rapporteur(by=cast.sophea, group=cast.land, person=cast.chan, today=date(2026, 11, 24))
    decision = Decision.objects.create(coalition=cast.coalition, question="Which way?", asked_on=date(2026, 11, 24))
    option = Option.objects.create(decision=decision, order=1, text="Joint")
    Voice.objects.create(decision=decision, organisation=cast.forest, option=option, given_by=cast.nary, given_at=NOW)
    address = reverse("coalitions:forget", kwargs=cast.at_coalition)
    client = browser_of(cast.sophea)
    assert client.post(address, {}).status_code == 200
    assert WordingVersion.objects.exclude(saved_by=None).exists()
    refused = client.post(address, {"meant": "on"})
    assert "Nothing of this coalition is lodged yet." in refused.content.decode()
    assert WordingVersion.objects.exclude(saved_by=None).exists()
    assert client.post(address, {"meant": "on", "in_danger": "on"}).status_code == 302
    assert not WordingVersion.objects.exclude(saved_by=None).exists()
    assert WordingVersion.objects.get().text == "Publish the concessions."
    assert Comment.objects.get().author is None
    assert (Voice.objects.get().given_by, Voice.objects.get().organisation) == (None, cast.forest)
    assert [term.person for term in RapporteurTerm.objects.all()] == [cast.chan]
    lines = AuditLine.objects.filter(circle=cast.coalition.key)
    assert lines.filter(what="coalitions.forget_authorship").exists()
    assert not lines.exclude(who=None).exists()


def test_other_coalitions_remember(cast: Cast) -> None:
    other = Coalition.objects.create(review=cast.coalition.review, name="Another", founded=date(2026, 11, 24))
    group = Group.objects.create(coalition=other, name="Land")
    Participation.objects.create(coalition=other, person=cast.chan, since=other.founded)
    GroupMembership.objects.create(group=group, person=cast.chan, since=other.founded)
    propose(by=cast.chan, group=group, text="Publish the concessions.", language="en", now=NOW)
    forget_authorship(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), in_danger=True)
    assert WordingVersion.objects.get().saved_by == cast.chan
