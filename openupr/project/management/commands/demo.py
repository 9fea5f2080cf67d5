"""`openupr demo`: something to look at before any download."""

from argparse import ArgumentParser
from datetime import date, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from openupr.accounts.models import Person
from openupr.advocacy import demo as advocacy
from openupr.advocacy import demo_after_review as after_review
from openupr.attendance.demo import count_who_speaks, fill_the_list
from openupr.attendance.figures import publish_from_list
from openupr.coalitions.demo import DemoCoalition, check_nothing_stands
from openupr.coalitions.models import Coalition, Participation
from openupr.followup import demo as follow_up
from openupr.learning.lessons import lesson_questions
from openupr.phones.quiz import take_from_lessons
from openupr.project.command import called
from openupr.recommendations.demo import RecordIsReal, load_demo
from openupr.recommendations.edition import turn_to_import
from openupr.roadmaps import demo as roadmaps
from openupr.submissions import demo as submissions
from openupr.testimonies.boxes import close_box, open_box
from openupr.testimonies.demo import fill_in_sheets
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.testimonies import put_testimony_in, release
from openupr.upr.local_time import local_time
from openupr.web.clock import now_in
from openupr.workshops import demo as workshops
from openupr.workshops.box import open_its_box
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import open_the_room

from ...stages import STAGES, NoSuchStage

# What comes after the submission, whose stage is then the last: a week after the pre-session at
# home, and two after the review.
_AFTER = ("follow-up", "pre-session", "after-review")
_SINCE_LODGED, _SINCE_PRE_SESSION = timedelta(days=136), timedelta(days=84)


class Command(BaseCommand):
    help = (
        "Load a demo in OpenUPR's own words: a record where nothing real is imported, a coalition and its submission "
        "where there is none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stage",
            default=STAGES[-1],
            metavar="STAGE",
            help=f"how far to fill it: {', '.join(STAGES)} (default: all)",
        )

    def handle(self, *, stage: str, **_: Any) -> None:
        if stage not in STAGES:
            raise NoSuchStage(stage)
        if stage != "record":
            check_nothing_stands()
        self._load_record(alone=stage == "record")
        if stage != "record":
            self._load_coalition(stage)
        self.stdout.write(
            f"Next: `{called()} serve` and look around, or load the real record with "
            f"`{called()} import upr-info FILE`; the demo record then makes way."
        )

    def _load_record(self, *, alone: bool) -> None:
        """Raises RecordIsReal where the record alone was asked for; a coalition works with a real
        one as well.
        """
        try:
            report = load_demo()
        except RecordIsReal:
            if alone:
                raise
            self.stdout.write("The record holds imported data; it stays, and the demo coalition works with it.")
            return
        if report is None:
            self.stdout.write("The demo record is loaded already; it was not changed.")
        else:
            self.stdout.write(
                f"Loaded the demo record: {report.added:,} recommendations in our own words, Cambodia's reviews of "
                "sessions 6 and 18 and a choice from other States."
            )

    def _load_coalition(self, stage: str) -> None:
        # A server that runs leaves the index alone meanwhile: it does not see the rows of this transaction.
        with turn_to_import(), transaction.atomic():
            loaded = _coalition_at(stage)
        people = loaded.coalition.participations.count()
        self.stdout.write(
            f"Loaded “{loaded.coalition.name}” at the stage “{stage}”: {loaded.coalition.groups.count()} groups, "
            f"{loaded.coalition.member_organisations.count()} organisations, {people} people, all invented.\n"
            "Sign in as sophea (coordinator), dara (rapporteur), chan (member), bopha (facilitator), vuthy (observer) "
            f"or any other of them.\nTheir password, shown only now: {loaded.password}"
        )


