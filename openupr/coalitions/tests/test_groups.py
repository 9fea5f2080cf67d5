from collections import Counter
from datetime import date
from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.accounts.models import AuditLine, Person
from openupr.coalitions.group_members import (
    CannotLead,
    GroupClosed,
    LeadsAlready,
    RapporteurStays,
    add_to_group,
    appoint_rapporteur,
    join_group,
    leave_group,
    prefer_groups,
    rapporteur_of,
)
from openupr.coalitions.groups import (
    NameTaken,
    WrongOrder,
    close_group,
    create_group,
    order_groups,
    start_with_clusters,
)
from openupr.coalitions.models import Coalition, Group, GroupMembership, Preference, RapporteurTerm
from openupr.coalitions.rules.balance import balanced
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.upr.issues import issue
from openupr.upr.populations import population

from .conftest import SignIn
from .examples.cast import Cast

TODAY = date(2026, 11, 24)


def names(coalition: Coalition) -> list[str]:
    return [group.name for group in coalition.groups.all()]


def test_the_starting_set_has_eight_themes_of_the_vocabulary() -> None:
    assert len(CLUSTERS) == 8
    assert all(issue(key) for each in CLUSTERS for key in each.issues)
    assert all(population(key) for each in CLUSTERS for key in each.populations)


