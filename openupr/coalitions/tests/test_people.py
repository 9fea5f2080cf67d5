import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.invitations import NotInvited, accept
from openupr.accounts.models import AuditLine, Invitation, Person
from openupr.coalitions.invitations import invite_person
from openupr.coalitions.models import (
    Affiliation,
    GroupMembership,
    MemberOrganisation,
    Participation,
    Place,
)
from openupr.coalitions.organisations import (
    CannotSpeak,
    JoinedAlready,
    NotOfTheirs,
    SpeaksForAnother,
    act_for_organisation,
    add_organisation,
    name_representative,
    remove_organisation,
)
from openupr.coalitions.people import (
    LastCoordinator,
    StillRapporteur,
    change_part,
    hand_over_coordination,
    leave_coalition,
    names_in_lines,
    remove_person,
)

from .conftest import SignIn
from .examples.cast import Cast, another_coalition

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def part_of(cast: Cast, person: Person) -> Participation:
    return Participation.objects.get(coalition=cast.coalition, person=person)


def test_an_invitation_says_what_one_is_invited_to_and_leads_there_once(
    cast: Cast, maly: Person, browser_of: SignIn
) -> None:
    given = {"role": "participant", "organisation": cast.forest.pk, "group": cast.land.pk, "days": 7, "note": "tall"}
    answer = browser_of(cast.sophea).post(reverse("coalitions:invite", kwargs=cast.at_coalition), given)
    sheet = browser_of(cast.sophea).get(answer.headers["Location"]).content.decode()
    assert "Coalition of the test" in sheet
    assert "for Forest Watch of the Test" in sheet
    assert "Land" in sheet
    invitation = Invitation.objects.get()
    accept(token_hash=invitation.token_hash, who=maly, now=timezone.now())
    part = part_of(cast, maly)
    assert (part.role, part.organisation) == (Participation.Role.PARTICIPANT, cast.forest)
    assert GroupMembership.objects.filter(group=cast.land, person=maly).exists()
    assert list(maly.organisations.all()) == [cast.forest]
    assert browser_of(maly).get(reverse("coalitions:group", kwargs=cast.at_land)).status_code == 200


def test_an_invitation_changes_nothing_for_somebody_who_takes_part_already(cast: Cast) -> None:
    invitation, _secret = invite_person(by=cast.sophea, coalition=cast.coalition, role="observer", now=timezone.now())
    accept(token_hash=invitation.token_hash, who=cast.dara, now=timezone.now())
    assert part_of(cast, cast.dara).role == Participation.Role.PARTICIPANT


def test_a_withdrawn_invitation_is_open_no_more(cast: Cast, browser_of: SignIn) -> None:
    invitation, secret = invite_person(
        by=cast.sophea, coalition=cast.coalition, role="observer", now=timezone.now(), note="the tall one"
    )
    client, page = browser_of(cast.sophea), reverse("coalitions:people", kwargs=cast.at_coalition)
    sheet = client.get(reverse("accounts:invitation-sheet", args=[secret])).content.decode()
    assert "Sophea invites you." in sheet
    assert "Invite another" in sheet
    assert page in sheet
    assert "Invite another" not in Client().get(reverse("accounts:invitation-sheet", args=[secret])).content.decode()
    assert "the tall one" in client.get(page).content.decode()
    assert "the tall one" not in browser_of(cast.dara).get(page).content.decode()
    address = reverse("coalitions:withdraw-invitation", kwargs={**cast.at_coalition, "number": invitation.pk})
    client.post(address)
    assert "the tall one" not in client.get(page).content.decode()
    assert Client().get(reverse("accounts:invitation-link", args=[secret])).status_code == 404


def test_nobody_is_invited_into_a_group_or_for_an_organisation_of_others(cast: Cast, browser_of: SignIn) -> None:
    other = another_coalition().organisations.create(name="Somebody else's")
    given = {"role": "participant", "organisation": other.pk, "days": 7}
    answer = browser_of(cast.sophea).post(reverse("coalitions:invite", kwargs=cast.at_coalition), given)
    assert answer.status_code == 422
    assert b"Somebody else" not in answer.content
    assert not Place.objects.exists()


