"""The coalition's follow-up list: begun from a review, given to groups, assessed by organisations,
taken away.
"""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openupr.coalitions.models import MemberOrganisation, Organisation, RapporteurTerm
from openupr.coalitions.tests.examples.cast import Cast, another_coalition
from openupr.coalitions.timeline import coalition_agenda
from openupr.followup.arranging import choose_priorities, give_to_groups, list_reviews
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.evidence import add_evidence, change_evidence, delete_expired, reject_evidence
from openupr.followup.follow_up_list import Viewer, lines_of
from openupr.followup.group_lines import assess, give_owner, let_go
from openupr.followup.models import Assessment, Evidence, FollowUp, ListedRecommendation
from openupr.followup.rules import DueInThePast, NotYourOrganisationToAssess, OtherState
from openupr.followup.tests.examples import evidence, follow_up
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TODAY = date(2026, 11, 28)


@pytest.fixture
def listed(cast: Cast) -> Cast:
    """Cambodia's review of session 18 is on the list."""
    demo_record()
    reviews = [Review.objects.get(iso3="KHM", session=18)]
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=reviews)
    return cast


def page(client: Client, name: str, cast: Cast, query: str = "", **parts: object) -> str:
    answer = client.get(reverse(f"followup:{name}", kwargs={**cast.at_coalition, **parts}) + query)
    assert answer.status_code == 200
    return as_read(answer.content.decode())


def test_a_coordinator_begins_with_a_review_and_chooses_priorities(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    client = browser_of(cast.sophea)
    assert "Nothing is followed up yet" in page(client, "list", cast)
    review = Review.objects.get(iso3="KHM", session=18)
    at = reverse("followup:reviews", kwargs=cast.at_coalition)
    client.post(at, {"review": [str(review.pk)]})
    client.post(at, {"review": [str(review.pk)]})
    assert cast.coalition.follow_up_list.count() == Ask.objects.filter(review=review).count() > 20
    assert "a group works on its issues" in page(client, "priorities", cast)
    first, second = cast.coalition.follow_up_list.all()[:2]
    shown = {"shown": [first.pk, second.pk], "chosen": [first.pk]}
    client.post(reverse("followup:priorities", kwargs=cast.at_coalition), shown)
    told = page(client, "list", cast)
    assert first.text in told
    assert second.text not in told
    assert second.text in page(client, "list", cast, "?priority=")
    assert "Already chosen: 1" in page(client, "priorities", cast)


def test_the_files_of_the_first_page_hold_the_priorities_that_it_shows(listed: Cast, browser_of: SignIn) -> None:
    listed.coalition.follow_up_list.filter(pk=listed.coalition.follow_up_list.all()[0].pk).update(priority=True)
    client = browser_of(listed.sophea)
    shown = client.get(reverse("followup:list", kwargs=listed.at_coalition)).content.decode()
    at = reverse("followup:list-file", kwargs={**listed.at_coalition, "kind": "json"})
    assert f"{at}?priority=1" in shown
    assert len(json.loads(client.get(f"{at}?priority=1").content)["follow-up"]) == 1


def test_reviews_of_another_state_do_not_come_on_the_list(cast: Cast) -> None:
    other = another_coalition().review
    with pytest.raises(OtherState):
        list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[other])
    assert not cast.coalition.follow_up_list.exists()


def test_recommendations_go_to_groups_by_issue_in_one_step_with_owner_and_day(listed: Cast) -> None:
    given = {"by": listed.sophea, "coalition": listed.coalition, "only_priorities": False, "today": TODAY}
    made = give_to_groups(due=date(2027, 1, 15), **given)
    assert {line.group for line in made} <= {listed.land, listed.labour}
    assert made
    assert all(set(line.group.issues) & set(line.listed.issues) for line in made)
    assert {line.owner for line in made if line.group == listed.land} == {listed.dara}
    listed.land.refresh_from_db()
    assert listed.land.calendar
    assert listed.land.calendar.milestones.filter(key__startswith="followup-", person=listed.dara).exists()
    # Dara finds it among their own dates; once the group has assessed it, it is done.
    agenda = coalition_agenda(listed.coalition, today=TODAY, extent="mine", viewer=listed.dara)
    assert any(each.entry.whose == str(listed.dara) and each.entry.title.startswith("Follow-up") for each in agenda.due)
    first = next(line for line in made if line.group == listed.land)
    assess(by=listed.dara, follow_up=first, done="begun", note="Three titles", version=0, today=TODAY)
    assert listed.land.calendar.milestones.get(key=f"followup-{first.pk}").status == "done"
    assert give_to_groups(due=None, **given) == []
    line = next(line for line in made if line.group == listed.land)
    give_owner(by=listed.chan, follow_up=line, owner=listed.chan, due=None, today=TODAY)
    assert not listed.land.calendar.milestones.filter(key=f"followup-{line.pk}").exists()


