"""A coalition consults and decides."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings as of_django
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import MemberOrganisation, Organisation, Participation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of, today_there
from openupr.decisions.consultations import record_consultation
from openupr.decisions.decisions import ask_group, ask_organisations, close_decision, tallies_of, tally_of
from openupr.decisions.models import Consultation, Decision, Option, Voice
from openupr.decisions.rules.consultations import NothingRecorded, NotYetHeld
from openupr.decisions.rules.decisions import (
    ROUTES,
    DecisionClosed,
    StillOpen,
    TooFewOptions,
    VoiceOfAnotherOrganisation,
    check_question,
    leading,
    more_than_half_of,
)
from openupr.decisions.voices import give_voice

from .examples import TODAY, consultation, decision

NOW = datetime(2026, 3, 13, 14, tzinfo=timezone.get_default_timezone())


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(f"decisions:{page}", kwargs={**cast.at_coalition, **parts})


# Consultations


def test_a_consultation_is_recorded_with_how_many_and_what_changed(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.chan)
    told = {"day": "2026-03-01", "place": "A province", "people": 23, "said": "Not told of it", "who": "two villages"}
    client.post(at(cast, "consultation-new"), told)
    kept = Consultation.objects.get()
    client.post(at(cast, "consultation", number=kept.pk), told | {"changed": "A new recommendation"})
    page = client.get(at(cast, "consultations")).content.decode()
    assert "A new recommendation" in page
    assert "<strong>23</strong> people asked" in page
    told_outside = "1 consultation was held (March 2026), with 23 people. Asked were: two villages."
    assert f"<blockquote>{told_outside} What changed because of it: A new recommendation</blockquote>" in page
    assert client.get(at(cast, "consultations-json")).json()["people_asked"] == 23


def test_a_consultation_of_tomorrow_or_without_words_is_refused(cast: Cast, browser_of: SignIn) -> None:
    told = {"coalition": cast.coalition, "place": "A province", "today": TODAY}
    with pytest.raises(NotYetHeld):
        record_consultation(by=cast.sophea, day=TODAY + timedelta(1), said="x", **told)
    with pytest.raises(NothingRecorded):
        record_consultation(by=cast.sophea, day=TODAY, said="  ", **told)
    tomorrow = (today_of(cast.coalition) + timedelta(1)).isoformat()
    page = browser_of(cast.sophea).post(
        at(cast, "consultation-new"), {"day": tomorrow, "place": "A province", "said": "x"}
    )
    assert b"This day has not come yet" in page.content
    assert not Consultation.objects.exists()


def test_only_the_coordinator_takes_a_consultation_out(cast: Cast, browser_of: SignIn) -> None:
    address = at(cast, "consultation-remove", number=consultation(cast).pk)
    assert browser_of(cast.chan).post(address).status_code == 403
    assert browser_of(cast.sophea).post(address).status_code == 302
    assert not Consultation.objects.exists()


# Decisions


@pytest.fixture
def more_organisations(cast: Cast) -> list[Organisation]:
    """Two more organisations; Dara and Chan speak for them."""
    made = []
    for name, person in (("Labour Desk of the Test", cast.dara), ("River Network of the Test", cast.chan)):
        organisation = Organisation.objects.create(coalition=cast.coalition, name=name)
        MemberOrganisation.objects.create(
            coalition=cast.coalition, organisation=organisation, representative=person, since=TODAY
        )
        made.append(organisation)
    return made


def test_each_organisation_has_one_voice_and_the_last_before_closing_counts(
    cast: Cast, more_organisations: list[Organisation]
) -> None:
    asked = decision(cast)
    joint, by_group = asked.options.all()
    given = {"decision": asked, "now": NOW}
    give_voice(by=cast.nary, organisation=cast.forest, option=by_group, **given)
    give_voice(by=cast.nary, organisation=cast.forest, option=joint, **given)
    give_voice(by=cast.dara, organisation=more_organisations[0], option=by_group, dissent="We fear delay", **given)
    tally = tally_of(cast.coalition, asked.pk)
    assert tally is not None
    assert tally.by_option() == [(joint, 1), (by_group, 1)]
    assert [each.dissent for each in tally.dissent] == ["We fear delay"]
    assert tally.silent == [more_organisations[1]]
    assert Voice.objects.count() == 3  # what was said before is kept


def test_the_quorum_is_more_than_half_of_the_organisations_unless_somebody_chooses_otherwise(
    cast: Cast, more_organisations: object, browser_of: SignIn
) -> None:
    sophea, address = browser_of(cast.sophea), at(cast, "decision-new")
    page = sophea.get(address).content.decode()
    assert "If fewer speak, the outcome does not count. 3 organisations are asked." in page
    assert 'name="quorum" value="2"' in page
    asked = {"question": "Joint?", "option-1": "Yes", "option-2": "No"}
    refused = sophea.post(address, asked | {"quorum": 4}).content.decode()
    assert "Only 3 organisations are asked: more can never speak." in refused
    assert not Decision.objects.exists()
    sophea.post(address, asked | {"quorum": 3})
    assert Decision.objects.get().quorum == 3


def test_the_number_that_must_speak_is_first_one_that_those_who_can_speak_can_reach(
    cast: Cast, more_organisations: object, browser_of: SignIn
) -> None:
    cast.coalition.member_organisations.exclude(organisation=cast.forest).update(representative=None)
    page = browser_of(cast.sophea).get(at(cast, "decision-new")).content.decode()
    assert 'name="quorum" value="1"' in page
    assert "3 organisations are asked. 1 of them has somebody who speaks." in page
    earlier = decision(cast)
    Decision.objects.filter(pk=earlier.pk).update(quorum=3)
    anew = browser_of(cast.sophea).get(at(cast, "decision-new"), {"anew": earlier.pk})
    assert anew.context["form"]["quorum"].value() == 1


def test_an_outcome_that_begins_with_an_option_of_ours_is_read_in_khmer() -> None:
    with override("km"):
        told = Decision(outcome="One joint cross-sectoral submission. Ours stays.").told_outcome
    assert told == "របាយការណ៍រួមគ្រប់វិស័យមួយ។ Ours stays."


def test_what_a_person_typed_in_a_decision_stays_as_typed() -> None:
    with override("km"):
        typed = Decision(question="Geneva", outcome="Geneva. Or not.")
        option, issue = Option(decision=typed, text="Geneva"), Option(decision=typed, text="Labour", key="labour")
        assert (typed.asked, typed.told_outcome, str(option)) == ("Geneva", "Geneva. Or not.", "Geneva")
        assert str(issue) == gettext("Labour") != "Labour"
        assert Option(decision=typed, text=ROUTES[0][1]).said != ROUTES[0][1]


def test_more_than_half_of_two_is_both() -> None:
    assert [more_than_half_of(members) for members in (0, 1, 2, 3, 12)] == [1, 1, 2, 2, 7]


def test_nobody_speaks_for_an_organisation_that_did_not_name_them(cast: Cast, more_organisations: object) -> None:
    asked = decision(cast)
    option = asked.options.first()
    with pytest.raises(VoiceOfAnotherOrganisation):
        give_voice(by=cast.dara, decision=asked, organisation=cast.forest, option=option, now=NOW)
    with pytest.raises(NotPermitted):
        give_voice(by=cast.sophea, decision=asked, organisation=cast.forest, option=option, now=NOW)


def test_an_option_of_another_decision_is_no_choice(cast: Cast) -> None:
    asked = decision(cast)
    options = [("Yes", ""), ("No", "")]
    other = ask_organisations(
        by=cast.sophea, coalition=cast.coalition, question="Another?", options=options, today=TODAY
    )
    with pytest.raises(VoiceOfAnotherOrganisation):
        give_voice(by=cast.nary, decision=asked, organisation=cast.forest, option=other.options.first(), now=NOW)


def test_what_is_closed_stays_and_may_be_superseded_once(cast: Cast, browser_of: SignIn) -> None:
    asked = decision(cast)
    again = {"coalition": cast.coalition, "question": "Which route now?", "options": [("A", ""), ("B", "")]}
    with pytest.raises(StillOpen):
        ask_organisations(by=cast.sophea, supersedes=asked, today=TODAY, **again)
    closed = close_decision(by=cast.sophea, decision=asked, outcome="The joint one.", now=NOW)
    with pytest.raises(DecisionClosed):
        close_decision(by=cast.sophea, decision=asked, outcome="No, the other.", now=NOW)
    with pytest.raises(DecisionClosed):
        give_voice(by=cast.nary, decision=asked, organisation=cast.forest, option=asked.options.first(), now=NOW)
    ask_organisations(by=cast.sophea, supersedes=closed, today=TODAY, **again)
    page = browser_of(cast.vuthy).get(at(cast, "decision", number=asked.pk)).content.decode()
    assert "The joint one." in page
    assert "may supersede it once it is closed" in page
    later = Decision.objects.exclude(pk=asked.pk).get()
    give_voice(by=cast.nary, decision=later, organisation=cast.forest, option=later.options.all()[1], now=NOW)
    close_decision(by=cast.sophea, decision=later, outcome="B.", now=NOW)
    page = browser_of(cast.vuthy).get(at(cast, "decision", number=asked.pk)).content.decode()
    assert "Superseded by:" in page
    assert "superseded" in browser_of(cast.vuthy).get(at(cast, "decisions")).content.decode()
    assert Decision.objects.get(pk=asked.pk).outcome == "The joint one."


def test_without_a_quorum_nothing_is_superseded_and_the_page_says_that_the_outcome_does_not_stand(
    cast: Cast, browser_of: SignIn
) -> None:
    asked = decision(cast)
    give_voice(by=cast.nary, decision=asked, organisation=cast.forest, option=asked.options.all()[0], now=NOW)
    first = close_decision(by=cast.sophea, decision=asked, outcome="The joint one.", now=NOW)
    sophea = browser_of(cast.sophea)
    anew = sophea.get(at(cast, "decision-new"), {"anew": first.pk}).context["form"].initial
    assert (anew["question"], anew["supersedes"], anew["route-2"]) == ("Which route?", first, "by-group")
    again = {"coalition": cast.coalition, "question": "Anew?", "options": [("A", ""), ("B", "")], "supersedes": first}
    unheard = ask_organisations(by=cast.sophea, today=TODAY, **again)
    close_decision(by=cast.sophea, decision=unheard, outcome="B.", now=NOW)
    page = sophea.get(at(cast, "decision", number=unheard.pk)).content.decode()
    assert "Closed before enough had spoken: this outcome does not count" in page
    assert [(each.decision, each.stands) for each in tallies_of(cast.coalition)] == [(unheard, False), (first, True)]
    assert "closed without a quorum" in sophea.get(at(cast, "decisions")).content.decode()
    later = ask_organisations(by=cast.sophea, today=TODAY, **again)
    assert later.supersedes == first


def test_a_question_is_not_to_be_closed_on_a_day_that_is_over(cast: Cast, browser_of: SignIn) -> None:
    asked = {"question": "Joint?", "option-1": "Yes", "option-2": "No", "quorum": 1}
    yesterday = (today_of(cast.coalition) - timedelta(1)).isoformat()
    page = browser_of(cast.sophea).post(at(cast, "decision-new"), asked | {"closes_on": yesterday}).content.decode()
    assert "This day is over." in page
    assert not Decision.objects.exists()


def test_the_question_of_the_route_is_there_in_one_click(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.sophea)
    form = client.get(at(cast, "decision-new"), {"about": "route"}).context["form"]
    initial = {name: form.get_initial_for_field(form.fields[name], name) or "" for name in form.fields}
    client.post(at(cast, "decision-new"), initial)
    asked = Decision.objects.get()
    assert [option.route for option in asked.options.all()] == ["joint", "by-group", "own", "both"]
    # A later question may replace it: each reads its words in their language.
    close_decision(by=cast.sophea, decision=asked, outcome="Joint.", now=timezone.now())
    client.cookies[of_django.LANGUAGE_COOKIE_NAME] = "km"
    later = client.get(at(cast, "decision-new")).content.decode()
    assert f'<option value="{asked.pk}">' in later
    assert asked.question not in later


def test_a_representative_gives_a_voice_on_the_page_and_an_observer_sees_it(cast: Cast, browser_of: SignIn) -> None:
    asked = decision(cast)
    address = at(cast, "decision-voice", number=asked.pk)
    choice = asked.options.last()
    assert choice is not None
    given = {"organisation": cast.forest.pk, "option": choice.pk, "dissent": ""}
    # Nary speaks for the organisation: who is in it too is told before opening it, and above the
    # results.
    Participation.objects.filter(person=cast.chan).update(organisation=cast.forest, since=TODAY - timedelta(20))
    chan = browser_of(cast.chan)
    assert "Nary answers for your organisation." in chan.get(at(cast, "decisions")).content.decode()
    assert "Nary speaks for" in chan.get(reverse("coalitions:for-me")).content.decode()
    own = chan.get(at(cast, "decision", number=asked.pk)).content.decode()
    assert own.index("Why you do not choose here") < own.index("have spoken")
    assert "answers for your" not in browser_of(cast.nary).get(at(cast, "decisions")).content.decode()
    assert browser_of(cast.vuthy).post(address, given).status_code == 403
    assert browser_of(cast.nary).post(address, given).status_code == 302
    page = browser_of(cast.vuthy).get(at(cast, "decision", number=asked.pk)).content.decode()
    assert "1 of 1 have spoken" in page
    assert "Enough have spoken." in page


def test_lists_of_decisions_take_the_same_number_of_queries_for_one_and_for_ten(
    cast: Cast, django_assert_num_queries: Callable[..., object]
) -> None:
    decision(cast)
    with django_assert_num_queries(_QUERIES):
        tallies_of(cast.coalition)
    for number in range(9):
        ask_organisations(
            by=cast.sophea,
            coalition=cast.coalition,
            question=f"Question {number}?",
            options=[("A", ""), ("B", "")],
            today=TODAY,
        )
    with django_assert_num_queries(_QUERIES):
        assert len(tallies_of(cast.coalition)) == 10


_QUERIES = 4


@pytest.mark.parametrize("options", [[], ["Yes"], ["Yes", " yes "], ["", " "]])
def test_without_two_different_options_there_is_nothing_to_decide(options: list[str]) -> None:
    with pytest.raises(TooFewOptions):
        check_question("Which?", options)


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 5), max_size=6))
@settings(max_examples=60)
def test_what_leads_has_at_least_as_many_voices_as_any_other(counts: dict[int, int]) -> None:
    ahead = leading(counts)
    assert all(counts[each] == max(counts.values()) > 0 for each in ahead)
    assert bool(ahead) == any(counts.values())


@pytest.mark.parametrize("page", ["decisions", "consultations", "decision-new", "consultation-new"])
def test_an_outsider_finds_nothing(page: str, cast: Cast) -> None:
    assert Client().get(at(cast, page)).status_code == 404


def test_the_last_day_of_a_decision_is_in_the_timeline_with_a_link_until_it_is_closed(
    cast: Cast, browser_of: SignIn
) -> None:
    calendar_of(cast.coalition, today=today_there())
    soon = today_there() + timedelta(days=5)
    options = [("Yes", ""), ("No", "")]
    asked = ask_organisations(
        by=cast.sophea, coalition=cast.coalition, question="Move?", options=options, closes_on=soon, today=today_there()
    )
    ask_group(by=cast.dara, group=cast.land, question="First?", options=options, closes_on=soon, today=today_there())
    address, page = reverse("coalitions:timeline", kwargs=cast.at_coalition), "Decision: Move?"
    link = reverse("decisions:decision", args=[cast.coalition.key, asked.pk])
    shown = browser_of(cast.chan).get(address).content.decode()
    assert page in shown
    assert f'href="{link}"' in shown
    assert "Decision: First?" in shown
    close_decision(by=cast.sophea, decision=asked, outcome="No", now=timezone.now())
    assert page not in browser_of(cast.chan).get(address).content.decode()
