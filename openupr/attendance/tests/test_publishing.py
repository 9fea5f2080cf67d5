"""Figures are published once and frozen, from the list or typed in from paper."""

import csv
import io
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from openupr.attendance.figures import publish_by_hand, publish_from_list, published, published_of, withdraw_figures
from openupr.attendance.models import Attended, PublishedCount, PublishedFigures, Registration
from openupr.attendance.rules.refusals import (
    MoreThanAll,
    NobodyCame,
    NothingToPublish,
    NotOverYet,
    PublishedAlready,
    TellsOfFew,
)
from openupr.attendance.tests.conftest import FIRST, SECOND, Fill
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.web.tests.reading import version_shown
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

# What may be told is counted in Python; test_deleting keeps and deletes a list there.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def test_what_may_be_told_of_the_list_is_published_and_what_it_was_asked_for_deleted(
    fill: Fill, cast: Cast, ours: Workshop
) -> None:
    fill(78, women=31, rural=36, first=67, days=(66, 61))
    # Four more came on the second day only, eight never.
    later = ours.days.last()
    for person in ours.registrations.filter(number__in=range(67, 71)):
        Attended.objects.create(registration=person, day=later)
    publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    told = published(ours)
    assert told
    assert (told.total, told.by_hand, told.approximate, told.registered) == (70, False, False, 78)
    # Four were not there on the first day: that is not told.
    assert told.days == {SECOND: 65}
    assert told.of("area") == {"rural": 28, "rest": 42}
    assert told.share("gender", "women") == (31, 70)
    assert told.of("first-time") == {}
    assert told.share("first-time", "yes") is None
    # All follow Khmer best: that nobody does not, is not told either.
    assert told.of("language") == {}
    assert set(Registration.objects.values_list("area", "gender", "gender_group", "first_time")) == {("", "", "", None)}


def test_figures_stay_as_they_were_published_and_are_published_once(fill: Fill, cast: Cast, ours: Workshop) -> None:
    fill(70, women=31, rural=28, days=(70,))
    publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    before = published(ours)
    ours.registrations.filter(number__lte=20).delete()
    assert published(Workshop.objects.get()) == before
    with pytest.raises(PublishedAlready):
        publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    withdraw_figures(by=cast.sophea, workshop=ours, today=SECOND)
    assert published(Workshop.objects.get()) is None
    for again in (publish_from_list, publish_by_hand):
        given = {"total": 69} if again is publish_by_hand else {}
        with pytest.raises(PublishedAlready):
            again(by=cast.sophea, workshop=ours, today=SECOND, **given)


def test_nothing_is_published_before_the_last_day_or_of_a_few(fill: Fill, cast: Cast, ours: Workshop) -> None:
    fill(4, days=(4,))
    with pytest.raises(NotOverYet):
        publish_from_list(by=cast.sophea, workshop=ours, today=FIRST)
    with pytest.raises(NothingToPublish):
        publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    Attended.objects.all().delete()
    with pytest.raises(NobodyCame):
        publish_from_list(by=cast.sophea, workshop=ours, today=SECOND)
    assert not PublishedFigures.objects.exists()
    assert Registration.objects.filter(area="urban").count() == 4


def test_a_workshop_that_was_held_on_paper_gets_its_figures_by_hand(cast: Cast, ours: Workshop) -> None:
    given = {"answers": {"gender": {"women": 31}, "area": {"rural": 3}}, "days": {FIRST: 60}}
    publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=70, approximate=True, **given)
    told = published(ours)
    assert told
    assert (told.total, told.by_hand, told.approximate, told.days) == (70, True, True, {FIRST: 60})
    assert (told.of("gender"), told.of("area")) == ({"women": 31, "rest": 39}, {})
    assert not PublishedCount.objects.filter(question="area").exists()
    # A slip of the hand is put right.
    publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=75)
    assert published(Workshop.objects.get()).total == 75  # type: ignore[union-attr]
    with pytest.raises(MoreThanAll):
        publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=70, days={FIRST: 71})
    assert published_of([ours])[ours.pk].total == 75


