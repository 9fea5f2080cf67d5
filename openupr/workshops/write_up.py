"""A workshop written up: notes of sessions, achievements, lessons, offers, the way forward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.rules.refusals import Refused
from openupr.timeline import milestones as timeline
from openupr.timeline.calendars import UnfitDate
from openupr.timeline.models import Milestone

from .actions import AGREE_NEXT_STEPS, WRITE_UP
from .models import (
    Achievement,
    Lesson,
    Offer,
    Session,
    SessionNote,
    Support,
    WayForward,
    Workshop,
)
from .rules.after import required_text
from .support import needs_of, offers_of, roadmaps_of


@dataclass(frozen=True)
class NextStep:
    """What to do, and its date in the timeline, if it has one."""

    step: WayForward
    milestone: Milestone | None

    @property
    def is_done(self) -> bool:
        return self.milestone is not None and self.milestone.status == Milestone.Status.DONE


def steps_of(workshop: Workshop) -> list[NextStep]:
    """The way forward in the order of its dates. Two queries."""
    steps = list(workshop.wayforwards.all())
    keys = [step.key for step in steps]
    milestones = Milestone.objects.filter(calendar=workshop.coalition.calendar_id, key__in=keys)
    dates = {milestone.key: milestone for milestone in milestones} if workshop.coalition.calendar_id else {}
    return [NextStep(step, dates.get(step.key)) for step in steps]


LISTS: dict[str, tuple[str, ...]] = {
    "roadmaps": ("group", "handed_in_on", "missing"),
    "way-forward": ("what", "more", "who", "by", "done"),
    "needs": ("group", "kind", "what", "met_by", "what_came_of_it", "could_be_met_by"),
    "offers": ("partner", "kind", "issues", "what"),
    "lessons": ("topic", "what", "next_time"),
    "achievements": ("what",),
}


def rows(workshop: Workshop, name: str) -> Iterator[dict[str, Any]]:
    """One of the LISTS as rows of a file. Raises KeyError for any other."""
    yield from {
        "roadmaps": _roadmap_rows,
        "way-forward": _step_rows,
        "needs": _need_rows,
        "offers": _offer_rows,
        "lessons": _lesson_rows,
        "achievements": _achievement_rows,
    }[name](workshop)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _roadmap_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for roadmap in roadmaps_of(workshop):
        handed = _iso(roadmap.handed.day if roadmap.handed else None)
        yield {
            "group": roadmap.group.name,
            "handed_in_on": handed,
            "missing": [str(number) for number in roadmap.missing],
        }


def _step_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for next_step in steps_of(workshop):
        step = next_step.step
        yield {
            "what": step.text, "more": step.more, "who": step.owner, "by": _iso(step.day), "done": next_step.is_done,
        }  # fmt: skip


def _need_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for line in needs_of(workshop):
        yield {
            "group": line.need.group.name,
            "kind": line.need.kind,
            "what": line.need.text,
            "met_by": [offer.partner for offer in line.met],
            "what_came_of_it": [f"{match.offer.partner}: {match.outcome}" for match in line.matches if match.outcome],
            "could_be_met_by": [offer.partner for offer in line.could],
        }


def _offer_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for offer, _issues in offers_of(workshop):
        yield {"partner": offer.partner, "kind": offer.kind, "issues": list(offer.issues), "what": offer.text}


def _lesson_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for lesson in workshop.lessons.all():
        yield {"topic": lesson.topic, "what": lesson.text, "next_time": lesson.next_time}


def _achievement_rows(workshop: Workshop) -> Iterator[dict[str, Any]]:
    for achievement in workshop.achievements.all():
        yield {"what": achievement.text}


# What a facilitator writes up and may change; each belongs to its workshop alone.
Noted = Achievement | Lesson | Offer


@act(WRITE_UP, _("Note what was said in a session"), about="session")
def note_session(*, by: Person, session: Session, text: str) -> SessionNote | None:
    """Write what was said in a session; an empty text deletes the note."""
    if not text.strip():
        SessionNote.objects.filter(session=session).delete()
        return None
    note, _ = SessionNote.objects.update_or_create(session=session, defaults={"text": required_text(text)})
    return note


@act(WRITE_UP, _("Note what a workshop reached"), about="workshop")
def note_achievement(*, by: Person, workshop: Workshop, text: str) -> Achievement:
    """Something that was reached. Raises EmptyNote."""
    return Achievement.objects.create(workshop=workshop, text=required_text(text))


@act(WRITE_UP, _("Note a lesson of a workshop"), about="workshop")
def learn_lesson(*, by: Person, workshop: Workshop, topic: str, text: str, next_time: str = "") -> Lesson:
    """Something to do otherwise next time. Raises EmptyNote."""
    return Lesson.objects.create(
        workshop=workshop, topic=Lesson.Topic(topic), text=required_text(text), next_time=next_time.strip()
    )


@act(WRITE_UP, _("Note what a partner offers"), about="workshop")
def offer_support(
    *, by: Person, workshop: Workshop, partner: str, kind: str, issues: Sequence[str] = (), text: str = ""
) -> Offer:
    """What a partner says it can give. Raises EmptyNote without a partner."""
    return Offer.objects.create(
        workshop=workshop,
        partner=required_text(partner)[:120],
        kind=Support(kind),
        issues=list(issues),
        text=text.strip(),
    )


@act(WRITE_UP, _("Correct a note on a workshop"), about="noted")
def change_noted(*, by: Person, noted: Noted, **values: object) -> Noted:
    """An achievement, a lesson or an offer in other words, by the names of its fields."""
    for name, value in values.items():
        setattr(noted, name, value)
    noted.save(update_fields=list(values))
    return noted


@act(WRITE_UP, _("Take a note on a workshop away"), about="noted")
def drop_noted(*, by: Person, noted: Noted) -> None:
    """Delete an achievement, a lesson or an offer."""
    noted.delete()


@act(AGREE_NEXT_STEPS, _("Write down a step of the way forward"), about="workshop")
def agree_next_step(
    *,
    by: Person,
    workshop: Workshop,
    text: str,
    more: str = "",
    owner: str = "",
    day: date | None = None,
    today: date,
) -> WayForward:
    """Add a next step; with a day it appears in the timeline. Raises Refused."""
    step = WayForward(workshop=workshop)
    return _written(step, by=by, text=text, more=more, owner=owner, day=day, today=today)


@act(AGREE_NEXT_STEPS, _("Change a step of the way forward"), about="step")
def change_next_step(
    *, by: Person, step: WayForward, text: str, more: str, owner: str, day: date | None, today: date
) -> WayForward:
    """Change the words, the day or the owner; without a day it disappears from the timeline.

    Raises Refused.
    """
    return _written(step, by=by, text=text, more=more, owner=owner, day=day, today=today)


@act(AGREE_NEXT_STEPS, _("Take a step of the way forward away"), about="step")
def drop_next_step(*, by: Person, step: WayForward, today: date) -> None:
    """Delete the step, also from the timeline."""
    timeline.drop_date(calendar=calendar_of(step.coalition, today=today), key=step.key)
    step.delete()


def _written(
    step: WayForward, *, by: Person, text: str, more: str, owner: str, day: date | None, today: date
) -> WayForward:
    step.text, step.more, step.owner, step.day = required_text(text)[:200], more.strip(), owner.strip()[:120], day
    step.save()
    calendar = calendar_of(step.coalition, today=today)
    if day is None:
        timeline.drop_date(calendar=calendar, key=step.key)
        return step
    try:
        timeline.write_date(calendar=calendar, key=step.key, title=step.text, day=day, whose=step.owner, today=today)
    except UnfitDate as unfit:
        raise Refused(str(unfit)) from unfit
    return step


def forget_in_workshops(circle: str, now: datetime) -> None:
    """Delete the owners of next steps; accounts call this when authorship is forgotten."""
    WayForward.objects.filter(workshop__coalition__key=circle).update(owner="")