def test_an_owner_is_given_no_day_that_is_over_and_one_from_before_may_stay(cast: Cast) -> None:
    line = follow_up(cast)
    given = {"by": cast.chan, "follow_up": line, "owner": cast.chan}
    give_owner(**given, due=TODAY, today=TODAY)
    give_owner(**given, due=TODAY, today=TODAY + timedelta(days=9))
    with pytest.raises(DueInThePast, match="This day is over"):
        give_owner(**given, due=TODAY - timedelta(days=1), today=TODAY)


def test_two_organisations_differ_and_both_are_shown(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast).listed
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    MemberOrganisation.objects.create(
        coalition=cast.coalition, organisation=other, representative=cast.rithy, since=TODAY
    )
    client = browser_of(cast.nary)
    at = reverse("followup:assess", kwargs={**cast.at_coalition, "number": line.pk})
    said = {"assess-organisation": cast.forest.pk, "assess-level": "nothing", "assess-reason": "No title was given."}
    assert client.post(at, said).status_code == 302
    told = {"level": "begun", "reason": "Three titles were given.", "today": TODAY}
    assess_for_organisation(by=cast.rithy, listed=line, organisation=other, **told)
    write_claim(by=cast.chan, listed=line, level="done", reason="All is done.", source="A report", today=TODAY)
    shown = page(client, "recommendation", cast, number=line.pk)
    for words in ("Forest Watch", "No title was given.", "Three titles were given.", "All is done."):
        assert words in shown
    assert "judge this differently" in shown
    assert "UPR Info's index" not in shown, "a mean would hide who differs"
    assert "judged differently" in page(client, "list", cast)
    assert line.text in page(client, "list", cast, "?level=dissent")
    assert line.text not in page(client, "list", cast, "?level=none")


def test_an_organisation_has_one_voice_and_what_it_said_before_is_kept(cast: Cast) -> None:
    line = follow_up(cast).listed
    given: dict[str, Any] = {"listed": line, "organisation": cast.forest, "today": TODAY}
    assess_for_organisation(by=cast.nary, level="nothing", reason="Nothing yet.", **given)
    assess_for_organisation(by=cast.nary, level="begun", reason="A draft law.", **given)
    assert [each.reason for each in Assessment.objects.filter(current=True)] == ["A draft law."]
    assert [each.reason for each in Assessment.objects.filter(current=False)] == ["Nothing yet."]
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    with pytest.raises(NotYourOrganisationToAssess):
        assess_for_organisation(by=cast.nary, level="done", reason="Done.", **given | {"organisation": other})


def test_an_assessment_needs_a_reason(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast).listed
    at = reverse("followup:assess", kwargs={**cast.at_coalition, "number": line.pk})
    refused = browser_of(cast.nary).post(at, {"assess-organisation": cast.forest.pk, "assess-level": "done"})
    assert refused.status_code == 422
    assert "Give a reason." in as_read(refused.content.decode())


def test_what_a_group_says_is_one_of_the_voices_and_goes_when_it_lets_go(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast)
    at = reverse("followup:recommendation", kwargs={**cast.at_coalition, "number": line.listed_id})
    write = reverse("followup:follow-ups", kwargs=cast.at_land) + f"#line-{line.pk}"
    shown = {person: browser_of(person).get(at).content.decode() for person in (cast.dara, cast.chan, cast.rithy)}
    assert [page.count(f'href="{write}"') for page in shown.values()] == [2, 2, 1]
    assert ["Write what was done" in page for page in shown.values()] == [True, True, False]
    assess(by=cast.chan, follow_up=line, done="begun", note="Three titles", version=0, today=TODAY)
    [found] = lines_of(cast.coalition, Viewer())
    assert [(each.whose, each.reason) for each in found.voices] == [("Land", "Three titles")]
    let_go(by=cast.chan, follow_up=FollowUp.objects.get(pk=line.pk), today=TODAY)
    [found] = lines_of(cast.coalition, Viewer())
    assert found.voices == []