def test_the_invitation_asks_for_groups_only_where_there_are_some_and_knows_the_organisation(
    cast: Cast, browser_of: SignIn
) -> None:
    sophea, address = browser_of(cast.sophea), reverse("coalitions:invite", kwargs=cast.at_coalition)
    page = sophea.get(address, {"organisation": cast.forest.pk}).content.decode()
    assert re.search(rf'value="{cast.forest.pk}" selected>\s*{cast.forest.in_full}', page)
    assert re.search(r'name="speaks"[^>]* checked', page)
    assert "Into which group" in page
    assert sophea.get(address, {"organisation": "x"}).status_code == 200
    cast.coalition.groups.update(closed=True)
    page = sophea.get(address).content.decode()
    assert ("Into which group" in page, "Rapporteur of this group" in page) == (False, False)
    assert sophea.post(address, {"role": "observer", "days": 7}).status_code == 302


def test_the_coordinator_changes_a_role_and_groups(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:person", kwargs={**cast.at_coalition, "number": part_of(cast, cast.rithy).pk})
    given = {"role": "participant", "organisation": cast.forest.pk, "groups": [cast.land.pk]}
    assert browser_of(cast.dara).post(address, given).status_code == 403
    assert browser_of(cast.sophea).post(address, given).status_code == 302
    assert [each.group for each in GroupMembership.objects.filter(person=cast.rithy)] == [cast.land]
    given["role"] = "observer"
    browser_of(cast.sophea).post(address, given)
    assert part_of(cast, cast.rithy).role == Participation.Role.OBSERVER
    assert not GroupMembership.objects.filter(person=cast.rithy).exists()


def test_an_organisation_has_one_voice_and_an_observer_does_not_give_it(cast: Cast, browser_of: SignIn) -> None:
    member = MemberOrganisation.objects.get(organisation=cast.forest)
    with pytest.raises(CannotSpeak):
        name_representative(by=cast.sophea, member=member, person=cast.vuthy, today=TODAY)
    address = reverse("coalitions:representative", kwargs={**cast.at_coalition, "number": member.pk})
    browser_of(cast.sophea).post(address, {"person": cast.chan.pk})
    member.refresh_from_db()
    assert member.representative == cast.chan
    assert part_of(cast, cast.chan).organisation == cast.forest
    change_part(by=cast.sophea, part=part_of(cast, cast.chan), role="observer", organisation=None, groups=(), now=NOW)
    member.refresh_from_db()
    assert member.representative is None


def test_many_organisations_are_added_at_once_and_those_there_already_are_named(cast: Cast, browser_of: SignIn) -> None:
    sophea, address = browser_of(cast.sophea), reverse("coalitions:add-organisation", kwargs=cast.at_coalition)
    wrong = sophea.post(address, {"lines": "River Watch; RW; far too much\n; RW"})
    assert wrong.status_code == 422
    assert "Line 1: there are more than two parts." in wrong.content.decode()
    lines = "River Watch; RW\n\nVillage Net\tVN\nForest Watch of the Test\n river  watch"
    page = sophea.post(address, {"lines": lines}, follow=True).content.decode()
    assert "Added: River Watch, Village Net." in page
    assert "There already: Forest Watch of the Test, river watch." in page
    assert "River Watch (RW)" in page
    sophea.post(address, {"lines": "Active Youth Alliance (AYA)\nHuman Rights (Asia)\nActive Youth Alliance"})
    named = set(cast.coalition.organisations.values_list("name", "short_name"))
    assert {("River Watch", "RW"), ("Village Net", "VN"), ("Active Youth Alliance", "AYA")} <= named
    assert ("Human Rights (Asia)", "") in named, "where it is, no short name"
    assert len(named) == 5
    known = names_in_lines(cast.coalition).organisations
    assert known["aya"] == known["active youth alliance (aya)"]


def test_an_organisation_that_comes_back_is_the_one_that_left(cast: Cast) -> None:
    with pytest.raises(JoinedAlready):
        add_organisation(by=cast.sophea, coalition=cast.coalition, name="forest watch of THE test", today=TODAY)
    remove_organisation(by=cast.sophea, member=MemberOrganisation.objects.get())
    again = add_organisation(by=cast.sophea, coalition=cast.coalition, name="Forest Watch of the Test", today=TODAY)
    assert again.organisation == cast.forest


def test_an_organisation_that_leaves_is_in_no_group_and_its_people_stay(cast: Cast) -> None:
    cast.land.organisations.add(cast.forest)
    Participation.objects.filter(person=cast.nary).update(organisation=cast.forest)
    remove_organisation(by=cast.sophea, member=MemberOrganisation.objects.get())
    assert not cast.land.organisations.exists()
    assert part_of(cast, cast.nary).organisation is None


def test_who_is_taken_out_sees_nothing_at_once(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.chan)
    address = reverse("coalitions:remove-person", kwargs={**cast.at_coalition, "number": part_of(cast, cast.chan).pk})
    browser_of(cast.sophea).post(address)
    assert client.get(reverse("coalitions:coalition", kwargs=cast.at_coalition)).status_code == 404
    assert not GroupMembership.objects.filter(person=cast.chan).exists()


def test_a_former_coordinator_does_not_come_back_by_an_invitation_of_their_own(cast: Cast) -> None:
    Participation.objects.filter(person=cast.nary).update(role=Participation.Role.COORDINATOR)
    invitation, _secret = invite_person(by=cast.nary, coalition=cast.coalition, role="coordinator", now=timezone.now())
    remove_person(by=cast.sophea, part=part_of(cast, cast.nary), now=NOW)
    with pytest.raises(NotInvited):
        accept(token_hash=invitation.token_hash, who=cast.nary, now=timezone.now())


def test_a_rapporteur_who_is_taken_out_leads_no_more(cast: Cast) -> None:
    remove_person(by=cast.sophea, part=part_of(cast, cast.dara), now=NOW)
    assert cast.land.rapporteur_terms.get().until == TODAY


def test_a_coalition_always_has_a_coordinator(cast: Cast) -> None:
    own = part_of(cast, cast.sophea)
    with pytest.raises(LastCoordinator):
        remove_person(by=cast.sophea, part=own, now=NOW)
    with pytest.raises(LastCoordinator):
        leave_coalition(by=cast.sophea, coalition=cast.coalition, now=NOW)
    with pytest.raises(LastCoordinator):
        change_part(by=cast.sophea, part=own, role="participant", organisation=None, groups=(), now=NOW)


def test_whoever_leads_a_group_is_not_moved_out_of_it(cast: Cast) -> None:
    with pytest.raises(StillRapporteur, match="Dara is rapporteur of “Land”"):
        change_part(
            by=cast.sophea,
            part=part_of(cast, cast.dara),
            role="participant",
            organisation=None,
            groups=[cast.labour],
            now=NOW,
        )


def test_the_coordination_is_handed_over(cast: Cast, browser_of: SignIn) -> None:
    hand_over_coordination(by=cast.sophea, part=part_of(cast, cast.nary), now=NOW)
    assert part_of(cast, cast.nary).role == Participation.Role.COORDINATOR
    assert part_of(cast, cast.sophea).role == Participation.Role.PARTICIPANT
    leave_coalition(by=cast.sophea, coalition=cast.coalition, now=NOW)
    client = browser_of(cast.sophea)
    assert client.get(reverse("coalitions:coalition", kwargs=cast.at_coalition)).status_code == 404


def test_an_invitation_by_the_old_coordinator_opens_nothing_after_the_coordination_is_handed_over(cast: Cast) -> None:
    invitation, _secret = invite_person(
        by=cast.sophea, coalition=cast.coalition, role="coordinator", now=timezone.now()
    )
    hand_over_coordination(by=cast.sophea, part=part_of(cast, cast.nary), now=NOW)
    with pytest.raises(NotInvited):
        accept(token_hash=invitation.token_hash, who=cast.sophea, now=timezone.now())
    assert part_of(cast, cast.sophea).role == Participation.Role.PARTICIPANT


def test_the_list_of_people_goes_out_to_the_coordinator_only(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:people-json", kwargs=cast.at_coalition)
    rows = browser_of(cast.sophea).get(address).json()["people"]
    assert [(row["person"], row["role"], row["speaks_for"]) for row in rows if row["speaks_for"]] == [
        ("Nary", "participant", ["Forest Watch of the Test"])
    ]
    assert browser_of(cast.dara).get(address).status_code == 403
    csv = browser_of(cast.sophea).get(reverse("coalitions:people-csv", kwargs=cast.at_coalition))
    assert len(csv.getvalue().decode("utf-8-sig").splitlines()) == 8


def test_the_organisations_go_out_to_the_coordinator(cast: Cast, browser_of: SignIn) -> None:
    cast.land.organisations.add(cast.forest)
    rows = browser_of(cast.sophea).get(reverse("coalitions:organisations-json", kwargs=cast.at_coalition)).json()
    assert [(row["organisation"], row["speaks_for_it"], row["groups"]) for row in rows["organisations"]] == [
        ("Forest Watch of the Test", "Nary", ["Land"])
    ]
    address = reverse("coalitions:organisations-csv", kwargs=cast.at_coalition)
    csv = browser_of(cast.sophea).get(address).getvalue().decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Forest Watch of the Test,Forest Watch,Nary,Land,")


def test_the_person_who_speaks_for_an_organisation_hands_that_on_and_all_members_see_it(
    cast: Cast, browser_of: SignIn
) -> None:
    member = MemberOrganisation.objects.get(organisation=cast.forest)
    address = reverse("coalitions:representative", kwargs={**cast.at_coalition, "number": member.pk})
    people = reverse("coalitions:people", kwargs=cast.at_coalition)
    assert browser_of(cast.chan).post(address, {"person": cast.chan.pk}).status_code == 403
    assert address not in browser_of(cast.chan).get(people).content.decode()
    assert address in browser_of(cast.nary).get(people).content.decode()
    assert "Remove from the coalition" not in browser_of(cast.nary).get(address).content.decode()
    browser_of(cast.nary).post(address, {"person": cast.dara.pk})
    member.refresh_from_db()
    assert member.representative == cast.dara
    line = AuditLine.objects.get(what="coalitions.name_representative:name_representative")
    assert (line.who, line.about) == (cast.nary, f"organisation {cast.forest.pk}")
    told = browser_of(cast.vuthy).get(people).content.decode()
    assert re.search(r"Dara since \d", " ".join(re.sub("<[^>]*>", " ", told).split()))


def test_a_vacant_voice_is_given_by_a_coordinator_and_never_taken_by_oneself(cast: Cast, browser_of: SignIn) -> None:
    member = MemberOrganisation.objects.get(organisation=cast.forest)
    member.representative = None
    member.save()
    cast.coalition.participations.filter(person=cast.chan).update(organisation=cast.forest)
    Affiliation.objects.create(person=cast.chan, organisation=cast.forest, since=TODAY)
    address = reverse("coalitions:representative", kwargs={**cast.at_coalition, "number": member.pk})
    assert browser_of(cast.chan).post(address, {"person": cast.chan.pk}).status_code == 403
    assert browser_of(cast.nary).post(address, {"person": cast.chan.pk}).status_code == 403
    browser_of(cast.sophea).post(address, {"person": cast.chan.pk})
    member.refresh_from_db()
    assert member.representative == cast.chan


def test_nobody_speaks_for_two_organisations(cast: Cast) -> None:
    MemberOrganisation.objects.filter(coalition=cast.coalition).update(representative=None)
    first = MemberOrganisation.objects.filter(coalition=cast.coalition).earliest("pk")
    second = add_organisation(by=cast.sophea, coalition=cast.coalition, name="River Watch", today=TODAY)
    name_representative(by=cast.sophea, member=first, person=cast.chan, today=TODAY)
    with pytest.raises(SpeaksForAnother, match=f"speaks for {first.organisation.name} already"):
        name_representative(by=cast.sophea, member=second, person=cast.chan, today=TODAY)
    second.refresh_from_db()
    assert second.representative is None


def test_a_person_of_two_organisations_is_shown_with_both_and_chooses_for_which_they_act(
    cast: Cast, browser_of: SignIn
) -> None:
    river = add_organisation(by=cast.sophea, coalition=cast.coalition, name="River Watch", today=TODAY).organisation
    elsewhere = another_coalition().organisations.create(name="Not in this coalition")
    for organisation in (cast.forest, river, elsewhere):
        Affiliation.objects.create(person=cast.chan, organisation=organisation, since=TODAY)
    chan, page = browser_of(cast.chan), reverse("coalitions:people", kwargs=cast.at_coalition)
    choice = reverse("coalitions:act-for", kwargs=cast.at_coalition)
    offered = chan.get(choice).content.decode()
    assert (river.name in offered, elsewhere.name in offered) == (True, False)
    chan.post(choice, {"organisation": river.pk})
    assert part_of(cast, cast.chan).organisation == river
    shown = chan.get(page).content.decode()
    assert f"also of {cast.forest.name}" in shown
    assert elsewhere.name not in shown
    with pytest.raises(NotOfTheirs):
        act_for_organisation(by=cast.chan, coalition=cast.coalition, organisation=elsewhere)
    Affiliation.objects.create(person=cast.nary, organisation=river, since=TODAY)
    with pytest.raises(SpeaksForAnother):  # she speaks for Forest Watch, and hands that on first
        act_for_organisation(by=cast.nary, coalition=cast.coalition, organisation=river)
