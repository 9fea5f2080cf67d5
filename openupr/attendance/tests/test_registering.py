"""People register by a coordinator, by the link, at the door; and take it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from openupr.accounts.models import AuditLine
from openupr.accounts.rules import hashed, tidy_code
from openupr.attendance import registration_link, registrations
from openupr.attendance.models import Attended, Registration, RegistrationLink, TakenOut, new_form_secret
from openupr.attendance.registration_link import make_link, revoke_link
from openupr.attendance.registrations import count_genders_as, take_out
from openupr.attendance.tests.conftest import Register
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of, today_there
from openupr.web import this_machine
from openupr.workshops.models import Day, Workshop

# Where the form is, once the link was opened.
HERE = "/register/"


@pytest.fixture
def coming(ours: Workshop) -> Workshop:
    """The same workshop, a week from now."""
    today = today_of(ours.coalition)
    for number, day in enumerate(ours.days.all()):
        day.date = today + timedelta(days=7 + number)
        day.save()
    return ours


@pytest.fixture
def link(cast: Cast, coming: Workshop) -> str:
    """The address of its link."""
    cache.clear()
    return f"/register/{make_link(by=cast.sophea, workshop=coming, today=today_there())}/"


def reading(code: str) -> Client:
    """A phone that has chosen its language."""
    phone = Client()
    phone.cookies["django_language"] = code
    return phone


def opened(link: str, phone: Client | None = None) -> Client:
    """A phone on which the link was opened."""
    phone = phone or Client()
    phone.get(link)
    return phone


def sent(**answers: str) -> dict[str, str]:
    return {"name": "Papaya", "secret": new_form_secret()} | answers


def code_in(page: str) -> str:
    return page.split('class="secret">')[1].split("<")[0]


def test_whoever_reads_khmer_is_told_until_when_and_what_went_wrong_in_khmer(link: str) -> None:
    asked = opened(link).get(HERE).content.decode()
    assert "?read-in=km" in asked
    assert "<form" not in asked
    Workshop.objects.update(translations={"km": {"title": "សិក្ខាសាលា"}})
    phone = reading("km")
    page = phone.get(link, follow=True).content.decode()
    assert "លុបចោលនៅថ្ងៃទី" in page
    assert "Deleted on" not in page
    assert "<h1>សិក្ខាសាលា</h1>" in page
    assert '<option value="km">ខ្មែរ</option>' in page
    assert "សូមសរសេរអ្វីមួយ" in phone.post(HERE, sent(name="\u200b")).content.decode()
    assert "គ្មានការចុះឈ្មោះណា" in phone.post(f"{HERE}take-back/", {"code": "3467-9CDF"}).content.decode()
    assert "តំណនេះមិនបើក" in phone.get("/register/nothing/").content.decode()


def test_somebody_without_an_account_registers_under_a_word_of_their_own(link: str, coming: Workshop) -> None:
    page = reading("en").get(link, follow=True)
    assert "Deleted on" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert not {"email", "tel"} & set(page.content.decode().split('type="'))
    answer = opened(link).post(HERE, sent(area="rural", first_time="yes", language="km", gender=" my  own word "))
    found = Registration.objects.get()
    assert (found.name, found.area, found.first_time, found.language, found.gender) == (
        "Papaya", "rural", True, "km", "my own word",
    )  # fmt: skip
    assert (found.how, found.number, found.organisation, found.access) == ("link", 1, "", "")
    assert found.code_hash == hashed(tidy_code(code_in(answer.content.decode())))


def test_no_page_behind_the_link_has_the_secret_in_its_address_and_the_link_tells_none_where_one_came_from(
    link: str,
) -> None:
    phone = reading("en")
    answer = phone.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
    for secret_address in (answer, phone.get("/register/nothing/")):
        headers = secret_address.headers
        assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store, private")
    secret = link.rstrip("/").rsplit("/", 1)[1]
    for address in (HERE, f"{HERE}take-back/"):
        page = phone.get(address)
        assert page.status_code == 200
        assert secret not in page.content.decode()
    cookie = phone.cookies["register"]
    assert (cookie["path"], cookie["httponly"], cookie["max-age"], cookie["expires"]) == (HERE, True, "", "")
    assert reading("en").get(HERE).status_code == 404


def test_only_a_name_is_needed_and_no_hour_or_device_is_kept(link: str) -> None:
    assert opened(link).post(HERE, sent()).status_code == 200
    names = {field.name for field in Registration._meta.get_fields()}
    assert names == {
        "id", "workshop", "key", "number", "name", "organisation", "area", "gender", "gender_group", "first_time",
        "language", "access", "code_hash", "how", "registered_on", "days",
    }  # fmt: skip


def test_a_form_sent_twice_registers_once(link: str) -> None:
    given = sent()
    first, again = (code_in(opened(link).post(HERE, given).content.decode()) for _tap in range(2))
    # Whoever taps twice sees the second answer alone: it has the code, too, and nothing that is kept tells it.
    assert first == again != code_in(opened(link).post(HERE, sent()).content.decode())
    assert Registration.objects.count() == 2
    assert given["secret"] not in repr(Registration.objects.values())
    for _tap in range(2):
        assert "Taken back" in opened(link).post(f"{HERE}take-back/", {"code": again}).content.decode()
    # The page with the code, loaded again, puts nobody back on the list.
    assert "Taken back" in opened(link).post(HERE, given).content.decode()
    assert Registration.objects.count() == 1


def test_no_line_in_the_audit_log_tells_when_somebody_registered_or_came(
    link: str, cast: Cast, coming: Workshop, browser_of: SignIn
) -> None:
    before = AuditLine.objects.count()
    opened(link).post(HERE, sent())
    assert AuditLine.objects.count() == before
    day = coming.days.all()[0]
    place = f"/coalitions/{cast.coalition.key}/workshops/{coming.pk}/attendance/door/{day.pk}/"
    browser_of(cast.sophea).post(place, {"number": "1"})
    assert AuditLine.objects.order_by("-pk")[0].about == f"workshop {coming.pk}"


def test_with_the_code_a_registration_is_taken_back_and_without_it_not(link: str, coming: Workshop) -> None:
    code = code_in(opened(link).post(HERE, sent()).content.decode())
    assert opened(link).post(f"{HERE}take-back/", {"code": "AAAAAA"}).status_code == 422
    assert Registration.objects.count() == 1
    answer = opened(link).post(f"{HERE}take-back/", {"code": f" {code.lower()[:3]}-{code[3:]} "})
    assert "Taken back" in answer.content.decode()
    assert not Registration.objects.exists()
    assert TakenOut.objects.get().number == 1


def test_codes_cannot_be_tried_one_after_the_other(link: str) -> None:
    tried = [opened(link).post(f"{HERE}take-back/", {"code": f"AAAA{number:02}"}).status_code for number in range(25)]
    assert tried[-1] == 429


def test_a_revoked_an_older_and_an_ended_link_open_nothing(link: str, cast: Cast, coming: Workshop) -> None:
    today = today_there()
    newer = f"/register/{make_link(by=cast.sophea, workshop=coming, today=today)}/"
    assert [Client().get(each).status_code for each in (link, newer, "/register/nothing/")] == [404, 302, 404]
    phone = opened(newer, reading("en"))
    Day.objects.filter(workshop=coming).delete()
    Day.objects.create(workshop=coming, date=today_of(coming.coalition) - timedelta(days=1))
    assert phone.post(HERE, sent()).status_code == 404
    Day.objects.filter(workshop=coming).update(date=today_of(coming.coalition))
    assert phone.get(HERE).status_code == 200
    revoke_link(by=cast.sophea, workshop=coming, today=today)
    assert phone.post(HERE, sent()).status_code == 404
    assert not Registration.objects.exists()


def test_the_link_is_shown_once_and_kept_only_as_a_hash(cast: Cast, coming: Workshop, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    place = f"/coalitions/{cast.coalition.key}/workshops/{coming.pk}/attendance/link/"
    shown = browser.post(place, {"do": "make"}).content.decode()
    address = shown.split('class="secret">')[1].split("<")[0]
    secret = address.rstrip("/").rsplit("/", 1)[1]
    assert secret not in browser.get(place).content.decode()
    assert secret not in str(RegistrationLink.objects.values_list())
    assert Client().get(address).status_code == 302
    assert "Only this computer opens this link" not in shown


def test_the_link_made_at_the_laptop_is_one_that_phones_reach_or_says_that_none_do(
    cast: Cast, coming: Workshop, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(this_machine, "address_in_the_network", lambda: "192.168.7.20")
    settings.ALLOWED_HOSTS = ["localhost", "192.168.7.20"]
    place = f"/coalitions/{cast.coalition.key}/workshops/{coming.pk}/attendance/link/"
    laptop, at = browser_of(cast.sophea), {"host": "localhost:8000"}
    shown = laptop.post(place, {"do": "make"}, headers=at).content.decode()
    assert 'class="secret">http://192.168.7.20:8000/register/' in shown
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "Only this computer opens this link" in laptop.post(place, {"do": "make"}, headers=at).content.decode()


def test_a_list_that_is_full_is_told(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration_link, "MOST_BY_LINK", 1)
    opened(link).post(HERE, sent())
    answer = opened(link).post(HERE, sent())
    assert "Ask a coordinator" in answer.content.decode()
    assert "សូមសួរអ្នកសម្របសម្រួលសម្ព័ន្ធ" in opened(link, reading("km")).post(HERE, sent()).content.decode()
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""},
        {"name": "\u202e"},
        {"name": "x" * 81},
        {"name": "x\x00y"},
        {"area": "moon"},
        {"language": "xx"},
        {"first_time": "maybe"},
        {"secret": "nothing"},
        {"gender": "x" * 10_000},
        {"access": "x" * 301},
    ],
)
def test_what_makes_no_sense_is_told_and_nobody_is_registered(link: str, given: dict[str, str]) -> None:
    assert opened(link).post(HERE, sent() | given).status_code == 422
    assert not Registration.objects.exists()


def test_whoever_comes_without_being_on_the_list_is_put_on_it_and_has_come(
    ours: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    day = ours.days.all()[0]
    place = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/door/{day.pk}/"
    browser_of(cast.sophea).post(place, {"do": "add", "name": "Walk-in"})
    assert Registration.objects.get().how == "door"
    assert Attended.objects.get().day == day


def test_no_number_of_a_printed_list_is_given_twice(register: Register, cast: Cast, ours: Workshop) -> None:
    register("A")
    last = register("B")
    take_out(by=cast.sophea, workshop=ours, registration=last)
    assert register("C").number == 3


def test_a_gender_is_counted_as_a_coordinator_says_and_asked_anew_when_it_changes(
    register: Register, cast: Cast, ours: Workshop
) -> None:
    somebody = register("A", gender="Woman ")
    register("B", gender="woman")
    count_genders_as(by=cast.sophea, workshop=ours, groups={"woman": "women"})
    assert set(Registration.objects.values_list("gender_group", flat=True)) == {"women"}
    somebody.refresh_from_db()
    registrations.change_registration(
        by=cast.sophea, workshop=ours, registration=somebody, answers={"gender": "another word"}
    )
    assert Registration.objects.get(pk=somebody.pk).gender_group == ""
