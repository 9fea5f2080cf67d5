"""Seventy people in one sitting: one paste, one page of links, one print."""

import csv
import io
import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openupr.accounts.models import Invitation
from openupr.coalitions.invitations import InvitedLine, LineNames, ReadLines, read_lines
from openupr.coalitions.models import MemberOrganisation, Participation, Place, RapporteurTerm
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web.tests.reading import as_read

KNOWN = LineNames(
    organisations={"river watch": 1},
    groups={"land": 7},
    roles={each: each for each in ("participant", "observer", "facilitator", "coordinator", "rapporteur", "voice")},
)


def address(cast: Cast) -> str:
    return f"/coalitions/{cast.coalition.key}/people/invite-many/"


def accepted(link: str, name: str) -> None:
    """Somebody opens the link on their own computer and makes an account."""
    browser = Client(headers={"host": "localhost"})
    path = re.sub(r"^https?://[^/]+", "", link)
    browser.get(path, follow=True)
    sent = {"username": name, "called": name, "password": "pond-lily-seven-7"}
    assert browser.post("/invitation/", sent).status_code == 302, "the account is made"


def test_one_paste_invites_everybody_with_group_organisation_rapporteur_and_voice(
    cast: Cast, browser_of: SignIn
) -> None:
    MemberOrganisation.objects.update(representative=None)
    RapporteurTerm.objects.all().delete()
    lines = (
        f"Name\tOrganisation\tGroup\tRole\nVann\t{cast.forest.name}\t{cast.land.name}\trapporteur, voice\nBora\n;;\n"
    )
    sophea, near_only = browser_of(cast.sophea), "People must come to this computer"
    page = sophea.post(address(cast), {"lines": lines, "days": "14"}).content.decode()
    # It is said before they are made, too.
    assert [near_only in each for each in (sophea.get(address(cast)).content.decode(), page)] == [True, True]
    table = json.loads(re.search(r'name="table"\s+value="([^"]*)"', page)[1].replace("&quot;", '"'))  # type: ignore[index]
    assert [row[0] for row in table] == ["Vann", "Bora"]
    assert page.count("<svg") >= 2
    assert page.count('data-copy="link-') == 2
    assert "Back to People" in page
    assert Invitation.objects.filter(place__coalition=cast.coalition, note__in=("Vann", "Bora")).count() == 2
    accepted(table[0][2], "vann")
    part = Participation.objects.get(person__username="vann")
    assert (part.role, part.organisation) == ("participant", cast.forest)
    assert RapporteurTerm.objects.get(group=cast.land, until=None).person == part.person
    assert MemberOrganisation.objects.get(organisation=cast.forest).representative == part.person


def test_the_name_that_a_coordinator_typed_stays_with_the_person_and_no_member_reads_it(
    cast: Cast, browser_of: SignIn
) -> None:
    sophea = browser_of(cast.sophea)
    page = sophea.post(address(cast), {"lines": "Vann\nBora", "days": "14"}).content.decode()
    table = json.loads(re.search(r'name="table"\s+value="([^"]*)"', page)[1].replace("&quot;", '"'))  # type: ignore[index]
    accepted(table[0][2], "riverbird")
    accepted(table[1][2], "Bora")
    people = f"/coalitions/{cast.coalition.key}/people/"
    assert "invited as Vann" in sophea.get(people).content.decode()
    assert "invited as Bora" not in sophea.get(people).content.decode()
    assert "invited as" not in browser_of(cast.chan).get(people).content.decode()


def test_an_invitation_takes_no_voice_and_no_group_from_anybody(cast: Cast, browser_of: SignIn) -> None:
    lines = f"Vann;{cast.forest.name};{cast.land.name};rapporteur, voice"
    page = browser_of(cast.sophea).post(address(cast), {"lines": lines, "days": "14"}).content.decode()
    table = json.loads(re.search(r'name="table"\s+value="([^"]*)"', page)[1].replace("&quot;", '"'))  # type: ignore[index]
    accepted(table[0][2], "vann")
    assert RapporteurTerm.objects.get(group=cast.land, until=None).person == cast.dara
    assert MemberOrganisation.objects.get(organisation=cast.forest).representative == cast.nary


def test_one_wrong_line_invites_nobody_and_is_named(cast: Cast, browser_of: SignIn) -> None:
    before = Place.objects.count()
    lines = "Vann\nBora; No Such Organisation\nChea;;No such group\nDuong;;;king\n;;;observer"
    page = browser_of(cast.sophea).post(address(cast), {"lines": lines, "days": "14"}).content.decode()
    for told in ("Line 2", "Line 3", "Line 4", "Line 5", "“king” is no role"):
        assert told in page
    assert "Vann" in page, "what was pasted stays"
    assert Place.objects.count() == before


def test_the_example_names_a_group_only_where_there_is_one(cast: Cast, browser_of: SignIn) -> None:
    assert "River Watch; Land; rapporteur" in browser_of(cast.sophea).get(address(cast)).content.decode()
    cast.coalition.groups.update(closed=True)
    page = browser_of(cast.sophea).get(address(cast)).content.decode()
    assert "River Watch; ; voice" in page
    assert "Land; rapporteur" not in page