def test_the_starting_set_comes_in_one_click_and_never_twice(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:start-with-clusters", kwargs=cast.at_coalition)
    client, themes = browser_of(cast.sophea), [each.key for each in CLUSTERS]
    assert b"Tick at least one theme." in client.post(address, follow=True).content
    client.post(address, {"theme": themes[1]})
    assert names(cast.coalition) == ["Land", "Labour", CLUSTERS[1].name]
    # What is missing is offered, nothing of it ticked.
    page = client.get(groups := reverse("coalitions:groups", kwargs=cast.at_coalition)).content.decode()
    offered = page.count('name="theme"'), f'value="{themes[1]}"' in page, "checked" in page
    assert offered == (7, False, False)
    assert client.post(address, {"theme": themes}).status_code == 302
    assert sorted(names(cast.coalition)) == sorted(["Land", "Labour", *(each.name for each in CLUSTERS)])
    page = client.post(address, {"theme": themes}, follow=True)
    assert b"All groups of the starting set are there already." in page.content
    assert "A starting set" not in client.get(groups).content.decode()
    assert cast.coalition.groups.count() == 10
    assert browser_of(cast.dara).post(address).status_code == 403


def test_no_theme_is_ticked_before_a_new_coalition_chooses(cast: Cast, browser_of: SignIn) -> None:
    cast.coalition.groups.all().delete()
    page = browser_of(cast.sophea).get(reverse("coalitions:groups", kwargs=cast.at_coalition)).content.decode()
    assert (page.count('name="theme"'), "checked" in page) == (8, False)


def test_a_group_is_created_with_issues_and_population_groups_and_its_page_leads_to_the_record(
    cast: Cast, browser_of: SignIn
) -> None:
    given = {
        "name": " Public   health ",
        "focus": "Care for all",
        "meets_at": "Table 3",
        "issues": ["right-to-health"],
        "populations": ["persons-with-hiv"],
        "organisations": [cast.forest.pk],
    }
    address = reverse("coalitions:new-group", kwargs=cast.at_coalition)
    answer = browser_of(cast.sophea).post(address, given, follow=True)
    assert answer.redirect_chain[0][0] == reverse("coalitions:groups", kwargs=cast.at_coalition)
    assert "The group “Public health” is added." in answer.content.decode()
    made = Group.objects.get(name="Public health")
    assert (made.issues, made.populations, list(made.organisations.all())) == (
        ["right-to-health"],
        ["persons-with-hiv"],
        [cast.forest],
    )
    page = browser_of(cast.vuthy).get(reverse("coalitions:group", args=[cast.coalition.key, made.pk])).content.decode()
    assert "?state=KHM&amp;issue=right-to-health" in page
    assert "Persons living with HIV/AIDS" in page
    assert "In the workshop: <strong>Table 3</strong>" in page


def test_a_new_group_has_its_rapporteur_and_the_next_one_is_asked_for_at_once(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:new-group", kwargs=cast.at_coalition)
    given = {"name": "Health", "rapporteur": cast.rithy.pk, "another": "yes"}
    assert browser_of(cast.sophea).post(address, given).headers["Location"] == address
    assert RapporteurTerm.objects.get(group__name="Health").person == cast.rithy
    browser_of(cast.sophea).post(address, {"name": "Water", "rapporteur": cast.vuthy.pk})
    assert not Group.objects.filter(name="Water").exists(), "an observer leads no group"


def test_an_issue_that_is_none_is_refused(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:new-group", kwargs=cast.at_coalition)
    answer = browser_of(cast.sophea).post(address, {"name": "X", "issues": ["no-such-issue"]})
    assert "Choose one of those offered here" in answer.content.decode()
    assert not Group.objects.filter(name="X").exists()


def test_two_groups_cannot_be_called_the_same(cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(NameTaken):
        create_group(by=cast.sophea, coalition=cast.coalition, name="land")
    answer = browser_of(cast.sophea).post(reverse("coalitions:new-group", kwargs=cast.at_coalition), {"name": "LAND"})
    assert "There is a group called “LAND” already." in answer.content.decode()


def test_the_rapporteur_changes_the_own_group_and_a_member_does_not(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:edit-group", kwargs=cast.at_land)
    assert browser_of(cast.chan).post(address, {"name": "Ours"}).status_code == 403
    assert browser_of(cast.dara).post(address, {"name": "Land and water"}).status_code == 302
    cast.land.refresh_from_db()
    assert cast.land.name == "Land and water"


def test_groups_move_up_and_down_in_the_list(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:order-groups", kwargs=cast.at_coalition)
    shown = [cast.land.pk, cast.labour.pk]
    browser_of(cast.sophea).post(address, {"order": shown, "down": cast.land.pk})
    assert names(cast.coalition) == ["Labour", "Land"]
    browser_of(cast.sophea).post(address, {"order": [cast.labour.pk, cast.land.pk], "up": cast.land.pk})
    assert names(cast.coalition) == ["Land", "Labour"]


def test_an_order_of_other_groups_than_there_are_changes_nothing(cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(WrongOrder):
        order_groups(by=cast.sophea, coalition=cast.coalition, order=[cast.land.pk])
    address = reverse("coalitions:order-groups", kwargs=cast.at_coalition)
    page = browser_of(cast.sophea).post(address, {"order": ["x", "7"], "up": "7"}, follow=True)
    assert "The groups changed meanwhile." in page.content.decode()
    assert names(cast.coalition) == ["Land", "Labour"]


def test_a_closed_group_stays_readable_and_nobody_joins_it(cast: Cast, browser_of: SignIn) -> None:
    browser_of(cast.sophea).post(reverse("coalitions:close-group", kwargs=cast.at_land), {"closed": "yes"})
    cast.land.refresh_from_db()
    assert cast.land.closed
    with pytest.raises(GroupClosed):
        join_group(by=cast.rithy, group=cast.land, today=TODAY)
    page = browser_of(cast.rithy).get(reverse("coalitions:group", kwargs=cast.at_land)).content.decode()
    assert "This group is closed" in page
    assert "Join this group" not in page


def test_people_say_what_they_prefer_see_the_sizes_and_join(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.nary)
    address = reverse("coalitions:preferences", kwargs=cast.at_coalition)
    client.post(address, {"first": cast.labour.pk, "second": cast.land.pk})
    twice = client.post(address, {"first": cast.land.pk, "second": cast.land.pk}).content.decode()
    assert f"“{cast.land}” is chosen twice" in twice
    said = Preference.objects.filter(person=cast.nary).order_by("rank")
    assert [(each.rank, each.group) for each in said] == [(1, cast.labour), (2, cast.land)]
    client.post(address, {"first": cast.land.pk})
    assert [each.group for each in Preference.objects.filter(person=cast.nary)] == [cast.land]
    client.post(reverse("coalitions:join-group", kwargs=cast.at_land))
    client.post(reverse("coalitions:join-group", kwargs=cast.at_land))
    assert GroupMembership.objects.filter(group=cast.land, person=cast.nary).count() == 1
    client.post(reverse("coalitions:leave-group", kwargs=cast.at_land))
    assert not GroupMembership.objects.filter(group=cast.land, person=cast.nary).exists()


@given(
    st.dictionaries(st.integers(1, 30), st.lists(st.integers(1, 6), max_size=3, unique=True), max_size=12),
    st.dictionaries(st.integers(1, 5), st.integers(0, 9), min_size=1),
)
@settings(max_examples=30)
def test_everybody_who_named_an_open_group_gets_one_that_they_named(
    named: dict[int, list[int]], sizes: dict[int, int]
) -> None:
    placed = balanced(named, sizes)
    assert set(placed) == {person for person, groups in named.items() if set(groups) & set(sizes)}
    assert all(placed[person] in named[person] for person in placed)


def test_of_two_free_groups_the_first_choice_counts_and_a_full_one_gives_way() -> None:
    assert balanced({1: [7, 8], 2: [8, 7]}, {7: 0, 8: 0}) == {1: 7, 2: 8}
    assert balanced({1: [7, 8]}, {7: 9, 8: 0}) == {1: 8}
    assert balanced({1: [7]}, {7: 9, 8: 0}) == {1: 7}


def test_no_group_grows_beyond_the_share_while_others_can_give_way() -> None:
    # Whoever named three groups chooses last and finds 1, 2 and 3 full; one of the first goes to
    # their second wish.
    wishes = {1: [1, 4], 2: [1, 5], 3: [1, 6], 4: [2, 7], 5: [2, 8], 6: [2, 4], 7: [3, 5], 8: [3, 6], 9: [3, 7]}
    wishes |= {person: [1, 2, 3] for person in range(10, 14)}
    placed = balanced(wishes, dict.fromkeys(range(1, 9), 0))
    assert max(Counter(placed.values()).values()) == 3
    assert all(placed[person] in named for person, named in wishes.items())
    # Where nobody can give way, what they wished counts more than the size.
    assert Counter(balanced({person: [1] for person in range(5)}, {1: 0, 2: 0, 3: 0, 4: 0}).values()) == {1: 5}


@given(
    st.dictionaries(st.integers(1, 40), st.lists(st.integers(1, 6), min_size=2, max_size=3, unique=True), max_size=24)
)
@settings(max_examples=60)
def test_a_group_is_above_the_share_only_where_everybody_in_it_has_full_groups_alone(
    wishes: dict[int, list[int]],
) -> None:
    placed = balanced(wishes, dict.fromkeys(range(1, 7), 0))
    filled = Counter(placed.values())
    share = ceil(len(wishes) / 6) + 1
    for group in (each for each, number in filled.items() if number > share):
        for person in (who for who, where in placed.items() if where == group):
            assert all(filled[other] >= share for other in wishes[person])


def test_the_coordinator_places_those_in_no_group_by_what_they_prefer(cast: Cast, browser_of: SignIn) -> None:
    prefer_groups(by=cast.nary, coalition=cast.coalition, groups=[cast.labour])
    prefer_groups(by=cast.chan, coalition=cast.coalition, groups=[cast.labour])
    page = reverse("coalitions:preferences", kwargs=cast.at_coalition)
    assert "Nary: Labour" in browser_of(cast.sophea).get(page).content.decode()
    assert "Nary: Labour" not in browser_of(cast.dara).get(page).content.decode()
    browser_of(cast.sophea).post(reverse("coalitions:place-by-preference", kwargs=cast.at_coalition))
    assert [each.group for each in GroupMembership.objects.filter(person=cast.nary)] == [cast.labour]
    assert [each.group for each in GroupMembership.objects.filter(person=cast.chan)] == [cast.land]


def test_a_coordinator_adds_several_people_to_a_group_at_once(cast: Cast, browser_of: SignIn) -> None:
    client, page = browser_of(cast.sophea), reverse("coalitions:group", kwargs=cast.at_land)
    address = reverse("coalitions:add-people", kwargs=cast.at_land)
    assert address in client.get(page).content.decode()
    assert address not in browser_of(cast.dara).get(page).content.decode()
    assert browser_of(cast.dara).get(address).status_code == 403
    asked = client.get(address).content.decode()
    offered = [each for each in (cast.nary, cast.rithy, cast.dara, cast.vuthy) if f'value="{each.pk}"' in asked]
    assert offered == [cast.nary, cast.rithy], "neither who is in it nor an observer"
    for wrong in ([], [cast.vuthy.pk], ["x"]):
        assert client.post(address, {"people": wrong}).status_code in (200, 422)
        assert not cast.land.memberships.filter(person__in=(cast.vuthy, cast.nary)).exists()
    told = client.post(address, {"people": [cast.nary.pk, cast.rithy.pk]}, follow=True)
    assert told.redirect_chain == [(page, 302)]
    assert "2 people are added." in told.content.decode()
    assert {cast.nary, cast.rithy} <= {each.person for each in cast.land.memberships.all()}
    # From another page one is led back there, and never to another site.
    for back, leads_to in ((reverse("coalitions:owed", kwargs=cast.at_coalition), None), ("https://example.org", page)):
        cast.land.memberships.filter(person=cast.nary).delete()
        answer = client.post(f"{address}?back={back}", {"people": [cast.nary.pk]})
        assert answer["Location"] == (leads_to or back)
    closed = close_group(by=cast.sophea, group=cast.labour, closed=True)
    with pytest.raises(GroupClosed):
        add_to_group(by=cast.sophea, group=closed, people=[], today=TODAY)


def test_whoever_leads_a_group_hands_over_before_leaving(cast: Cast) -> None:
    with pytest.raises(RapporteurStays):
        leave_group(by=cast.dara, group=cast.land)
    appoint_rapporteur(by=cast.dara, group=cast.land, person=cast.chan, today=TODAY, handed_over="The folder")
    leave_group(by=cast.dara, group=cast.land)
    assert [member.person for member in cast.land.memberships.all()] == [cast.chan]


def test_a_handover_is_recorded_with_what_was_handed_over(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:appoint-rapporteur", kwargs=cast.at_land)
    assert browser_of(cast.chan).get(address).status_code == 403
    answer = browser_of(cast.dara).post(address, {"person": cast.nary.pk, "handed_over": "Draft, and two visits due"})
    assert answer.status_code == 302
    past = RapporteurTerm.objects.exclude(until=None).get(group=cast.land)
    now = RapporteurTerm.objects.get(group=cast.land, until=None)
    assert (past.person, past.handed_over, now.person) == (cast.dara, "Draft, and two visits due", cast.nary)
    assert GroupMembership.objects.filter(group=cast.land, person=cast.nary).exists()
    page = browser_of(cast.vuthy).get(reverse("coalitions:group", kwargs=cast.at_land)).content.decode()
    assert "Draft, and two visits due" in page
    assert AuditLine.objects.filter(
        what__startswith="coalitions.appoint_rapporteur", about=f"group {cast.land.pk}"
    ).exists()


def test_rapporteurs_of_several_groups_are_chosen_in_the_list(cast: Cast, browser_of: SignIn) -> None:
    Person.objects.filter(pk=cast.sophea.pk).update(called="Ana")
    shown = browser_of(cast.sophea).get(reverse("coalitions:groups", kwargs=cast.at_coalition)).content.decode()
    assert f'name="group-{cast.labour.pk}"' in shown
    assert shown.index(">Ana<") < shown.index(">Chan<"), "by the name shown, not the one to sign in with"
    assert f'name="group-{cast.land.pk}"' not in shown  # Dara leads it
    send = reverse("coalitions:appoint-rapporteurs", kwargs=cast.at_coalition)
    filled = {f"group-{cast.labour.pk}": cast.nary.pk, f"group-{cast.land.pk}": cast.nary.pk}
    assert browser_of(cast.dara).post(send, filled).status_code == 403
    for wrong in ({}, {f"group-{cast.labour.pk}": cast.vuthy.pk}, {f"group-{cast.labour.pk}": "x"}):
        told = browser_of(cast.sophea).post(send, wrong, follow=True).content.decode()
        assert "Choose a rapporteur for a group first." in told
    assert "1 rapporteur is appointed." in browser_of(cast.sophea).post(send, filled, follow=True).content.decode()
    assert rapporteur_of(cast.labour) == cast.nary
    assert rapporteur_of(cast.land) == cast.dara


def test_only_participants_and_coordinators_can_lead_a_group(cast: Cast, maly: object) -> None:
    for somebody in (cast.bopha, cast.vuthy, maly):
        with pytest.raises(CannotLead):
            appoint_rapporteur(by=cast.sophea, group=cast.land, person=somebody, today=TODAY)
    with pytest.raises(LeadsAlready):
        appoint_rapporteur(by=cast.sophea, group=cast.land, person=cast.dara, today=TODAY)


def test_the_list_goes_out_as_csv_and_json(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.vuthy)
    rows = client.get(reverse("coalitions:groups-json", kwargs=cast.at_coalition)).json()["groups"]
    assert [(row["group"], row["rapporteur"], row["people"], row["issues"]) for row in rows] == [
        ("Land", "Dara", 2, ["Right to land"]),
        ("Labour", "", 1, ["Labour"]),
    ]
    text = client.get(reverse("coalitions:groups-csv", kwargs=cast.at_coalition)).getvalue().decode("utf-8-sig")
    assert text.splitlines()[1] == "Land,,Right to land,,Dara,2,0,0,FALSE"


@pytest.mark.parametrize("page", ["coalition", "groups", "preferences", "people"])
def test_a_page_asks_the_database_as_often_for_thirty_groups_as_for_one(
    page: str, cast: Cast, browser_of: SignIn
) -> None:
    client = browser_of(cast.sophea)
    address = reverse(f"coalitions:{page}", kwargs=cast.at_coalition)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    # The audit log has named a group already: it asks once for each kind of thing that it names.
    create_group(by=cast.sophea, coalition=cast.coalition, name="Group")
    asked()
    few = asked()
    start_with_clusters(by=cast.sophea, coalition=cast.coalition)
    for number in range(20):
        made = create_group(by=cast.sophea, coalition=cast.coalition, name=f"Group {number}", issues=["labour"])
        appoint_rapporteur(by=cast.sophea, group=made, person=cast.nary, today=TODAY)
    assert cast.coalition.groups.count() == 31
    assert asked() == few
