"""The workshop that OpenUPR began with, entered in our own words: its report states what that workshop's report states.

Facts carry over, wording does not: seed_facts.toml says what is stated there and how it is to be found here.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from openupr.attendance.figures import publish_by_hand
from openupr.coalitions.models import Coalition, Participation
from openupr.documents.word import write_word
from openupr.files.word import WordFile, read_word
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.reports.outcome import told_dates
from openupr.reviews.models import Review
from openupr.roadmaps.demo import load_demo_coalition
from openupr.timeline.calendars import move_calendar
from openupr.timeline.rules.statuses import INVENTED
from openupr.workshops.demo import STORY, hold_workshop, write_up
from openupr.workshops.models import Workshop

# Much the same services as other tests call there one by one.
pytestmark = [pytest.mark.thorough("on PostgreSQL"), pytest.mark.django_db]

FACTS = tomllib.loads((Path(__file__).parent / "seed_facts.toml").read_text(encoding="utf-8"))["fact"]
AFTERWARDS = date(2018, 3, 27)
# Who organised it, as the report itself names them in public.
OURS = {
    "organisers": ["Cambodian Center for Human Rights", "OHCHR in Cambodia", "UPR Info"],
    "place": "Phnom Penh",
}


# What the demo leaves open: its coalition prepares another review.
SAID = {
    "since the last review,": "since the last review, in 2014,",
    "the elections ahead": "the elections of July",
    "presented up to four": "presented four",
}


def _as_in_2018(each: Mapping[str, Any]) -> dict[str, Any]:
    note = each["note"]
    for here, there in SAID.items():
        note = note.replace(here, there)
    return {**each, "note": note}


@cache
def story() -> dict[str, object]:
    sessions = [
        _as_in_2018(each) | ({"speakers": ["International Commission of Jurists"]} if each.get("number") == 3 else {})
        for each in STORY["session"]
    ]
    return {**STORY, **OURS, "session": sessions}


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Workshop]:
    """Held once for all tests here, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _held()
        transaction.set_rollback(True)


def _held() -> Workshop:
    coalition = load_demo_coalition(stage="drafting", today=AFTERWARDS).coalition
    _for_the_third_review(coalition)
    workshop = hold_workshop(coalition=coalition, first_day=date(2018, 3, 12), story=story())
    write_up(workshop=workshop, story=story(), today=AFTERWARDS)
    sophea = coalition.participations.get(role=Participation.Role.COORDINATOR).person
    answers = {"area": {"rural": 27}, "first-time": {"yes": 41}}
    publish_by_hand(by=sophea, workshop=workshop, today=AFTERWARDS, total=70, approximate=True, answers=answers)
    return workshop


def _for_the_third_review(coalition: Coalition) -> None:
    review, _ = Review.objects.get_or_create(
        iso3="KHM", cycle=3, session=32, defaults={"status": Review.Status.SOURCED}
    )
    coalition.review = review
    coalition.save()
    assert coalition.calendar
    # The demo's invented dates are of another review.
    coalition.calendar.milestones.filter(source=INVENTED).delete()
    move_calendar(calendar=coalition.calendar, review=review, today=AFTERWARDS)


def below(file: WordFile) -> dict[str, str]:
    """By the words of each heading (without its number), the text below it up to the next of its level or higher."""
    found: dict[str, str] = {"": "\n".join(each.text for each in file.paragraphs)}
    open_ones: list[tuple[int, str]] = []
    for each in file.paragraphs:
        if each.level:
            name = re.sub(r"^[A-Z](\.\d+)*\.?\s+", "", each.text).strip()
            open_ones = [(level, held) for level, held in open_ones if level < each.level] + [(each.level, name)]
            found.setdefault(name, "")
        for _level, name in open_ones:
            found[name] += f"{each.text}\n"
    return found


def test_the_facts_are_forty_at_least() -> None:
    assert len({(fact["section"], fact["what"]) for fact in FACTS}) >= 40


@pytest.fixture(scope="module")
def texts(held: Workshop) -> dict[str, str]:
    """The text of its Word file, by heading."""
    return below(read_word(write_word(document_of(report_of(held, now=timezone.now())))))


def test_the_word_file_states_every_fact_in_its_section(texts: dict[str, str]) -> None:
    missing = [fact["what"] for fact in FACTS if fact["text"] not in texts.get(fact.get("under", ""), "")]
    assert missing == []


def test_what_is_decided_is_done_and_each_date_stands_once(held: Workshop) -> None:
    report = report_of(held, now=timezone.now())
    ahead = report.place("ahead-steps")
    assert ahead
    assert "consults the members of the group. (done, Group Rapporteurs)" in ahead.text
    titles = [line.title for line in told_dates(report.of)]
    assert "Submission lodged" in titles
    assert not [title for title in titles if title.startswith("Send in")]
    # What the demo itself tells is true of its own review.
    told = [each["note"] for each in STORY["session"]]
    assert not [note for note in told if "2014" in note or "July" in note or "presented four" in note]


def test_the_report_names_no_rapporteur_and_no_participant(held: Workshop, texts: dict[str, str]) -> None:
    text = texts[""]
    people = [each.person.called for each in held.coalition.participations.select_related("person")]
    assert len(people) > 20
    assert [name for name in people if name in text or name.removesuffix(" (demo)") in text.split()] == []