@pytest.mark.parametrize(
    ("total", "women", "came"),
    [
        (71, 31, 60),  # one more
        (70, 32, 60),  # one is a woman after all
        (75, 33, 60),  # two
        (77, 31, 64),  # three more stayed away
        (77, 36, 60),  # two men
    ],
)
def test_figures_put_right_by_a_few_would_tell_who_these_are(
    cast: Cast, ours: Workshop, total: int, women: int, came: int
) -> None:
    def typed_in(total: int, women: int, came: int) -> None:
        given = {"answers": {"gender": {"women": women}}, "days": {FIRST: came}}
        publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=total, **given)

    typed_in(70, 31, 60)
    before = published(ours)
    with pytest.raises(TellsOfFew):
        typed_in(total, women, came)
    assert published(Workshop.objects.get()) == before
    # Nor after they are withdrawn: who read them has read them.
    withdraw_figures(by=cast.sophea, workshop=ours, today=SECOND)
    with pytest.raises(TellsOfFew):
        typed_in(total, women, came)
    typed_in(75, 36, 65)
    assert published(Workshop.objects.get()).of("gender") == {"women": 36, "rest": 39}  # type: ignore[union-attr]


def test_the_database_itself_refuses_a_number_under_five(cast: Cast, ours: Workshop) -> None:
    figures = publish_by_hand(by=cast.sophea, workshop=ours, today=SECOND, total=70)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedCount.objects.create(figures=figures, question="area", group="rural", count=4)


def test_figures_are_looked_at_published_read_and_taken_away(cast: Cast, ours: Workshop, browser_of: SignIn) -> None:
    base = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/figures"
    sophea, vuthy = browser_of(cast.sophea), browser_of(cast.vuthy)
    assert "No figures are published yet" in vuthy.get(f"{base}/").content.decode()
    assert vuthy.get(f"{base}.csv").status_code == 404
    given = {"total": "70", "approximate": "on", "women": "31", "day-1": "60", "day-2": ""}
    assert sophea.post(f"{base}/by-hand/", given).status_code == 422
    assert sophea.post(f"{base}/by-hand/", given | {"meant": "on"}).status_code == 302
    page = vuthy.get(f"{base}/").content.decode()
    assert "Some 70 people took part." in page
    assert "Typed in from paper." in page
    assert "nothing was counted" in page.split("Language they follow best")[1]
    assert "nothing was counted" not in page.split("Language they follow best")[0]
    again = sophea.get(f"{base}/by-hand/").content.decode()
    assert [f'value="{n}"' in again for n in (70, 60, 31)] == [True] * 3
    answer = vuthy.get(f"{base}.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[1:4] for row in rows[1:]] == [
        ["total", "", "70"], ["day", FIRST.isoformat(), "60"], ["gender", "women", "31"], ["gender", "rest", "39"],
    ]  # fmt: skip
    document = vuthy.get(f"{base}.json").json()
    assert (document["total"], document["answers"]) == (70, {"gender": {"women": 31, "rest": 39}})
    assert vuthy.get(f"{base}.xml").status_code == 404


def test_sophea_sees_what_would_be_told_before_she_publishes(
    fill: Fill, cast: Cast, ours: Workshop, browser_of: SignIn
) -> None:
    from openupr.coalitions.tests.examples.clock import today_of

    today: date = today_of(ours.coalition)
    for day in ours.days.all():
        day.date = today if day.date == SECOND else today.replace(year=today.year - 1)
        day.save()
    fill(70, women=31, rural=3, days=(70,))
    Registration.objects.update(registered_on=today)
    base = f"/coalitions/{cast.coalition.key}/workshops/{ours.pk}/attendance/figures"
    browser = browser_of(cast.sophea)
    page = browser.get(f"{base}/publish/").content.decode()
    assert "70 people took part" in page
    assert "<dd>31</dd>" in page
    assert "<dd>3</dd>" not in page
    assert "<dd>67</dd>" not in page
    assert "nearly the same figures" not in page
    before = plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="submission", title="In spring", first_day=FIRST, days=1
    )
    publish_by_hand(by=cast.sophea, workshop=before, today=SECOND, total=70, answers={"gender": {"women": 33}})
    page = browser.get(f"{base}/publish/").content.decode()
    assert "nearly the same figures" in page
    assert "“In spring”" in page
    sent = {"meant": "on", "page_version": version_shown(page)}
    assert browser.post(f"{base}/publish/", sent).status_code == 302
    assert "<dd>31</dd>" in browser.get(f"{base}/").content.decode()
    assert "published before" in browser.get(f"{base}/publish/").content.decode()
    browser.post(f"{base}/publish/", {"do": "withdraw", "meant": "on"})
    assert "The figures were withdrawn" in browser.get(f"{base}/").content.decode()
