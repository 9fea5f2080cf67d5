"""Somebody forgot the password: a coordinator gives a link, but never takes over who belongs
elsewhere too.
"""

import re

from django.test import Client
from django.utils import timezone

from openupr.accounts.models import AuditLine, Invitation, Person
from openupr.accounts.tests.conftest import PASSWORD
from openupr.coalitions.coalition import found_coalition
from openupr.coalitions.models import Participation
from openupr.coalitions.people import remove_person
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web.tests.reading import as_read

NEW = "lotus pond at noon"


def part_of(cast: Cast, person: Person) -> Participation:
    return cast.coalition.participations.get(person=person)


def ask(cast: Cast, browser: Client, person: Person) -> str:
    """The page that follows the button: the sheet with the link, or the person's page with a
    refusal.
    """
    address = f"/coalitions/{cast.coalition.key}/people/{part_of(cast, person).pk}/new-password/"
    return browser.post(address, follow=True).content.decode()


def link_in(page: str) -> str:
    found = re.search(r"/invitation/[\w-]+/", page)
    assert found
    return found[0]


def renewed(link: str, password: str = NEW) -> str:
    """Whoever has the link chooses a password; the page that follows."""
    browser = Client()
    browser.get(link)
    return browser.post("/invitation/", {"password": password}, follow=True).content.decode()


def signs_in(person: Person, password: str) -> Client | None:
    browser = Client()
    browser.post("/account/sign-in/", {"login": person.username, "password": password})
    return browser if browser.get("/account/").status_code == 200 else None


def test_a_member_chooses_a_new_password_and_reads_who_made_the_link(cast: Cast, browser_of: SignIn) -> None:
    cast.dara.set_password(PASSWORD)
    cast.dara.save()
    old_session = signs_in(cast.dara, PASSWORD)
    page = ask(cast, browser_of(cast.sophea), cast.dara)
    assert "A new password for you" in page
    assert "For the person who signs in as dara." in as_read(page)
    link = link_in(page)
    assert "Your password is changed. Sign in with it." in renewed(link)
    assert signs_in(cast.dara, PASSWORD) is None
    assert old_session
    assert old_session.get("/account/").status_code != 200, "sessions of before end"
    browser = Client()
    told = browser.post("/account/sign-in/", {"login": "dara", "password": NEW}, follow=True).content.decode()
    assert f"with a link that {cast.sophea} made" in told
    again = Client().post("/account/sign-in/", {"login": "dara", "password": NEW}, follow=True).content.decode()
    assert "with a link that" not in again
    assert AuditLine.objects.filter(circle=cast.coalition.key, what="coalitions.renew_password").exists()
    assert "This invitation is not valid" in Client().get(link).content.decode(), "it works once"


def test_who_also_belongs_to_another_coalition_cannot_be_taken_over(cast: Cast, browser_of: SignIn) -> None:
    link = link_in(ask(cast, browser_of(cast.sophea), cast.dara))
    found_coalition(
        by=cast.dara, review=cast.coalition.review, name="Elsewhere", languages=["en"], today=timezone.localdate()
    )
    assert "takes part where you do not coordinate" in ask(cast, browser_of(cast.sophea), cast.dara)
    assert "This invitation is not valid" in renewed(link), "the link of before neither"
    assert signs_in(cast.dara, NEW) is None


def test_the_operators_password_is_nobodys_to_renew(cast: Cast, browser_of: SignIn) -> None:
    Person.objects.filter(pk=cast.dara.pk).update(is_operator=True)
    assert "runs this server" in ask(cast, browser_of(cast.sophea), cast.dara)


def test_only_coordinators_give_links(cast: Cast, browser_of: SignIn) -> None:
    for somebody in (cast.bopha, cast.chan, cast.vuthy):
        ask(cast, browser_of(somebody), cast.dara)
    assert not Invitation.objects.exclude(renews=None).exists()


def test_a_newer_link_ends_the_older_one_and_an_easy_password_is_refused(cast: Cast, browser_of: SignIn) -> None:
    first, second = (link_in(ask(cast, browser_of(cast.sophea), cast.dara)) for _ in range(2))
    assert "This invitation is not valid" in renewed(first)
    assert "Save the new password" in renewed(second, "password12")
    assert "Sign in with it" in renewed(second)


def test_a_link_ends_with_the_coalition_that_gave_the_right_to_it(cast: Cast, browser_of: SignIn) -> None:
    link = link_in(ask(cast, browser_of(cast.sophea), cast.dara))
    part = part_of(cast, cast.chan)
    remove_person(by=cast.sophea, part=part, now=timezone.now())
    Participation.objects.filter(person=cast.dara).delete()
    assert "This invitation is not valid" in renewed(link)


def test_a_link_for_a_password_lets_nobody_into_a_coalition(cast: Cast, browser_of: SignIn, maly: Person) -> None:
    link = link_in(ask(cast, browser_of(cast.sophea), cast.dara))
    stranger = browser_of(maly)
    stranger.get(link)
    assert "Choose a new password" in stranger.get("/invitation/").content.decode()
    stranger.post("/invitation/")
    assert not cast.coalition.participations.filter(person=maly).exists()
