"""A person belongs to an organisation in one coalition, and coalitions share nothing but the
spelling of a name.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.invitations import accept
from openupr.accounts.models import Person
from openupr.coalitions.invitations import invite_person
from openupr.coalitions.models import Affiliation, MemberOrganisation, Participation
from openupr.coalitions.organisations import (
    JoinedAlready,
    NamedByItsVoice,
    NotOfTheirs,
    TheirOwnWords,
    add_organisation,
    change_organisation,
    leave_organisation,
    name_representative,
)
from openupr.coalitions.people import DeletionWaits, change_part, remove_person

from .conftest import SignIn
from .examples.cast import Cast, another_coalition
from .examples.clock import today_there

NOW = timezone.now()


def test_an_observer_cannot_become_the_voice_of_an_organisation_through_a_coalition_of_their_own(
    cast: Cast, browser_of: SignIn
) -> None:
    """Found a coalition, add the organisation by name, invite oneself for it, then act for it
    in the first one.
    """
    own, today = another_coalition(cast.vuthy), today_there()
    name = cast.forest.name
    copy = add_organisation(by=cast.vuthy, coalition=own, name=name, today=today)
    assert copy.organisation != cast.forest
    invitation, _secret = invite_person(
        by=cast.vuthy, coalition=own, role="participant", organisation=copy.organisation, now=NOW
    )
    accept(token_hash=invitation.token_hash, who=cast.vuthy, now=NOW)
    name_representative(by=cast.vuthy, member=copy, person=cast.vuthy, today=today)
    change_organisation(by=cast.vuthy, member=copy, name="Renamed", short_name="", about="Ours now.")
    vuthy, here = browser_of(cast.vuthy), MemberOrganisation.objects.get(organisation=cast.forest)
    MemberOrganisation.objects.filter(pk=here.pk).update(representative=None)
    at_here = {**cast.at_coalition, "number": here.pk}
    vuthy.post(reverse("coalitions:act-for", kwargs=cast.at_coalition), {"organisation": cast.forest.pk})
    assert (
        vuthy.post(reverse("coalitions:representative", kwargs=at_here), {"person": cast.vuthy.pk}).status_code == 403
    )
    assert vuthy.post(reverse("coalitions:organisation-about", kwargs=at_here), {"name": "x"}).status_code == 403
    here.refresh_from_db()
    cast.forest.refresh_from_db()
    assert (here.representative, cast.forest.name, cast.forest.about) == (None, name, "")
    assert not cast.forest.affiliations.exists()
    assert Participation.objects.get(coalition=cast.coalition, person=cast.vuthy).organisation is None


def test_a_person_taken_out_of_a_coalition_belongs_to_nothing_there(cast: Cast, browser_of: SignIn) -> None:
    change_part(
        by=cast.sophea, part=part_of(cast, cast.chan), role="participant", organisation=cast.forest, groups=(), now=NOW
    )
    assert [each.person for each in cast.forest.affiliations.all()] == [cast.chan]
    chan = browser_of(cast.chan)
    assert cast.forest.name in chan.get("/account/").content.decode()
    remove_person(by=cast.sophea, part=part_of(cast, cast.chan), now=NOW)
    assert not Affiliation.objects.filter(person=cast.chan).exists()
    account = chan.get("/account/").content.decode()
    assert (cast.forest.name in account, cast.coalition.name in account) == (False, False)
    here = {**cast.at_coalition, "number": MemberOrganisation.objects.get().pk}
    for page in ("organisation-about", "representative", "leave-organisation"):
        assert chan.post(reverse(f"coalitions:{page}", kwargs=here)).status_code == 404


def test_the_account_shows_where_one_belongs_by_coalition(cast: Cast, browser_of: SignIn) -> None:
    lao = another_coalition(cast.nary)
    river = add_organisation(by=cast.nary, coalition=lao, name="River Watch", today=today_there())
    for organisation in (cast.forest, river.organisation):
        Affiliation.objects.create(person=cast.nary, organisation=organisation, since=today_there())
    page = " ".join(browser_of(cast.nary).get("/account/").content.decode().split())
    first, second = page.index("Another coalition"), page.index("Coalition of the test")
    assert "coordinator, River Watch" in page[first:second]
    assert f"participant, {cast.forest.name}" in page[second:]


def test_a_person_leaves_an_organisation_and_its_voice_with_it(cast: Cast, browser_of: SignIn) -> None:
    member = MemberOrganisation.objects.get()
    Affiliation.objects.create(person=cast.nary, organisation=cast.forest, since=today_there())
    Participation.objects.filter(person=cast.nary).update(organisation=cast.forest)
    nary, choice = browser_of(cast.nary), reverse("coalitions:act-for", kwargs=cast.at_coalition)
    address = reverse("coalitions:leave-organisation", kwargs={**cast.at_coalition, "number": member.pk})
    assert address in nary.get(choice).content.decode()
    nary.post(address)
    member.refresh_from_db()
    assert (member.representative, part_of(cast, cast.nary).organisation) == (None, None)
    assert not cast.forest.affiliations.exists()


def test_leaving_an_organisation_takes_nobody_else_out_of_it(cast: Cast) -> None:
    Affiliation.objects.create(person=cast.dara, organisation=cast.forest, since=today_there())
    member = MemberOrganisation.objects.get()
    leave_organisation(by=cast.chan, member=member)
    member.refresh_from_db()
    assert (member.representative, cast.forest.affiliations.get().person) == (cast.nary, cast.dara)


def test_its_own_people_rename_an_organisation_and_no_two_here_have_one_name(cast: Cast) -> None:
    member, names = MemberOrganisation.objects.get(), {"short_name": "", "about": ""}
    with pytest.raises(TheirOwnWords):
        change_organisation(by=cast.sophea, member=member, name="Mine", **names)
    change_organisation(by=cast.nary, member=member, name="Forest  Watch", **names)
    cast.forest.refresh_from_db()
    assert cast.forest.name == "Forest Watch"
    river = add_organisation(by=cast.sophea, coalition=cast.coalition, name="River Watch", today=today_there())
    with pytest.raises(JoinedAlready):
        change_organisation(by=cast.sophea, member=river, name="forest watch", **names)


def part_of(cast: Cast, person: Person) -> Participation:
    return Participation.objects.get(coalition=cast.coalition, person=person)


def test_a_plain_member_writes_the_paragraph_and_not_the_name(cast: Cast) -> None:
    today, member = today_there(), MemberOrganisation.objects.get(organisation=cast.forest)
    change_part(
        by=cast.sophea, part=part_of(cast, cast.chan), role="participant", organisation=cast.forest, groups=(), now=NOW
    )
    same = {"name": cast.forest.name, "short_name": cast.forest.short_name}
    change_organisation(by=cast.chan, member=member, **same, about="We watch forests.")
    for name in ("Party Youth League", f"{cast.forest.name}\u200b!"):
        with pytest.raises(NamedByItsVoice):
            change_organisation(by=cast.chan, member=member, name=name, short_name="", about="")
    change_organisation(by=cast.nary, member=member, name="Forest Eye", short_name="", about="We watch forests.")
    assert add_organisation(by=cast.sophea, coalition=cast.coalition, name=same["name"], today=today)


@pytest.mark.parametrize("looks_alike", ["Forest\u200b Watch", "forest  watch", "\u202eForest Watch", "Ｆorest Watch"])
def test_a_name_that_looks_like_anothers_is_refused(cast: Cast, looks_alike: str) -> None:
    add_organisation(by=cast.sophea, coalition=cast.coalition, name="Forest Watch", today=today_there())
    with pytest.raises(JoinedAlready):
        add_organisation(by=cast.sophea, coalition=cast.coalition, name=looks_alike, today=today_there())


def test_a_coordinator_from_outside_does_not_make_herself_the_voice(cast: Cast) -> None:
    member, today = MemberOrganisation.objects.get(organisation=cast.forest), today_there()
    for representative in (cast.nary, None):
        MemberOrganisation.objects.update(representative=representative)
        member.refresh_from_db()
        with pytest.raises(NotOfTheirs):
            name_representative(by=cast.sophea, member=member, person=cast.sophea, today=today)
    name_representative(by=cast.sophea, member=member, person=cast.chan, today=today)


def test_while_a_deletion_waits_no_coordinator_is_taken_out_or_set_back(cast: Cast, browser_of: SignIn) -> None:
    other = part_of(cast, cast.nary)
    change_part(by=cast.sophea, part=other, role="coordinator", organisation=None, groups=(), now=NOW)
    browser = browser_of(cast.sophea)
    for do in ("zzz", "", "delete"):
        browser.post(reverse("coalitions:delete", kwargs=cast.at_coalition), {"do": do})
        cast.coalition.refresh_from_db()
        assert (cast.coalition.delete_at is not None) == (do == "delete")
    other.refresh_from_db()
    with pytest.raises(DeletionWaits):
        remove_person(by=cast.sophea, part=other, now=NOW)
    with pytest.raises(DeletionWaits):
        change_part(by=cast.sophea, part=other, role="participant", organisation=None, groups=(), now=NOW)
    browser_of(cast.nary).post(reverse("coalitions:delete", kwargs=cast.at_coalition), {"do": "keep"})
    cast.coalition.refresh_from_db()
    assert cast.coalition.delete_at is None
