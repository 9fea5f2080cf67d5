"""A coalition keeps a directory of organisations that help, for itself."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.advocacy.models import Partner, PutInTouch
from openupr.advocacy.partners import forget_put_in_touch, note_put_in_touch
from openupr.advocacy.rules import NotOursToConnect
from openupr.coalitions.carry_over import start_next_coalition
from openupr.coalitions.models import Organisation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast
from openupr.web.tests.reading import as_read

LANTERN = {
    "name": "Lantern of the test",
    "scope": "local",
    "offers": ["evidence"],
    "issues": ["right-to-land"],
    "languages": ["km"],
    "contact": "The front desk",
}


def test_a_member_adds_a_partner_and_finds_it_by_theme_and_offer(cast: Cast, browser_of: SignIn) -> None:
    chan, address = browser_of(cast.chan), reverse("advocacy:partners", kwargs=cast.at_coalition)
    chan.post(reverse("advocacy:partner-add", kwargs=cast.at_coalition), LANTERN)
    page = as_read(chan.get(address + "?theme=right-to-land&offer=evidence").content.decode())
    for said in ("Lantern of the test", "data and evidence", "Khmer", "The front desk", "fits the group Land"):
        assert said in page
    assert "No partner fits" in as_read(chan.get(address + "?offer=money").content.decode())
    rows = chan.get(reverse("advocacy:partners-file", kwargs={**cast.at_coalition, "kind": "json"})).json()
    assert rows["partners"][0]["offers"] == ["data and evidence"]
    number = Partner.objects.get().pk
    chan.post(reverse("advocacy:partner-change", kwargs={**cast.at_coalition, "number": number}), {"do": "drop"})
    assert not Partner.objects.exists()


def test_who_only_looks_on_and_an_outsider_see_no_partner(cast: Cast, maly: object, browser_of: SignIn) -> None:
    address = reverse("advocacy:partners", kwargs=cast.at_coalition)
    assert browser_of(cast.vuthy).get(address).status_code == 403
    assert browser_of(maly).get(address).status_code == 404  # type: ignore[arg-type]


def in_touch(cast: Cast, partner: Partner) -> str:
    return reverse("advocacy:put-in-touch", kwargs={**cast.at_coalition, "number": partner.pk})


def test_that_two_organisations_were_put_in_touch_is_kept_only_if_both_agree(cast: Cast, browser_of: SignIn) -> None:
    partner = Partner.objects.create(coalition=cast.coalition, **LANTERN)
    sophea, given = browser_of(cast.sophea), {"organisation": cast.forest.pk, "day": "2026-05-04", "about": "Evidence"}
    for agrees in ({}, {"organisation_agrees": "on"}, {"partner_agrees": "on"}):
        page = sophea.post(in_touch(cast, partner), given | agrees)
        assert (page.status_code, PutInTouch.objects.count()) == (422, 0)
        assert "This is kept only if both agree." in page.content.decode()
    both = {"organisation_agrees": "on", "partner_agrees": "on"}
    sophea.post(in_touch(cast, partner), given | both)
    page = as_read(browser_of(cast.rithy).get(reverse("advocacy:partners", kwargs=cast.at_coalition)).content.decode())
    assert "Forest Watch, 4 May 2026: Evidence" in page
    assert "Note who was put in touch" not in page
    # The one who speaks for it takes it back, without asking anybody.
    number = {"number": partner.pk, "noted": PutInTouch.objects.get().pk}
    remove = reverse("advocacy:put-in-touch-remove", kwargs={**cast.at_coalition, **number})
    browser_of(cast.nary).post(remove)
    assert not PutInTouch.objects.exists()


def test_who_speaks_for_an_organisation_connects_that_one_alone_and_others_none(
    cast: Cast, maly: Person, browser_of: SignIn
) -> None:
    partner = Partner.objects.create(coalition=cast.coalition, **LANTERN)
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    cast.coalition.member_organisations.create(organisation=other, since=FOUNDED)
    given = {"day": "2026-05-04", "organisation_agrees": "on", "partner_agrees": "on"}
    nary = browser_of(cast.nary)
    assert nary.post(in_touch(cast, partner), given | {"organisation": other.pk}).status_code == 422
    assert nary.post(in_touch(cast, partner), given | {"organisation": cast.forest.pk}).status_code == 302
    asked = {"coalition": cast.coalition, "partner": partner, "organisation": other, "day": FOUNDED, "about": ""}
    with pytest.raises(NotOursToConnect):
        note_put_in_touch(by=cast.nary, both_agree=True, **asked)
    kept = note_put_in_touch(by=cast.sophea, both_agree=True, **asked)
    with pytest.raises(NotOursToConnect):
        forget_put_in_touch(by=cast.nary, coalition=cast.coalition, noted=kept)
    for somebody, status in ((cast.dara, 403), (cast.vuthy, 403), (maly, 404)):
        assert browser_of(somebody).get(in_touch(cast, partner)).status_code == status
    assert {each.organisation for each in PutInTouch.objects.all()} == {cast.forest, other}


def test_partners_go_along_into_the_next_reviews_coalition(cast: Cast) -> None:
    held = Partner.objects.create(coalition=cast.coalition, **LANTERN)
    PutInTouch.objects.create(partner=held, organisation=cast.forest, day=FOUNDED)
    taken = {"name": "Next", "languages": ["en"], "take": ["partners"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), **taken)
    [partner] = new.partners.all()
    assert not partner.put_in_touch.exists(), "both agreed to this coalition, not to the next"
    assert (partner.name, partner.offers, partner.contact) == ("Lantern of the test", ["evidence"], "The front desk")