def test_evidence_for_its_group_alone_is_shown_to_nobody_else(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast)
    given = {"what": "What a widow saw", "kind": "first-hand", "source": "An account", "reliability": "likely"}
    add_evidence(by=cast.chan, follow_up=line, day=None, today=TODAY, seen_by="own", **given)
    at_list = {"number": line.listed_id}
    assert "What a widow saw" in page(browser_of(cast.dara), "recommendation", cast, **at_list)
    assert "What a widow saw" in page(browser_of(cast.sophea), "recommendation", cast, **at_list)
    for person in (cast.rithy, cast.vuthy, cast.bopha):
        client = browser_of(person)
        assert "What a widow saw" not in page(client, "recommendation", cast, **at_list)
        done_since = client.get(reverse("followup:follow-ups", kwargs=cast.at_land)).content.decode()
        assert "What a widow saw" not in done_since
    for kind in ("csv", "json", "xlsx"):
        answer = browser_of(cast.sophea).get(reverse("followup:list-file", kwargs={**cast.at_coalition, "kind": kind}))
        assert b"What a widow saw" not in answer.getvalue()


def test_evidence_is_verified_by_somebody_else_and_once_changed_waits_again(cast: Cast, browser_of: SignIn) -> None:
    source = evidence(cast)
    at = reverse(
        "followup:evidence-check", kwargs={**cast.at_coalition, "number": source.listed_id, "evidence": source.pk}
    )
    told = browser_of(cast.dara).post(at, {"do": "reject", "reason": " ", "version": 0}, follow=True)
    assert "Give a reason." in as_read(told.content.decode())
    browser_of(cast.dara).post(at, {"do": "verify", "version": 0})
    source.refresh_from_db()
    assert (source.state, source.checked_by) == ("verified", cast.dara)
    one = {"number": source.listed_id}
    assert re.search(r"Verified by Dara\S* on \d", page(browser_of(cast.chan), "recommendation", cast, **one))
    assert "Verified by" not in page(browser_of(cast.vuthy), "recommendation", cast, **one)
    given = {
        "what": "Five titles",
        "kind": "law",
        "source": "The ministry's site",
        "reliability": "likely",
        "day": None,
    }
    changed = change_evidence(by=cast.dara, follow_up=source.follow_up, evidence=source, today=TODAY, **given)
    assert (changed.state, changed.checked_by, changed.kind) == ("new", None, "law")
    told = browser_of(cast.dara).post(at, {"do": "verify", "version": changed.version}, follow=True)
    assert "Somebody else verifies it" in as_read(told.content.decode())


def test_personal_data_has_a_day_on_which_it_is_deleted(cast: Cast, browser_of: SignIn) -> None:
    line, client = follow_up(cast), browser_of(cast.chan)
    at = reverse("followup:evidence-add", kwargs={**cast.at_land, "number": line.pk})
    given = {
        "what": "An account",
        "kind": "first-hand",
        "source": "A villager",
        "reliability": "likely",
        "personal": "on",
    }
    refused = client.post(at, {f"evidence-{line.pk}-{name}": value for name, value in given.items()})
    assert refused.status_code == 422
    assert "Personal data needs a day" in as_read(refused.content.decode())
    add_evidence(
        by=cast.chan, follow_up=line, day=None, today=TODAY, personal_until=date(2027, 1, 1),
        **{**given, "personal": True},
    )  # fmt: skip
    assert delete_expired(coalition=cast.coalition, today=date(2026, 12, 31)) == 0
    assert delete_expired(coalition=cast.coalition, today=date(2027, 1, 1)) == 1
    assert not Evidence.objects.exists()


