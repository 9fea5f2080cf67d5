"""A report tells what happened in its workshop's days: nothing before them, nothing that another workshop brought."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from openupr.attendance.demo import fill_the_list
from openupr.attendance.figures import publish_by_hand
from openupr.coalitions.models import Group, GroupMembership
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of, today_there
from openupr.documents.word import write_markdown
from openupr.proposals.adoption import put_forward
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.reports.names import names_of_people, people_named
from openupr.reports.tests.test_report import at, said
from openupr.roadmaps.demo import load_demo_coalition
from openupr.submissions.models import Submission
from openupr.timeline.calendars import open_calendar
from openupr.timeline.milestones import publish_date
from openupr.timeline.rules.statuses import INVENTED
from openupr.workshops.demo import STORY, load_demo_workshop
from openupr.workshops.models import Workshop
from openupr.workshops.support import hand_in_roadmap
from openupr.workshops.workshops import move_day, plan_workshop


def a_second(cast: Cast, first_day: date) -> Workshop:
    return plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="validation", title="Validation", languages=["en"],
        first_day=first_day, days=1,
    )  # fmt: skip


def test_before_its_first_day_there_is_nothing_to_report_and_no_file(
    workshop: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    ahead = a_second(cast, today_of(cast.coalition) + timedelta(days=1))
    browser = browser_of(cast.sophea)
    page = browser.get(at(ahead)).content.decode()
    assert "There is nothing to report yet" in page
    assert not [words for words in ("took place", "draft recommendation", "report.docx") if words in page]
    for kind in ("docx", "pdf"):
        refused = browser.get(at(ahead, f".{kind}"))
        assert refused.status_code == 409
        assert "There is nothing to report yet" in refused.content.decode()
    assert "is planned for" in said(ahead, "introduction-who")


def test_what_lies_before_what_it_is_to_follow_followed_it_in_no_report(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    first = two_days.days.first()
    assert first
    follow_up = plan_workshop(
        by=cast.sophea, coalition=cast.coalition, kind="follow-up", title="A year later", languages=["en"],
        follows=two_days, first_day=first.date - timedelta(days=30), days=1,
    )  # fmt: skip
    for each in (follow_up, two_days):
        assert "followed" not in write_markdown(document_of(report_of(each, now=timezone.now())))
        page = at(each).replace("/report/", "/")
        assert "“A year later” begins on" in browser_of(cast.sophea).get(page).content.decode()
        assert "“A year later” begins on" not in browser_of(cast.vuthy).get(page).content.decode()
    move_day(by=cast.sophea, day=follow_up.days.get(), today=today_there(), to=first.date + timedelta(days=300))
    assert f"followed “{two_days.title}”" in write_markdown(
        document_of(report_of(follow_up, now=timezone.now()))
    ).replace("\\", "")
    assert "begins on" not in browser_of(cast.sophea).get(at(two_days).replace("/report/", "/")).content.decode()


def test_while_it_goes_on_it_is_a_draft_of_what_has_happened_so_far(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    today = today_of(cast.coalition)
    first, second = two_days.days.all()
    move_day(by=cast.sophea, day=second, today=today_there(), to=today + timedelta(days=1))
    move_day(by=cast.sophea, day=first, today=today_there(), to=today - timedelta(days=1))
    page = browser_of(cast.vuthy).get(at(two_days)).content.decode()
    assert "A draft: the workshop goes on" in page
    assert ("part-day-1" in page, "part-day-2" in page) == (True, False)
    assert "is taking place on" in page
    assert "It is organised by" in page
    assert "Draft: what has happened until" in write_markdown(document_of(report_of(two_days, now=timezone.now())))


def test_a_second_workshop_takes_no_credit_of_the_first_and_refers_to_it(two_days: Workshop, cast: Cast) -> None:
    noon = timezone.make_aware(datetime.combine(date(2026, 4, 1), time(12)))
    made = propose(by=cast.dara, group=cast.land, text="Adopt the law on land", language="en", now=noon)
    put_forward(by=cast.dara, proposal=made, now=noon)
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=date(2026, 4, 2))
    later = a_second(cast, date(2026, 5, 4))
    assert "2 thematic groups were formed" in said(two_days, "achievements-figures")
    assert "1 draft recommendation" in said(two_days, "groups-plenary")
    assert said(later, "achievements-figures") == ""
    assert said(later, "groups-plenary") == ""
    assert said(later, "groups-formed") == "The coalition works in 2 thematic groups:"
    assert cast.land.name not in said(later, "ahead-roadmaps")
    assert "1 group handed in its roadmap after an earlier workshop" in said(later, "ahead-roadmaps")
    assert f"followed “{two_days.title}”" in said(later, "introduction-series")
    # What is written after the later one began is not the first one's.
    made = propose(by=cast.dara, group=cast.land, text="Publish it", language="en", now=noon + timedelta(days=60))
    put_forward(by=cast.dara, proposal=made, now=noon + timedelta(days=60))
    assert "1 draft recommendation." in said(two_days, "groups-plenary")
    assert said(later, "achievements-figures") == "The groups wrote 1 new draft recommendation."


def test_of_groups_that_a_later_workshop_added_the_report_says_of_how_many_and_who_wrote(
    two_days: Workshop, cast: Cast
) -> None:
    later = a_second(cast, date(2026, 5, 4))
    new = Group.objects.create(coalition=cast.coalition, name="Water", order=9)
    GroupMembership.objects.create(group=new, person=cast.rithy, since=date(2026, 5, 4))
    at_noon = timezone.make_aware(datetime.combine(date(2026, 5, 5), time(12)))
    made = propose(by=cast.dara, group=cast.land, text="Publish it", language="en", now=at_noon)
    put_forward(by=cast.dara, proposal=made, now=at_noon)
    # Land, which is of before, wrote it.
    assert said(later, "achievements-figures") == (
        "1 of 3 thematic groups was formed now, 0 of them with a Group Rapporteur. "
        "The groups wrote 1 new draft recommendation."
    )
    assert "3 thematic groups, 1 of them new" in write_markdown(document_of(report_of(later, now=timezone.now())))


def test_what_is_lodged_is_not_due_any_more(two_days: Workshop, cast: Cast) -> None:
    calendar = open_calendar(review=cast.coalition.review, time_zone="UTC", today=today_there())
    cast.coalition.calendar = calendar
    cast.coalition.save()
    two_days.refresh_from_db()
    due = today_there() + timedelta(days=20)
    publish_date(calendar=calendar, key="submission-deadline", day=due, source="OHCHR", today=today_there())
    assert "Submissions are due: " in said(two_days, "ahead-dates")
    lodged = Submission.objects.create(
        coalition=cast.coalition,
        kind="joint",
        title="Ours",
        state="lodged",
        begun=date(2026, 3, 1),
        lodged_on=today_there(),
    )
    day = date_format(lodged.lodged_on, "j F Y")
    assert f"The joint submission was lodged on {day}." in said(two_days, "ahead-dates")
    written = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert "Submissions are due" not in written
    assert "Submissions were due" in written


@pytest.mark.thorough("on PostgreSQL")
@pytest.mark.django_db
def test_the_demo_s_report_keeps_what_its_workshop_brought_when_the_next_is_planned_and_names_nobody() -> None:
    today = today_there()
    coalition = load_demo_coalition(stage="drafting", today=today).coalition
    held = load_demo_workshop(coalition=coalition, stage="after-workshop", today=today)
    sophea = coalition.participations.get(role="coordinator").person
    fill_the_list(by=sophea, workshop=held, today=today)
    report = report_of(held, now=timezone.now())
    assert people_named(report, may_redact=True) == []
    known = names_of_people(report)
    assert [each["text"] for each in STORY["testimony"] if known.within(each["text"])] == []
    keys = ("achievements-figures", "groups-formed", "groups-plenary", "ahead-decisions")
    told = [said(held, key) for key in keys]
    assert "8 thematic groups were formed" in told[0]
    later = plan_workshop(
        by=sophea, coalition=coalition, kind="validation", title="Next", languages=["en"], first_day=today, days=1
    )
    assert [said(held, key) for key in keys] == told
    assert [said(later, key) for key in ("achievements-figures", "groups-plenary", "ahead-decisions")] == ["", "", ""]


def test_what_was_over_before_the_workshop_does_not_lie_ahead_and_the_cover_has_the_day(
    two_days: Workshop, cast: Cast
) -> None:
    calendar = open_calendar(review=cast.coalition.review, time_zone="UTC", today=today_there())
    cast.coalition.calendar = calendar
    cast.coalition.save()
    two_days.refresh_from_db()
    given = {"calendar": calendar, "key": "review", "source": "OHCHR", "today": today_there()}
    publish_date(day=date(2017, 1, 28), **given)
    assert said(two_days, "ahead-dates") == ""
    assert "It follows up the review of Cambodia in cycle 5 (28 January 2017)." in said(two_days, "introduction-series")
    publish_date(day=date(2019, 1, 30), **given)
    assert "Review: 30 January 2019 (published, over)." in said(two_days, "ahead-dates")
    assert "It prepares for the review of Cambodia" in said(two_days, "introduction-series")
    cover = write_markdown(document_of(report_of(two_days, now=timezone.now()))).partition("---")[0]
    assert "Cambodia, cycle 5, review: 30 January 2019" in cover
    assert "date not published" not in cover


def test_an_invented_day_is_called_invented_on_the_cover_too(two_days: Workshop, cast: Cast) -> None:
    calendar = open_calendar(review=cast.coalition.review, time_zone="UTC", today=today_there())
    cast.coalition.calendar = calendar
    cast.coalition.save()
    two_days.refresh_from_db()
    publish_date(calendar=calendar, key="review", day=date(2027, 2, 10), source=INVENTED, today=today_there())
    written = write_markdown(document_of(report_of(two_days, now=timezone.now()))).replace("\\", "")
    assert "review: 10 February 2027 (invented)" in written.partition("---")[0]
    assert "(10 February 2027, invented)" in written


def test_what_the_groups_adopted_is_no_draft(two_days: Workshop, cast: Cast) -> None:
    noon = timezone.make_aware(datetime.combine(date(2026, 4, 1), time(12)))
    for text in ("Adopt the law on land", "Publish it"):
        made = propose(by=cast.dara, group=cast.land, text=text, language="en", now=noon)
        put_forward(by=cast.dara, proposal=made, now=noon)
    Proposal.objects.filter(pk=made.pk).update(state=Proposal.State.ADOPTED)
    assert "2 draft recommendations. 1 of them is adopted now." in said(two_days, "groups-plenary")
    Proposal.objects.update(state=Proposal.State.ADOPTED)
    assert "The groups have adopted 2 recommendations." in said(two_days, "groups-plenary")
    assert "The groups wrote and adopted 2 new recommendations." in said(two_days, "achievements-figures")
    written = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert "draft recommendation" not in written
    assert "2 recommendations adopted" in written.partition("---")[0]


def test_of_the_people_the_report_says_of_how_many_it_is_not_known(two_days: Workshop, cast: Cast) -> None:
    answers = {"gender": {"women": 26, "men": 38}}
    publish_by_hand(by=cast.sophea, workshop=two_days, today=date(2026, 4, 1), total=70, answers=answers)
    told = said(two_days, "introduction-people")
    assert "Of them 26 were women and 38 were men (6 gave another answer or none)." in told