def _coalition_at(stage: str) -> DemoCoalition:
    """The coalition at a stage of its own, of its workshop or of its submission; the last lies some
    weeks later.
    """
    now = now_in(local_time("KHM").time_zone)
    today = now.date()
    of_submission = submissions.STAGES[-1] if stage in _AFTER else stage
    is_submission = of_submission in submissions.STAGES
    prepared_on = today - _SINCE_PRE_SESSION if stage == "after-review" else today
    written_on = prepared_on - _SINCE_LODGED if stage in _AFTER else today
    day = submissions.coalition_day(stage=of_submission, today=written_on) if is_submission else today
    reached = STAGES[: STAGES.index(stage) + 1]
    loaded = roadmaps.load_demo_coalition(
        stage=[stage_reached for stage_reached in reached if stage_reached in roadmaps.STAGES][-1], today=day
    )
    if "workshop" in reached:
        at = now.time() if stage == "workshop" else time.max
        stage_of_it = "after-workshop" if "after-workshop" in reached else stage
        _hold_the_workshop(loaded.coalition, stage=stage_of_it, today=day, at=at)
    if is_submission:
        submissions.load_demo_submission(coalition=loaded.coalition, stage=of_submission, today=written_on)
    if stage in _AFTER:
        submissions.finish_what_is_past(loaded.coalition, prepared_on)
    if "follow-up" in reached:
        follow_up.fill(coalition=loaded.coalition, today=prepared_on)
    if "pre-session" in reached:
        advocacy.fill(coalition=loaded.coalition, today=prepared_on)
    if "after-review" in reached:
        after_review.fill(coalition=loaded.coalition, today=today)
        submissions.finish_what_is_past(loaded.coalition, today)
    # It was founded long ago by its own dates, on a computer whose clock is right.
    Coalition.objects.filter(pk=loaded.coalition.pk).update(clock_seen=today)
    return loaded


def _hold_the_workshop(coalition: Coalition, *, stage: str, today: date, at: time) -> None:
    workshop = workshops.load_demo_workshop(coalition=coalition, stage=stage, today=today, at=at)
    sophea = coalition.participations.get(role=Participation.Role.COORDINATOR).person
    # For the recap of the second morning: what was told on the first day.
    take_from_lessons(by=sophea, workshop=workshop, questions=lesson_questions("what-the-upr-is"))
    fill_the_list(by=sophea, workshop=workshop, today=today)
    count_who_speaks(by=sophea, workshop=workshop)
    workshops.hand_out_all(by=sophea, workshop=workshop)
    _say_of_the_first_day(sophea, workshop, today=today)
    if stage == "workshop":
        open_the_room(by=sophea, coalition=coalition, today=today)
        open_its_box(by=sophea, workshop=workshop, today=today)
    if stage == "after-workshop":
        publish_from_list(by=sophea, workshop=workshop, today=today)
        _confide(sophea, workshop, today=today)


def _say_of_the_first_day(sophea: Person, workshop: Workshop, *, today: date) -> None:
    """Evaluations of the first day, in a box of its own that is closed: what they say is shown."""
    about = {"title": "After the first day", "questions": ("understood", "heard", "interpreting", "length")}
    box = open_box(by=sophea, coalition=workshop.coalition, takes_testimonies=False, today=today, **about)
    fill_in_sheets(box=box)
    close_box(by=sophea, box=box, today=today)


def _confide(sophea: Person, workshop: Workshop, *, today: date) -> None:
    """What some said of it, for everybody to read, released by the coordinator."""
    box = open_its_box(by=sophea, workshop=workshop, today=today)
    fill_in_sheets(box=box)
    for story in workshops.STORY["testimony"]:
        put_testimony_in(box=box, code=fresh_code(), **story, consent=Testimony.Consent.PUBLIC)
    box = close_box(by=sophea, box=box, today=today)
    for testimony in Testimony.objects.filter(box=box):
        testimony.box = box
        release(
            by=sophea,
            testimony=testimony,
            leaving=testimony.text,
            phrase=testimony.phrase,
            looked_at=True,
            fewer_than_five=False,
        )
