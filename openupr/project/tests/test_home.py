"""The first page: what this is, three ways in, one State's review; old addresses of the search still lead there."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.followup.models import PublicPage
from openupr.recommendations.tests.demo_record import demo_record
from openupr.reviews.models import Review
from openupr.web.tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    """A folder of this test's own."""
    settings.OPENUPR_HOME = tmp_path  # type: ignore[attr-defined]


def test_a_stranger_finds_three_doors(client: Client) -> None:
    page = client.get("/").content.decode()
    assert f'"{reverse("accounts:first")}"' in page
    Person.objects.create(username="sophea", called="Sophea")
    page = client.get("/").content.decode()
    for address in ("/search/", "/account/sign-in/", "/room/"):
        assert f'"{address}"' in page
    assert f'"{reverse("accounts:first")}"' not in page
    assert page.count('<section aria-labelledby="door-') == 3


def test_a_stranger_sees_cambodias_review_or_that_of_another_state(client: Client) -> None:
    demo_record()
    page = client.get("/").content.decode()
    assert "Cambodia’s review at a glance" in page
    assert "recommendations</a>" in page
    assert "Viet Nam’s review at a glance" in client.get("/?review=vietnam").content.decode()


def coalition_for(iso3: str) -> Coalition:
    found = Review.objects.filter(iso3=iso3).first()
    review = found or Review.objects.create(iso3=iso3, cycle=4, status=Review.Status.EXPECTED)
    return Coalition.objects.create(review=review, name="Ours", languages=["en"], founded=date(2026, 3, 1))


def test_a_stranger_does_not_learn_which_state_the_coalitions_here_work_on(client: Client) -> None:
    coalition_for("SVN")
    assert "Cambodia’s review at a glance" in client.get("/").content.decode()
    assert "Viet Nam’s review at a glance" in client.get("/?review=vietnam").content.decode()


def test_a_state_that_is_not_known_is_answered_with_the_nearest_names(client: Client) -> None:
    answer = client.get("/?review=Camboda")
    assert answer.status_code == 400
    assert "Cambodia" in answer.content.decode()


def test_an_old_address_of_the_search_keeps_its_question(client: Client) -> None:
    answer = client.get("/?q=land+rights&state=KHM&not-from=GHA")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/search/?q=land+rights&state=KHM&not-from=GHA")


def test_who_is_signed_in_comes_to_their_own_first_page(client: Client) -> None:
    client.force_login(Person.objects.create(username="sophea", called="Sophea"))
    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert client.get("/").headers["Location"] == reverse("accounts:account")


def test_a_stranger_is_not_shown_an_invented_date_as_if_it_were_real(client: Client) -> None:
    call_command("demo", stage="groups")
    page = as_read(client.get("/").content.decode())
    dates = page.partition("The next dates")[2].partition("The whole timeline")[0]
    # Estimates are counted from invented dates: they are none of the real calendar either.
    assert dates.count("invented") == dates.count("<dd>") > 1
    assert "days left" not in dates
    timeline = as_read(client.get("/timeline/KHM/cycle-5/").content.decode())
    assert "estimate" not in timeline.partition("Three UN documents appear")[2][:400]


def test_a_state_whose_follow_up_is_public_comes_first(client: Client) -> None:
    demo_record()
    page = PublicPage.objects.create(coalition=coalition_for("SVN"), title="Ours", changed_on=date(2026, 3, 1))
    assert "Cambodia’s review at a glance" in client.get("/").content.decode()
    page.on = True
    page.save()
    assert "Slovenia’s review at a glance" in client.get("/").content.decode()
