"""Organisations: entered by one, joined by invitation, left by oneself."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from openupr.accounts.models import AuditLine, Invitation, Person
from openupr.coalitions.models import Organisation

LAND = {"name": "Land and Life", "short_name": "LL", "about": "We work on land."}

pytestmark = pytest.mark.django_db


@pytest.fixture
def sophea(signed_in: Callable[[str], Client]) -> Client:
    """Sophea's browser; she has entered Land and Life."""
    browser = signed_in("Sophea")
    browser.post("/organisations/new/", LAND)
    return browser


def address(rest: str = "") -> str:
    return f"/organisations/{Organisation.objects.get(name='Land and Life').pk}/{rest}"


def test_sophea_enters_hers_and_invites_dara_into_it(sophea: Client, signed_in: Callable[[str], Client]) -> None:
    sheet = sophea.post(address("invite/"), {"note": "Dara"}).headers["Location"]
    dara = signed_in("Dara")
    assert dara.get(address()).status_code == 404
    dara.get(sheet.removesuffix("sheet/"))
    dara.post("/invitation/")
    page = dara.get(address()).content.decode()
    assert "Sophea" in page
    assert "Accept an invitation, with its link" in page
    assert "Land and Life" in dara.get("/account/").content.decode()


def test_a_person_belongs_to_several_and_leaves_one(sophea: Client) -> None:
    sophea.post("/organisations/new/", {"name": "Forest Network"})
    assert [each.name for each in Person.objects.get().organisations.all()] == ["Forest Network", "Land and Life"]
    here = address()
    sophea.post(here + "leave/")
    assert [each.name for each in Person.objects.get().organisations.all()] == ["Forest Network"]
    assert sophea.get(here).status_code == 404


def test_a_changed_name_is_shown_and_an_empty_one_refused(sophea: Client) -> None:
    sophea.post(address("edit/"), {**LAND, "about": "We work on rivers too."})
    assert "We work on rivers too." in sophea.get(address()).content.decode()
    assert "Please fill this in." in sophea.post(address("edit/"), {"name": " "}).content.decode()
    assert Organisation.objects.get().name == "Land and Life"


def test_an_outsider_cannot_tell_that_it_exists(sophea: Client, signed_in: Callable[[str], Client]) -> None:
    maly = signed_in("Maly")
    there, nowhere = maly.get(address()), maly.get("/organisations/987654/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    once = re.compile(rb'value="\w{64}"')  # the form's token differs from page to page
    assert once.sub(b"", there.content) == once.sub(b"", nowhere.content)
    for act in ("edit/", "invite/", "leave/", "withdraw/1/"):
        assert maly.post(address(act), LAND).status_code == 404
    assert Client().get(address()).status_code == 404
    assert Invitation.objects.count() == 0


def test_an_invitation_is_withdrawn_by_its_own_organisation_only(
    sophea: Client, signed_in: Callable[[str], Client]
) -> None:
    sophea.post(address("invite/"), {"note": "Dara"})
    (invitation,) = Invitation.objects.all()
    chan = signed_in("Chan")
    chan.post("/organisations/new/", {"name": "Others"})
    others = Organisation.objects.get(name="Others").pk
    chan.post(f"/organisations/{others}/withdraw/{invitation.pk}/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    sophea.post(address(f"withdraw/{invitation.pk}/"))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_every_change_is_a_line_without_content(sophea: Client) -> None:
    sophea.post(address("edit/"), {**LAND, "name": "Land and Life"})
    lines = AuditLine.objects.filter(circle__startswith="organisation").values_list("what", "about", "who__username")
    number = Organisation.objects.get().pk
    assert sorted(lines) == [
        ("coalitions.edit_organisation", f"organisation {number}", "sophea"),
        ("coalitions.found_organisation", f"organisation {number}", "sophea"),
    ]
