"""The stage `after-review` of the demo: an invented review, its uptake and letters."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from openupr.accounts.models import Person
from openupr.coalitions.demo import demo_table
from openupr.coalitions.models import Coalition
from openupr.recommendations.demo import RecordIsReal, load_demo_review
from openupr.upr.days import off_the_weekend
from openupr.upr.issues import issue
from openupr.workshops.models import Workshop

from .adoption_texts import make_text, save_text
from .ministry_letters import letters_to_write
from .models import AdoptionText, ChecklistItem, DiplomatQuestion, LobbyingImpact, Meeting, StrategyActivity
from .near_recommendations import Made, made_by_wording
from .pre_sessions import answer_question, finish_entry
from .review_facts import review_facts
from .rules import places_to_fill
from .uptake import look_together, pairs_to_look_at, save_impacts, say_untaken, say_uptake, uptake_of, write_lessons

_DATA = Path(__file__).parent / "data"
rows = partial(demo_table, data=_DATA)


def fill(*, coalition: Coalition, today: date) -> None:
    """What was open before the review is done; some recommendations were taken up; letters and a
    statement.

    A real record has no invented review: then the recommendations wait to be compared, and nothing
    is written.
    """
    story = tomllib.loads((_DATA / "demo_after_review.toml").read_text(encoding="utf-8"))
    sophea = coalition.participations.get(person__username="sophea").person
    _finish(coalition, sophea, story, today=today)
    write_lessons(by=sophea, coalition=coalition, text=story["lessons"])
    try:
        load_demo_review()
    except RecordIsReal:
        return
    _compare(coalition, sophea, today=today)
    _write(coalition, sophea, story, today=today)


def _finish(coalition: Coalition, sophea: Person, story: Any, *, today: date) -> None:
    """The pre-sessions' lists, the answers that were owed, and the next steps of meetings, until
    this day.
    """
    for workshop in Workshop.objects.filter(coalition=coalition):
        values: dict[str, Any] = {"by": sophea, "workshop": workshop, "done": True}
        for item in ChecklistItem.objects.filter(workshop=workshop, done_on=None, due__lte=today):
            finish_entry(entry=item, today=item.due, **values)
        for question in DiplomatQuestion.objects.filter(workshop=workshop, done_on=None, due__lte=today):
            answer_question(question=question, answer=story["answer"], today=question.due, **values)
    for activity in StrategyActivity.objects.filter(group__coalition=coalition, done_on=None, due__lte=today):
        activity.done_on = activity.due
        activity.save(update_fields=["done_on"])
    Meeting.objects.filter(contact__book__coalition=coalition, next_due__lte=today).update(is_done=True)


def _compare(coalition: Coalition, sophea: Person, *, today: date) -> None:
    """What people said of some of the recommendations; the others wait to be compared."""
    act: dict[str, Any] = {"by": sophea, "coalition": coalition, "today": today}
    asks, report = [line.ask for line in uptake_of(coalition).lines], made_by_wording(coalition)
    for row in rows("demo_uptake"):
        proposal = next((ask.proposal for ask in asks if row["issue"] in ask.proposal.issues), None)
        if proposal is None:
            continue
        if row["said"] == "none":
            say_untaken(proposal=proposal, **act)
        elif keys := _made_by(row["from"], row["issue"], report):
            say_uptake(proposal=proposal, keys=keys, said=row["said"], **act)
            if row["said"] == "full":
                values = {row["from"]: LobbyingImpact.Value.WHOLE}
                save_impacts(by=sophea, coalition=coalition, proposal=proposal, values=values)
    look_together(numbers=[pair.pk for pair in pairs_to_look_at(coalition)], **act)


def _made_by(iso3: str, key: str, report: Iterable[Made]) -> list[str]:
    all_rows = [row for recommended in report for row in recommended.rows]
    return [row["id"] for row in all_rows if row["from_iso3"] == iso3 and issue(key).label in row["issues"]]


def _write(coalition: Coalition, sophea: Person, story: Any, *, today: date) -> None:
    """The press note of the week after, letters on what waits for an answer, the statement for the
    adoption.
    """
    make = partial(make_text, by=sophea, coalition=coalition)
    keep = partial(_keep, coalition=coalition, sophea=sophea, places=story["places"], today=today)
    keep(make(kind=AdoptionText.Kind.PRESS), story["press-note"])
    for theme, letter in zip(letters_to_write(review_facts(coalition)), story["letter"], strict=False):
        keep(make(kind=AdoptionText.Kind.LETTER, theme=theme.key), letter)
    keep(make(kind=AdoptionText.Kind.STATEMENT), story["statement"])


def _keep(
    text: AdoptionText, story: Any, *, coalition: Coalition, sophea: Person, places: Mapping[str, str], today: date
) -> None:
    due = off_the_weekend(today + timedelta(days=story["in_days"]))
    words = text.text
    if story.get("sent"):
        for place in places_to_fill(words):
            words = words.replace(f"[{place}]", places.get(place, f"{place} (invented)"))
    save_text(
        by=sophea,
        coalition=coalition,
        saved=text,
        today=today,
        text=words,
        to=story.get("to", ""),
        speakers=story.get("speakers", ""),
        pace=text.pace,
        due=due,
        sent_on=min(due, today) if story.get("sent") else None,
    )
