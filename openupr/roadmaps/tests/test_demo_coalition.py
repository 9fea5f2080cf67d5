from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from openupr.accounts.models import Person
from openupr.coalitions.demo import NamesTaken, NotOnTopOfWork
from openupr.coalitions.groups import groups_of
from openupr.coalitions.models import Coalition, Organisation, Participation, RapporteurTerm
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.timeline import coalition_agenda
from openupr.decisions.decisions import tallies_of
from openupr.proposals.models import Proposal
from openupr.recommendations.tests.demo_record import demo_record
from openupr.roadmaps.demo import STAGES, load_demo_coalition
from openupr.roadmaps.models import Feedback
from openupr.roadmaps.record_answer import record_answer
from openupr.roadmaps.roadmap import roadmap_of
from openupr.timeline.models import Milestone

TODAY = date(2026, 11, 24)


@pytest.mark.django_db
def test_the_demo_is_the_day_after_a_workshop() -> None:
    made = load_demo_coalition(stage="groups", today=TODAY)
    groups = list(made.coalition.groups.all())
    assert len(groups) == 8
    assert RapporteurTerm.objects.filter(group__in=groups, until=None).count() == 8
    assert all(group.memberships.count() >= 2 for group in groups)
    members = made.coalition.member_organisations.all()
    assert [member for member in members if member.representative is None] == []
    assert set(made.coalition.participations.values_list("role", flat=True)) == set(Participation.Role.values)
    assert Milestone.objects.filter(calendar=made.coalition.calendar, kind="step").count() == 6
    client = Client()
    assert client.login(username="sophea", password=made.password)
    page = client.get(reverse("coalitions:coalition", args=[made.coalition.key])).content.decode()
    assert "Rapporteurs meet" in page


@pytest.mark.django_db
def test_the_demos_dates_agree_with_each_other_and_are_called_invented() -> None:
    today = date(2026, 11, 28)  # a Saturday
    coalition = load_demo_coalition(stage="drafting", today=today).coalition
    found = coalition_agenda(coalition, today=today, extent="all")
    days = {line.entry.key: line for line in found.lines if line.entry.window}
    order = ["outline", "draft", "comments", "validation", "sign-on", "lodge", "submission-deadline",
             "in-country-pre-session", "geneva-pre-session", "review", "adoption"]  # fmt: skip
    firsts = [days[key].entry.window.first for key in order]
    assert firsts == sorted(firsts)
    assert [line.title for line in found.lines if line.conflicts and not line.is_overdue] == []
    assert days["documents"].entry.window.last < days["review"].entry.window.first
    told = ("submission-deadline", "in-country-pre-session", "geneva-pre-session", "review")
    assert {(days[key].status, days[key].source) for key in told} == {("invented", "")}
    assert {days[key].entry.window.first.isoweekday() for key in told} <= {1, 2, 3, 4, 5}
    assert "published" not in {line.status for line in found.lines}


@pytest.mark.django_db
def test_every_name_of_the_demo_says_that_it_is_invented() -> None:
    load_demo_coalition(stage="groups", today=TODAY)
    assert [person for person in Person.objects.all() if not person.called.endswith("(demo)")] == []
    assert [each for each in Organisation.objects.all() if not each.name.startswith("Example ")] == []
    assert "invented" in Coalition.objects.get().name


def test_the_demo_does_not_come_beside_a_coalition(cast: Cast) -> None:
    with pytest.raises(NotOnTopOfWork):
        load_demo_coalition(stage="groups", today=TODAY)
    assert Coalition.objects.get() == cast.coalition


@pytest.mark.django_db
def test_the_demo_takes_nobodys_account() -> None:
    Person.objects.create(username="dara")
    with pytest.raises(NamesTaken, match="dara"):
        load_demo_coalition(stage="groups", today=TODAY)
    assert not Coalition.objects.exists()


@pytest.mark.django_db
def test_each_demo_has_a_password_of_its_own() -> None:
    made = load_demo_coalition(stage=STAGES[0], today=TODAY)
    assert authenticate(None, username="dara", password=made.password) is not None
    assert len(made.password) >= 14


@pytest.mark.django_db
def test_some_weeks_later_the_groups_have_drafted_met_and_decided() -> None:
    made = load_demo_coalition(stage="drafting", today=TODAY)
    groups = list(made.coalition.groups.all())
    assert [group.proposals.count() for group in groups] == [4] * 8
    states = set(Proposal.objects.values_list("state", flat=True))
    assert states == {"draft", "proposed", "presented", "adopted", "dropped"}
    disabled = [
        each.number for each in Proposal.objects.filter(group__name="Public health") if "disabilities" in each.issues
    ]
    assert disabled == [2, 3], "what a text is about is among its issues"
    decision, ranking, *routes = tallies_of(made.coalition)
    assert ([route.stands for route in routes], ranking.room_total) == ([True] * 8, 33)
    assert decision.has_quorum
    assert [option.route for option in decision.leading] == ["joint"]
    assert [each.organisation.short_name for each in decision.dissent] == ["Rainbow Circle"]
    assert [each.group.name for each in Feedback.objects.filter(state="released")] == ["Access to justice"]
    assert [group.answers.count() for group in groups] == [10] * 8
    # Who takes part and who leads is known of every group without an answer of its own.
    assert {roadmap_of(group, today=TODAY).lines[n].state for group in groups for n in (1, 2)} == {"done"}
    assert [group.roadmap_done for group in groups_of(made.coalition)] == [
        roadmap_of(group, today=TODAY).done for group in groups
    ]
    assert [str(each.finder) for each in groups[0].outline.exclude(evidence_wanted="")] == ["Leak (demo)"]
    assert groups[0].handouts.get().received_on == TODAY - timedelta(days=3)
    due = coalition_agenda(made.coalition, today=TODAY, extent="all").due
    soon = {line.entry.whose for line in due if line.title == "Answer question 7"}
    assert {"Chan (demo)", "Rith (demo)", "Srey (demo)", "Kosal (demo)", "Leak (demo)"} <= soon


@pytest.mark.django_db
def test_some_weeks_later_people_have_looked_at_earlier_recommendations() -> None:
    demo_record()
    made = load_demo_coalition(stage="drafting", today=TODAY)
    told = {}
    for name in ("Land and natural resources", "Access to justice"):
        record = record_answer(made.coalition.groups.get(name=name), today=TODAY)
        assert record is not None
        told[name] = [each.told.partition(".")[0] for each in record.proposals if each.looked.looked]
    assert told == {
        "Land and natural resources": ["The group looked at 5: 3 are about the same (Supported 3)"],
        "Access to justice": ["The group looked at 3: 2 are about the same (Supported 1, Noted 1)"],
    }
