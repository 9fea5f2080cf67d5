"""What decisions ask of each person, beside what else waits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openupr.coalitions.dates import WhenGiven, add_date
from openupr.coalitions.for_me import number_waiting_for, owed_in, waiting_for
from openupr.coalitions.messages import GROUP_ASKS
from openupr.coalitions.models import Coalition, MemberOrganisation, Organisation, Participation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast, another_coalition
from openupr.coalitions.tests.test_for_me import NOW, SOON, TODAY, waits_for
from openupr.decisions.decisions import ask_group, ask_organisations, close_decision
from openupr.decisions.models import Decision
from openupr.decisions.voices import ask_for_voices, give_voice
from openupr.timeline.models import Milestone


@pytest.fixture
def decision(cast: Cast) -> Decision:
    """A question that is open for five days."""
    options = [("Joint", ""), ("By group", "")]
    return ask_organisations(
        by=cast.sophea,
        coalition=cast.coalition,
        question="Which route?",
        options=options,
        closes_on=SOON,
        today=TODAY,
    )


def test_a_decision_waits_for_who_speaks_for_an_organisation_until_it_has_spoken(
    cast: Cast, decision: Decision
) -> None:
    assert waits_for(cast.nary) == ["decision"]
    assert waits_for(cast.chan) == []
    option = decision.options.first()
    assert option
    give_voice(by=cast.nary, decision=decision, organisation=cast.forest, option=option, now=NOW)
    assert waits_for(cast.nary) == []
    left = cast.coalition.member_organisations.exclude(organisation=cast.forest)
    assert waits_for(cast.sophea) == [] if left.exists() else ["close-decision"]
    left.delete()
    assert waits_for(cast.sophea) == ["close-decision"], "all have spoken"


def test_an_open_decision_waits_for_the_coordinator_once_its_day_is_past(cast: Cast, decision: Decision) -> None:
    assert waits_for(cast.sophea) == []
    Decision.objects.update(closes_on=TODAY - timedelta(days=1))
    assert waits_for(cast.sophea) == ["close-decision"]
    close_decision(by=cast.sophea, decision=decision, outcome="None", now=NOW)
    assert waits_for(cast.sophea) == waits_for(cast.nary) == []


def test_the_list_says_what_until_when_with_one_button_and_the_header_its_number(
    cast: Cast, decision: Decision, browser_of: SignIn
) -> None:
    page = browser_of(cast.nary).get(reverse("coalitions:for-me")).content.decode()
    assert "Which route?" in page
    assert "(5 days left)" in page
    assert f'href="{reverse("decisions:decision", args=[cast.coalition.key, decision.pk])}"' in page
    elsewhere = browser_of(cast.nary).get(reverse("recommendations:states")).content.decode()
    assert 'For me <span class="waiting-number">1</span>' in elsewhere
    in_a_phone = elsewhere[elsewhere.index("nav-fold") :]
    assert in_a_phone.index("For me <span") < in_a_phone.index(">Search<"), "it comes first in a phone's menu"
    assert elsewhere.index(">Search<") < elsewhere.index("For me <span")
    assert "waiting-number" not in browser_of(cast.chan).get(reverse("coalitions:for-me")).content.decode()


def test_who_owes_what_names_roles_with_the_people_who_hold_them_the_most_urgent_first(
    cast: Cast, decision: Decision, browser_of: SignIn
) -> None:
    when = WhenGiven(TODAY + timedelta(days=2))
    told = {"key": "rooms", "title": "Find rooms", "whose": "Organisers"}
    add_date(by=cast.sophea, coalition=cast.coalition, when=when, today=TODAY, **told)
    owed = [(each.whose, each.title) for each in owed_in(cast.coalition, now=NOW) if each.due]
    assert owed == [("Coordinators: Sophea", "Find rooms"), ("Forest Watch of the Test: Nary", "Which route?")]
    address = reverse("coalitions:owed", args=[cast.coalition.key])
    page = browser_of(cast.dara).get(address).content.decode()
    assert page.index("Find rooms") < page.index("Which route?")
    message = browser_of(cast.dara).get(address).context["message"]
    assert message.neutral.startswith("Something waits for you. Sign in to")
    assert "Find rooms" in message.named
    assert "Sophea" in message.named
    assert "Sophea" not in message.neutral
    of_land, of_labour = (
        reverse("coalitions:new-group-date", args=[cast.coalition.key, each.pk]) for each in (cast.land, cast.labour)
    )
    of_all = reverse("coalitions:new-date", kwargs=cast.at_coalition)
    for person, shown, forms in (
        (cast.dara, {}, [of_land]),
        (cast.dara, {"group": cast.labour.pk}, [of_land]),
        (cast.chan, {}, []),
        (cast.sophea, {}, [of_all]),
        (cast.sophea, {"group": cast.labour.pk}, [of_labour]),
    ):
        page = browser_of(person).get(address, shown).content.decode()
        assert [each for each in (of_all, of_land, of_labour) if f'href="{each}?give=1' in page] == forms
    assert browser_of(cast.vuthy).get(address).status_code == 403


def test_a_message_to_copy_says_what_waits_and_names_no_group_and_no_person(cast: Cast, browser_of: SignIn) -> None:
    dara, address = browser_of(cast.dara), reverse("coalitions:group", args=[cast.coalition.key, cast.land.pk])
    with GROUP_ASKS.only(ask_for_voices):
        message = dara.get(address).context["message"]
        assert message.neutral.startswith("There is news in our group. Please look at its page. Sign in to")
        assert message.named.startswith("Land. There is news")
        options = [("Joint", ""), ("By group", "")]
        ask_group(
            by=cast.dara, group=cast.land, question="Which for Land?", options=options, closes_on=SOON, today=TODAY
        )
        message = dara.get(address).context["message"]
    assert message.neutral.startswith("A question waits for your organisation's answer. Last day: ")
    assert "Land" not in message.neutral


def test_a_member_without_a_voice_reads_who_speaks_for_their_organisation(
    cast: Cast, decision: Decision, browser_of: SignIn
) -> None:
    address = reverse("decisions:decision", args=[cast.coalition.key, decision.pk])
    assert "You do not take part for an organisation." in browser_of(cast.chan).get(address).content.decode()
    Participation.objects.filter(person=cast.chan).update(organisation=cast.forest)
    assert "Nary speaks for Forest Watch of the Test" in browser_of(cast.chan).get(address).content.decode()


def test_a_member_reads_of_an_open_decision_that_another_answers_and_it_is_no_task(
    cast: Cast, decision: Decision, browser_of: SignIn
) -> None:
    def told() -> str:
        return " ".join(browser_of(cast.chan).get(reverse("coalitions:for-me")).content.decode().split())

    assert "Open decision:" not in told(), "his organisation is none"
    Participation.objects.filter(person=cast.chan).update(organisation=cast.forest)
    assert "Which route?</a> · Nary answers for your organisation." in told()
    assert "waiting-number" not in told()
    cast.coalition.member_organisations.update(representative=None)
    assert "No one speaks for your organisation yet." in told()
    Decision.objects.update(group=cast.land)
    assert "(Land) · Your organisation is not asked." in told()
    cast.land.organisations.add(cast.forest)
    cast.coalition.member_organisations.update(representative=cast.nary)
    assert "Nary answers for your organisation." in told()
    asked = Decision.objects.get()
    give_voice(by=cast.nary, decision=asked, organisation=cast.forest, option=asked.options.first(), now=NOW)
    assert "Open decision:" not in told()


ROLES = st.sampled_from([None, *Participation.Role.values])


@pytest.mark.once
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(here=ROLES, there=ROLES, speaks=st.booleans())
def test_only_coalitions_that_somebody_belongs_to_ask_them_for_anything(
    cast: Cast, decision: Decision, here: str | None, there: str | None, speaks: bool
) -> None:
    """Also where they still speak for an organisation of a coalition that they left."""
    other = Coalition.objects.filter(name="Another coalition").first() or another_coalition()
    Participation.objects.filter(person=cast.rithy).delete()
    theirs = {cast.coalition: here, other: there}
    for coalition, role in theirs.items():
        if role:
            Participation.objects.create(coalition=coalition, person=cast.rithy, role=role, since=FOUNDED)
        organisation = Organisation.objects.get_or_create(coalition=coalition, name="Of Rithy")[0]
        values = {"representative": cast.rithy if speaks else None, "since": FOUNDED}
        MemberOrganisation.objects.update_or_create(coalition=coalition, organisation=organisation, defaults=values)
        Decision.objects.get_or_create(coalition=coalition, question="Overdue?", asked_on=TODAY, closes_on=FOUNDED)
    found = waiting_for(cast.rithy, [cast.coalition, other], now=NOW)
    asked = {(each.coalition.pk, each.kind.key) for each in found}
    allowed = {
        (coalition.pk, key)
        for coalition, role in theirs.items()
        for key, is_asked in (("decision", role and speaks), ("close-decision", role == "coordinator"))
        if is_asked
    }
    assert asked == allowed
    assert number_waiting_for(cast.rithy, today=NOW.date()) == len(found)


def test_what_can_be_done_now_comes_before_dates_and_dates_in_over_a_week_are_for_later(
    cast: Cast, decision: Decision, browser_of: SignIn
) -> None:
    told = {"key": "rooms", "title": "Find rooms", "whose": "Forest Watch"}
    for days, is_shown in ((2, True), (8, False), (-1, True)):
        when = WhenGiven(TODAY + timedelta(days=days))
        add_date(by=cast.sophea, coalition=cast.coalition, when=when, today=TODAY, **told)
        assert ("date" in waits_for(cast.nary)) == is_shown
        page = browser_of(cast.nary).get(reverse("coalitions:for-me")).content.decode()
        order = [page.index("Find rooms"), page.index("Which route?")]
        assert order == sorted(order, reverse=days > 0)
        assert ("Dates in the next 7 days" in page) == (days == 2)
    assert "was due on" in page
    assert "(1 day ago)" in page
    # A date of one's own is a task among the others, also in more than a week.
    given = {"key": "call", "title": "Call them", "whose": "", "person": cast.nary, "today": TODAY}
    add_date(by=cast.sophea, coalition=cast.coalition, when=WhenGiven(TODAY + timedelta(days=2)), **given)
    page = browser_of(cast.nary).get(reverse("coalitions:for-me")).content.decode()
    assert page.index("A task for you") < page.index("Call them") < page.index("Which route?")
    Milestone.objects.filter(title="Call them").update(day=TODAY + timedelta(days=10))
    assert waits_for(cast.nary).count("date") == 2
    assert ("A task", "Call them") in [(str(each.what), each.title) for each in owed_in(cast.coalition, now=NOW)]
