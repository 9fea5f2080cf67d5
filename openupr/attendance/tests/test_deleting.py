"""What people say about themselves is gone on the date that was promised, whoever forgot to run what."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks_db.models import DBTaskResult

from openupr.accounts.backups import STAYS_WITHDRAWN
from openupr.attendance.figures import publish_from_list, published
from openupr.attendance.forgetting import delete_overdue, delete_overdue_everywhere, forget_names, keep_deleted
from openupr.attendance.models import (
    Attended,
    PublishedCount,
    PublishedFigures,
    Registration,
    RegistrationLink,
    TakenOut,
)
from openupr.attendance.registration_link import make_link, revoke_link
from openupr.attendance.registrations import EMPTY, dates_of, people_of, register_person, take_out
from openupr.attendance.rules.keeping import DAYS, FIELDS, MOST_DAYS, ROW, deleted_on, gone
from openupr.attendance.tasks import begin_deleting, delete_daily
from openupr.attendance.tests.conftest import FIRST, SECOND, Fill, Register
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.reviews.models import Review
from openupr.workshops.models import Day, Workshop
from openupr.workshops.rules.refusals import HeldByMore
from openupr.workshops.workshops import delete_workshop

PAGES = ("list/", "list/add/", "list/sheet/", "link/", "balance/", "lessons/", "figures/")
EVERYTHING = {
    "name": "Papaya",
    "organisation": "Seven Rivers",
    "area": "rural",
    "gender": "woman",
    "gender_group": "women",
    "first_time": True,
    "language": "km",
    "access": "a ramp",
}


@pytest.fixture
def papaya(register: Register, ours: Workshop) -> Registration:
    """Somebody who said everything and came on both days."""
    somebody = register(**EVERYTHING)
    for day in ours.days.all():
        Attended.objects.create(registration=somebody, day=day)
    return somebody


def left(somebody: Registration) -> set[str]:
    somebody.refresh_from_db()
    return {name for name, empty in EMPTY.items() if getattr(somebody, name) != empty} - {"code_hash"}


def days_after(count: int) -> date:
    return SECOND + timedelta(days=count)


def test_every_answer_goes_on_its_day_and_the_person_with_the_last(papaya: Registration, ours: Workshop) -> None:
    delete_overdue(workshop=ours, today=SECOND)
    assert left(papaya) == set(EVERYTHING)
    delete_overdue(workshop=ours, today=days_after(1))
    assert left(papaya) == set(EVERYTHING) - {"access"}
    delete_overdue(workshop=ours, today=days_after(14))
    assert left(papaya) == set(EVERYTHING) - {"access", "name", "organisation"}
    delete_overdue(workshop=ours, today=days_after(30))
    assert not Registration.objects.exists()
    assert not Attended.objects.exists()


def test_every_field_about_a_person_has_a_day() -> None:
    assert set(FIELDS) | {"gender_group", "code_hash"} == set(EMPTY)
    kept = {field.name for field in Registration._meta.concrete_fields} - set(EMPTY)
    assert kept == {"id", "workshop", "key", "number", "how", "registered_on"}
    assert DAYS[ROW] == max(DAYS.values())


def test_a_list_is_not_shown_longer_though_nothing_has_deleted_it(papaya: Registration, ours: Workshop) -> None:
    (shown,) = people_of(ours, today=days_after(14))
    assert (shown.called, shown.organisation, shown.access, shown.gender) == ("(deleted)", "", "", "woman")
    assert people_of(ours, today=days_after(30)) == []
    assert left(papaya) == set(EVERYTHING)


@pytest.mark.parametrize("page", ["list/", "door/", "figures/publish/", "list/gender/", "list/add/"])
def test_opening_a_page_of_the_list_deletes_what_is_overdue(
    papaya: Registration, ours: Workshop, cast: Cast, browser_of: SignIn, page: str
) -> None:
    # Its days are long past today.
    base = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/"
    browser_of(cast.sophea).get(base + page, follow=True)
    assert not Registration.objects.exists()


def test_putting_a_workshop_off_keeps_nobody_for_ever(papaya: Registration, ours: Workshop) -> None:
    far = papaya.registered_on + timedelta(days=MOST_DAYS)
    Day.objects.filter(workshop=ours, date=SECOND).update(date=far + timedelta(days=1))
    assert dates_of(ours, today=papaya.registered_on)["name"] == far
    assert people_of(ours, today=far) == []
    delete_overdue(workshop=ours, today=far)
    assert not Registration.objects.exists()


def test_the_dates_that_are_promised_are_those_on_which_it_goes() -> None:
    for field in DAYS:
        promised = deleted_on(field, last_day=SECOND, registered_on=FIRST)
        assert field in gone(last_day=SECOND, today=promised)
        assert field not in gone(last_day=SECOND, today=promised - timedelta(days=1))


def test_the_servers_start_deletes_at_once_and_the_worker_goes_on(papaya: Registration) -> None:
    begin_deleting(now=timezone.now())
    begin_deleting(now=timezone.now())
    assert not Registration.objects.exists()
    assert DBTaskResult.objects.filter(task_path="openupr.attendance.tasks.delete_daily").count() == 1
    delete_daily.func()
    assert DBTaskResult.objects.filter(task_path="openupr.attendance.tasks.delete_daily").count() == 2


@pytest.mark.parametrize("slip", [date.max, date.min])
def test_a_slip_in_one_workshops_date_stops_neither_its_pages_nor_the_deletion_of_other_lists(
    papaya: Registration, ours: Workshop, workshop: Workshop, cast: Cast, browser_of: SignIn, slip: date
) -> None:
    # Older versions took such days; "ours" is overdue.
    Day.objects.filter(pk__in=workshop.days.values("pk")[:1]).update(date=slip)
    register_person(by=cast.sophea, workshop=workshop, answers={"name": "Durian"}, today=today_there())
    begin_deleting(now=timezone.now())
    assert not ours.registrations.exists()
    browser = browser_of(cast.sophea)
    at = f"/coalitions/{cast.coalition.key}/workshops/"
    one = f"{at}{workshop.pk}/"
    theirs = ("agenda.ics", "projector/", *(f"attendance/{page}" for page in PAGES))
    for page in (at, *(one + rest for rest in theirs)):
        assert browser.get(page).status_code == 200, page
    assert browser.post(f"{one}days/", {"do": "add"}).status_code == 302


def test_a_day_moved_so_that_a_list_would_be_deleted_asks_first(
    register: Register, cast: Cast, ours: Workshop, browser_of: SignIn
) -> None:
    today = today_there()
    ours.days.filter(date=FIRST).delete()
    ours.days.update(date=today + timedelta(days=1))
    register(**EVERYTHING, today=today)
    day, browser = ours.days.get(), browser_of(cast.sophea)
    address = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/days/"
    sent = {"do": "move", "day": str(day.pk), "to": f"{today - timedelta(days=20)}"}
    asked = browser.post(address, sent)
    page = asked.content.decode()
    assert (asked.status_code, "Of 1 person on the list, at once: access needs, name, organisation." in page) == (
        409,
        True,
    )
    assert f"All that is left of the list, on {date_format(today + timedelta(days=10), 'j F Y')}." in page
    whole = browser.post(address, sent | {"to": f"{today - timedelta(days=400)}"}).content.decode()
    assert "The whole list of 1 person" in whole
    browser.get(f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/list/")
    assert Registration.objects.get().name == "Papaya"
    assert "Put on " in browser.post(address, sent | {"sure": "yes"}, follow=True).content.decode()
    browser.get(f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/list/")
    assert Registration.objects.get().name == ""


def test_a_workshop_with_people_on_its_list_is_not_deleted(register: Register, cast: Cast, ours: Workshop) -> None:
    somebody = register("Papaya")
    with pytest.raises(HeldByMore):
        delete_workshop(by=cast.sophea, workshop=ours)
    take_out(by=cast.sophea, workshop=ours, registration=somebody)
    with pytest.raises(HeldByMore) as held:
        delete_workshop(by=cast.sophea, workshop=ours)
    assert held.value.holds == ("People were taken out of its list; no older backup may bring them back.",)


def test_a_list_that_cannot_be_read_stops_no_other(papaya: Registration, ours: Workshop, cast: Cast) -> None:
    nowhere = Review.objects.create(iso3="XXX", cycle=5, status=Review.Status.EXPECTED)
    elsewhere = Coalition.objects.create(key="elsewhere", name="Elsewhere", review=nowhere, founded=FIRST)
    theirs = Workshop.objects.create(coalition=elsewhere, title="Before ours")
    Registration.objects.create(workshop=theirs, number=1, name="Durian", registered_on=SECOND)
    # Theirs comes first.
    Workshop.objects.filter(pk=ours.pk).update(title="Z")
    begin_deleting(now=timezone.now())
    assert [each.name for each in Registration.objects.all()] == ["Durian"]


@pytest.fixture
def back() -> Iterator[list[object]]:
    """Nothing; tests of restoring put back rows as an older backup does."""
    yield []
    assert keep_deleted in STAYS_WITHDRAWN


def test_an_older_backup_brings_nobody_back_who_was_taken_out_or_is_overdue(
    register: Register, cast: Cast, ours: Workshop, back: list[object]
) -> None:
    gone_by_themselves, overdue = register("A"), register("B")
    take_out(by=cast.sophea, workshop=ours, registration=gone_by_themselves)
    delete = keep_deleted()
    # The backup knows them both.
    TakenOut.objects.all().delete()
    gone_by_themselves.save()
    overdue.save()
    delete()
    delete_overdue_everywhere(now=timezone.now())
    assert not Registration.objects.exists()


def test_an_older_backup_brings_back_no_list_that_was_forgotten_and_in_time_nothing_of_it_is_left(
    register: Register, cast: Cast, ours: Workshop, back: list[object]
) -> None:
    today = today_there()
    Day.objects.filter(workshop=ours, date=SECOND).update(date=today - timedelta(days=3))
    Day.objects.filter(workshop=ours, date=FIRST).update(date=today - timedelta(days=4))
    somebody = register("A", today=today)
    forget_names(by=cast.sophea, workshop=ours, today=today)
    delete = keep_deleted()
    TakenOut.objects.all().delete()
    somebody.save()
    delete()
    assert not Registration.objects.exists()
    Day.objects.filter(workshop=ours).update(date=F("date") - timedelta(days=DAYS[ROW]))
    begin_deleting(now=timezone.now())
    assert not TakenOut.objects.exists()


def test_an_older_backup_opens_no_revoked_link_and_keeps_who_is_not_overdue(
    register: Register, cast: Cast, ours: Workshop, back: list[object]
) -> None:
    make_link(by=cast.sophea, workshop=ours, today=FIRST)
    revoke_link(by=cast.sophea, workshop=ours, today=SECOND)
    today = today_there()
    Day.objects.filter(workshop=ours, date=SECOND).update(date=today + timedelta(days=90))
    stays, goes = register("A", today=today), register("B", today=today)
    take_out(by=cast.sophea, workshop=ours, registration=goes)
    delete = keep_deleted()
    RegistrationLink.objects.update(revoked_on=None)
    goes.save()
    delete()
    assert RegistrationLink.objects.get().revoked_on == SECOND
    assert [each.pk for each in Registration.objects.all()] == [stays.pk]


def test_an_older_backup_publishes_nothing_a_second_time(
    fill: Fill, cast: Cast, ours: Workshop, back: list[object]
) -> None:
    fill(70, women=31, rural=28, days=(70,))
    publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    told = published(ours)
    delete = keep_deleted()
    PublishedFigures.objects.all().delete()
    delete()
    assert published(Workshop.objects.get()) == told
    assert PublishedCount.objects.filter(question="total").count() == 1


def test_a_clock_that_jumped_deletes_nothing_until_a_coordinator_says_that_the_date_is_right(
    papaya: Registration, ours: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    Coalition.objects.update(clock_seen=today_there() - timedelta(days=400))
    begin_deleting(now=timezone.now())
    delete_daily.func()
    coordinator, observer = browser_of(cast.sophea), browser_of(cast.vuthy)
    home = f"/coalitions/{cast.coalition.key}/"
    coordinator.get(f"{home}workshops/{ours.pk}/attendance/list/")
    assert left(papaya) == set(EVERYTHING)
    assert "Is that right?" in coordinator.get(home).content.decode()
    assert "Is that right?" not in observer.get(home).content.decode()
    assert f"{ours.title}: the list of 1 person" in coordinator.get(f"{home}clock/").content.decode()
    assert observer.post(f"{home}clock/").status_code == 403
    assert coordinator.post(f"{home}clock/", follow=True).status_code == 200
    begin_deleting(now=timezone.now())
    assert not Registration.objects.exists()
    assert "Is that right?" not in coordinator.get(home).content.decode()


def test_a_day_that_is_seen_by_the_worker_is_remembered_and_a_doubtful_one_is_not(cast: Cast) -> None:
    today = today_there()
    for seen, then in ((60, today), (61, today - timedelta(days=61)), (-3, today + timedelta(days=3))):
        Coalition.objects.update(clock_seen=today - timedelta(days=seen))
        begin_deleting(now=timezone.now())
        assert Coalition.objects.get(pk=cast.coalition.pk).clock_seen == then


def test_a_clock_that_was_set_right_again_is_asked_nothing(papaya: Registration, cast: Cast) -> None:
    Coalition.objects.update(clock_seen=today_there())
    begin_deleting(now=timezone.now() + timedelta(days=400))
    assert left(papaya) == set(EVERYTHING)
    begin_deleting(now=timezone.now())
    assert not Registration.objects.exists()
