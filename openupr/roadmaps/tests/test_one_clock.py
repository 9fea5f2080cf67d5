"""Days and hours of a coalition are those of its country, whatever clock the server has."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import AuditLine, Person, Room
from openupr.coalitions.invitations import invite_person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.decisions.models import Decision
from openupr.decisions.tests.examples import decision

from .conftest import SignIn

LATE = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)  # half past three on the 13th in Phnom Penh


@pytest.fixture(autouse=True)
def late_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATE)


def test_the_audit_log_and_a_closed_decision_tell_the_countrys_hour(cast: Cast, browser_of: SignIn) -> None:
    asked = decision(cast)
    client = browser_of(cast.sophea)
    client.post(
        reverse("decisions:decision-close", kwargs={**cast.at_coalition, "number": asked.pk}), {"outcome": "Jointly."}
    )
    assert AuditLine.objects.filter(when=LATE).exists()
    assert (
        "13 Mar 2026, 03:30" in client.get(reverse("coalitions:audit-log", kwargs=cast.at_coalition)).content.decode()
    )
    shown = client.get(reverse("decisions:decision", kwargs={**cast.at_coalition, "number": asked.pk}))
    assert "13 March 2026, 03:30" in shown.content.decode()


def test_what_is_done_on_a_day_is_done_on_the_countrys_day(cast: Cast, browser_of: SignIn) -> None:
    browser_of(cast.sophea).post(
        reverse("decisions:decision-new", kwargs=cast.at_coalition),
        {"question": "Joint?", "quorum": 1, "option-1": "Yes", "option-2": "No"},
    )
    assert Decision.objects.get().asked_on.isoformat() == "2026-03-13"
    browser_of(cast.dara).post(reverse("roadmaps:roadmap-hand-out", kwargs=cast.at_land), {"partner": "A friend"})
    assert cast.land.handouts.get().sent_on.isoformat() == "2026-03-13"


def test_phones_enter_the_room_of_the_countrys_day(cast: Cast, browser_of: SignIn) -> None:
    browser_of(cast.bopha).post(reverse("roadmaps:plenary-open", kwargs=cast.at_coalition), {"minutes": 60})
    room = Room.objects.get()
    assert (room.day.isoformat(), room.time_zone) == ("2026-03-13", "Asia/Phnom_Penh")
    phone = Client()
    assert phone.post("/room/", {"code": room.code}).status_code == 302
    assert "You are in the room" in phone.get("/room/").content.decode()


def test_an_invitation_ends_and_people_join_by_the_countrys_clock(cast: Cast, browser_of: SignIn) -> None:
    _asked, secret = invite_person(by=cast.sophea, coalition=cast.coalition, role="participant", now=LATE, days=1,
                                  organisation=cast.forest)  # fmt: skip
    newcomer = Client()
    page = newcomer.get(reverse("accounts:invitation-link", args=[secret]), follow=True).content.decode()
    assert "until 14 March 2026, 03:30" in page
    answer = newcomer.post(reverse("accounts:invitation"), {"username": "sokha", "password": "three green mangoes"})
    assert answer.headers["Location"] == reverse("coalitions:for-me")
    sokha = Person.objects.get(username="sokha")
    days = (sokha.joined, sokha.affiliations.get().since, sokha.participations.get().since)
    assert {day.isoformat() for day in days} == {"2026-03-13"}


def test_an_account_reads_hours_by_the_clock_of_the_one_country_it_works_on(cast: Cast, browser_of: SignIn) -> None:
    AuditLine.objects.create(when=LATE, who=cast.vuthy, what="accounts.change_password", circle="", about="")
    assert "13 Mar 2026, 03:30" in browser_of(cast.vuthy).get(reverse("accounts:account")).content.decode()


def test_after_a_coalitions_page_the_clock_is_the_servers_again(cast: Cast, browser_of: SignIn) -> None:
    browser_of(cast.sophea).get(reverse("coalitions:coalition", kwargs=cast.at_coalition))
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()
