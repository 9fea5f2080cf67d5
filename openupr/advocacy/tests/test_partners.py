"""A coalition keeps a directory of organisations that help, for itself."""

from django.urls import reverse
from django.utils import timezone

from openupr.advocacy.models import Partner
from openupr.coalitions.services.next_coalition import start_next_coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
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


def test_partners_go_along_into_the_next_reviews_coalition(cast: Cast) -> None:
    Partner.objects.create(coalition=cast.coalition, **LANTERN)
    taken = {"name": "Next", "languages": ["en"], "take": ["partners"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), **taken)
    [partner] = new.partners.all()
    assert (partner.name, partner.offers, partner.contact) == ("Lantern of the test", ["evidence"], "The front desk")