def test_the_list_is_narrowed_and_taken_away_as_csv_json_and_workbook(listed: Cast, browser_of: SignIn) -> None:
    client = browser_of(listed.vuthy)
    noted = listed.coalition.follow_up_list.filter(response="noted")
    assert noted.exists()
    at = {kind: reverse("followup:list-file", kwargs={**listed.at_coalition, "kind": kind}) for kind in ("csv", "json")}
    rows = json.loads(client.get(f"{at['json']}?response=noted").content)["follow-up"]
    assert {row["row"] for row in rows} == set(noted.values_list("pk", flat=True))
    assert {row["response"] for row in rows} == {"Noted"}
    table = client.get(at["csv"]).getvalue().decode("utf-8-sig")
    assert len(table.splitlines()) > listed.coalition.follow_up_list.count()
    book = reverse("followup:list-file", kwargs={**listed.at_coalition, "kind": "xlsx"})
    assert client.get(book).getvalue().startswith(b"PK")
    assert client.get(reverse("followup:list-file", kwargs={**listed.at_coalition, "kind": "exe"})).status_code == 404


def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(
    listed: Cast, browser_of: SignIn
) -> None:
    client = browser_of(listed.sophea)
    at = reverse("followup:list", kwargs=listed.at_coalition) + "?priority="
    give_to_groups(by=listed.sophea, coalition=listed.coalition, only_priorities=False, due=None, today=TODAY)
    client.get(at)
    with CaptureQueriesContext(
        connection,
    ) as many:
        client.get(at)
    ListedRecommendation.objects.exclude(pk__in=listed.coalition.follow_up_list.all()[:3]).delete()
    with CaptureQueriesContext(connection) as few:
        client.get(at)
    assert len(many) <= len(few) + 2


def test_an_outsider_finds_no_follow_up_list(cast: Cast, browser_of: SignIn, maly: Any) -> None:
    for client in (Client(), browser_of(maly)):
        assert client.get(reverse("followup:list", kwargs=cast.at_coalition)).status_code in (302, 404)


def test_a_recommendation_of_another_coalition_is_not_found(cast: Cast, browser_of: SignIn) -> None:
    other = ListedRecommendation.objects.create(coalition=another_coalition(), text="Theirs")
    at = reverse("followup:recommendation", kwargs={**cast.at_coalition, "number": other.pk})
    assert browser_of(cast.sophea).get(at).status_code == 404
    choose_priorities(by=cast.sophea, coalition=cast.coalition, chosen=[other.pk], offered=[other.pk])
    other.refresh_from_db()
    assert other.priority is False


def test_without_groups_the_page_says_to_make_groups_first(listed: Cast, browser_of: SignIn) -> None:
    client = browser_of(listed.sophea)
    assert "Make groups first" not in page(client, "give", listed)
    listed.coalition.groups.all().delete()
    assert "Make groups first" in page(client, "give", listed)


def test_giving_says_before_what_goes_to_whom_and_after_why_nothing_went(listed: Cast, browser_of: SignIn) -> None:
    client, at = browser_of(listed.sophea), reverse("followup:give", kwargs=listed.at_coalition)
    RapporteurTerm.objects.filter(group=listed.labour).delete()
    shown = client.get(at)
    gets = {each.group: each.every.recommendations for each in shown.context["preview"]}
    drawn = as_read(shown.content.decode())
    assert "no owner yet" in drawn
    issues = set(listed.land.issues) | set(listed.labour.issues)
    without = sum(not issues & set(each.issues) for each in listed.coalition.follow_up_list.all())
    assert without
    assert f'data-label="All">{without}</td>' in drawn
    assert not shown.context["form"]["only_priorities"].value()
    told = as_read(client.post(at, {"due": "", "only_priorities": "on"}, follow=True).content.decode())
    assert "there are no priorities" in told
    client.post(at, {"due": ""})
    assert {group: group.follow_ups.count() for group in gets} == gets
    told = as_read(client.post(at, {"due": ""}, follow=True).content.decode())
    every = listed.coalition.follow_up_list.exclude(follow_ups=None)
    assert f"Nothing new. Groups have already: {every.count()}. No group works on their issues: " in told


def test_nothing_is_given_with_a_day_that_is_over(listed: Cast, browser_of: SignIn) -> None:
    at = reverse("followup:give", kwargs=listed.at_coalition)
    answer = browser_of(listed.sophea).post(at, {"due": "2020-01-01"})
    assert answer.status_code == 422
    assert "This day is over" in answer.content.decode()
    assert not FollowUp.objects.filter(group__coalition=listed.coalition).exists()