def test_a_line_with_two_faults_names_both(cast: Cast, browser_of: SignIn) -> None:
    lines = {"lines": "Vann; No Such Organisation; No such group", "days": "14"}
    told = as_read(browser_of(cast.sophea).post(address(cast), lines).content.decode())
    assert "there is no organisation “No Such Organisation”" in told
    assert "there is no open group “No such group”. Groups: " in told


def test_organisations_that_are_missing_join_with_the_same_paste(cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    lines = f"Vann; Quarry Watch; {cast.land.name}; rapporteur\nBora;QUARRY WATCH;;voice\nChea;{cast.forest.name}"
    told = as_read(browser.post(address(cast), {"lines": lines, "days": "14"}).content.decode())
    assert "no organisation “Quarry Watch”" in told
    assert "tick the box below" in told
    sent = {"lines": lines, "days": "14", "adds_organisations": "on"}
    assert "3 invitations" in browser.post(address(cast), sent).content.decode()
    joined = cast.coalition.organisations.get(name="Quarry Watch")
    assert cast.coalition.member_organisations.filter(organisation=joined).exists()
    of_whom = Place.objects.filter(coalition=cast.coalition, invitation__note__in=("Vann", "Bora", "Chea"))
    assert [place.organisation for place in of_whom.order_by("pk")] == [joined, joined, cast.forest]


def test_a_wrong_line_adds_no_organisation_either(cast: Cast, browser_of: SignIn) -> None:
    sent = {"lines": "Vann;Quarry Watch\nBora;;No such group", "days": "14", "adds_organisations": "on"}
    assert "Line 2" in browser_of(cast.sophea).post(address(cast), sent).content.decode()
    assert not cast.coalition.organisations.filter(name="Quarry Watch").exists()


def test_the_table_is_saved_as_a_file_that_runs_nothing(cast: Cast, browser_of: SignIn) -> None:
    table = json.dumps([["=cmd()", "participant", "https://upr.example/x"]])
    sent = browser_of(cast.sophea).post(f"{address(cast)}links.csv", {"table": table})
    rows = list(csv.reader(io.StringIO(b"".join(sent).decode("utf-8-sig"))))
    assert rows[0] == ["name", "takes part as", "link"]
    assert not rows[1][0].startswith("=")
    for broken in ("", "{", "7", "[1]"):
        assert browser_of(cast.sophea).post(f"{address(cast)}links.csv", {"table": broken}).status_code == 404


@pytest.mark.parametrize("who", ["dara", "bopha", "vuthy"])
def test_only_a_coordinator_invites_many(cast: Cast, browser_of: SignIn, who: str) -> None:
    assert browser_of(getattr(cast, who)).post(address(cast), {"lines": "Vann", "days": "14"}).status_code == 403


def test_a_line_says_what_is_missing() -> None:
    def told(line: str) -> str:
        (wrong,) = read_lines(line, KNOWN).wrong
        return wrong

    assert "a rapporteur needs a group" in told("Vann;;;rapporteur")
    assert "needs one" in told("Vann;;;voice")
    assert "belongs to no group" in told("Vann;;Land;observer")
    assert "no rapporteur" in told("Vann;;;observer and rapporteur")
    assert "one person has one role" in told("Vann;;;observer, facilitator")
    assert "more than four parts" in told("a;b;c;d;e")
    assert "At most 200 lines" in told("x\n" * 201)
    assert read_lines("VANN; river  WATCH ;LAND;Voice", KNOWN).invited == [
        InvitedLine("VANN", organisation=1, group=7, speaks=True)
    ]


@given(st.text())
def test_whatever_is_pasted_is_read_or_named(text: str) -> None:
    found = read_lines(text, KNOWN)
    assert isinstance(found, ReadLines)
    lines = [line for line in text.splitlines() if line.strip(" \t;")]
    assert len(found.invited) + len(found.wrong) >= len(lines) - 1 or found.wrong


def test_the_first_words_of_a_groups_name_and_member_are_enough(cast: Cast, browser_of: SignIn) -> None:
    cast.land.name = "Land and housing"
    cast.land.save()
    page = browser_of(cast.sophea).post(address(cast), {"lines": "Vann;;land;member", "days": "14"})
    assert page.status_code == 200
    place = Place.objects.get(invitation__note="Vann")
    assert (place.group, place.role) == (cast.land, "participant")
    known = LineNames(organisations={}, groups={"land rights": 1, "land titles": 2}, roles=KNOWN.roles)
    assert known.group("land") is None
    names = {"gender, women and lgbtiq people": 3, "public health": 4, "health of prisoners": 5, "labour rights": 6}
    known = LineNames(organisations={}, groups=names, roles=KNOWN.roles)
    assert (known.group("Gender"), known.group("rights"), known.group("Health"), known.group("women")) == (3, 6, 5, 3)
    assert known.group("of nobody") is None