def test_reviews_that_the_record_lacks_are_named_with_where_to_get_them(listed: Cast, browser_of: SignIn) -> None:
    client = browser_of(listed.sophea)
    shown = page(client, "reviews", listed)
    assert "Not loaded: sessions 32 and 46." in shown
    assert "/import/?state=KHM" in shown
    assert "Not loaded: sessions 32 and 46." in page(client, "list", listed)
    of_a_group = reverse("followup:follow-ups", args=[listed.coalition.key, listed.coalition.groups.first().pk])
    assert "Not loaded: sessions 32 and 46." in client.get(of_a_group).content.decode()
    Ask.objects.filter(review__session=18).update(review=Review.objects.get(iso3="KHM", session=46))
    assert "Not loaded: sessions 32 and 46." not in page(client, "list", listed)


def test_who_speaks_for_no_organisation_reads_who_can_assess(listed: Cast, browser_of: SignIn) -> None:
    number = listed.coalition.follow_up_list.all()[0].pk
    ours = listed.coalition.participations.filter(person=listed.chan)
    ours.update(organisation=listed.forest)
    shown = page(browser_of(listed.chan), "recommendation", listed, number=number)
    assert f"That is {listed.nary} for {listed.forest}." in shown
    listed.coalition.member_organisations.update(representative=None)
    assert "has no such person yet" in page(browser_of(listed.chan), "recommendation", listed, number=number)
    ours.update(organisation=None)
    assert "You belong to no organisation here." in page(
        browser_of(listed.chan), "recommendation", listed, number=number
    )


def test_the_owner_sees_on_the_overview_and_the_list_what_was_given(listed: Cast, browser_of: SignIn) -> None:
    given = {"by": listed.sophea, "coalition": listed.coalition, "only_priorities": False, "today": TODAY}
    give_to_groups(due=date(2027, 1, 15), **given)
    client = browser_of(listed.dara)
    shown = as_read(client.get(reverse("coalitions:coalition", kwargs=listed.at_coalition)).content.decode())
    mine = FollowUp.objects.filter(owner=listed.dara, group__coalition=listed.coalition).count()
    assert f"Given to you: {mine}." in shown
    assert "The first is due on 15 January 2027." in shown
    assert f"Given to you: {mine}." in page(client, "list", listed)


def test_a_recommendation_is_called_by_who_made_it(listed: Cast, browser_of: SignIn) -> None:
    first = listed.coalition.follow_up_list.first()
    assert f"Recommendation: {first.from_name}, session 18" in page(
        browser_of(listed.sophea), "recommendation", listed, number=first.pk
    )


def test_the_second_page_of_the_priorities_shows_priorities_too(listed: Cast, browser_of: SignIn) -> None:
    everything = listed.coalition.follow_up_list.all()
    first = [each.pk for each in everything[:60]]
    everything.filter(pk__in=first).update(priority=True)
    shown = browser_of(listed.sophea).get(reverse("followup:list", kwargs=listed.at_coalition) + "?page=2")
    assert {line.listed.pk for line in shown.context["lines"]} < set(first)
    assert "?priority=1" in shown.content.decode()


def test_who_added_evidence_is_told_who_verifies_it(cast: Cast, browser_of: SignIn) -> None:
    source = evidence(cast)
    Evidence.objects.update(added_by=cast.dara)
    one = {"number": source.listed_id}
    own = page(browser_of(cast.dara), "recommendation", cast, **one)
    assert "You added this. Another coordinator or rapporteur verifies it." in own
    assert [each in own for each in ('value="verify"', 'value="reject"')] == [False, False]
    assert 'value="verify"' in page(browser_of(cast.sophea), "recommendation", cast, **one)


def test_rejected_evidence_says_who_rejected_it_and_why(cast: Cast, browser_of: SignIn) -> None:
    source = evidence(cast)
    reject_evidence(by=cast.dara, evidence=source, reason="Not its words.", today=TODAY)
    shown = page(browser_of(cast.chan), "recommendation", cast, number=source.listed_id)
    assert re.search(r"Rejected by Dara.* on 28 November 2026: +Not its words\.", re.sub(r"\s+", " ", shown))


def test_a_claim_of_the_government_needs_its_words_and_where_they_are(cast: Cast, browser_of: SignIn) -> None:
    at = reverse("followup:claim", kwargs={**cast.at_coalition, "number": follow_up(cast).listed_id})
    refused = browser_of(cast.chan).post(at, {"claim-level": "done"})
    assert refused.status_code == 422
    assert "Write what the Government says, and where it says so." in as_read(refused.content.decode())
