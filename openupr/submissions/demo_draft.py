"""The demo's stage `sections`: a joint submission is written, discussed and validated."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions import dates
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.followup.evidence import add_evidence, verify_evidence
from openupr.followup.group_lines import assess, take_up
from openupr.proposals.adoption import decide_proposal
from openupr.proposals.models import Proposal
from openupr.recommendations.models import Ask
from openupr.roadmaps import answers as roadmap
from openupr.roadmaps.demo import members_agree, sharpen
from openupr.roadmaps.models import Answer
from openupr.timeline.milestones import mark_done
from openupr.timeline.models import Milestone
from openupr.upr.days import off_the_weekend
from openupr.upr.local_time import local_time

from .models import Claim, Paragraph, Section, Stance, Submission
from .new_submission import begin_submission, change_cover
from .paragraphs import add_paragraph, move_paragraph, remove_paragraph, write_paragraph
from .remarks import accept, add_claim, answer_remark, reject, remark, suggest
from .rounds import circulate, have_read
from .rules.flowing import TO_WRITE
from .section_tasks import give_task, task_done
from .sections import change_section
from .validation import see_to_objection, take_stance

_CAMBODIA = ZoneInfo(local_time("KHM").time_zone)
_DATA = Path(__file__).parent / "data"
# Session, State, issues of a recommendation.
_CITED = re.compile(r" ?\[\[(\d+:[A-Z]{3}:[\w+-]+)\]\]")


@cache
def table(name: str) -> dict[str, Any]:
    """A file of the demo, by its name without ending."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def moment(day: date, *, before: int = 0) -> datetime:
    """Ten o'clock in Cambodia, `before` days earlier; for the day itself its first minute, which is
    past.
    """
    return datetime.combine(day - timedelta(days=before), time(10) if before else time(), _CAMBODIA)


def people_of(coalition: Coalition) -> dict[str, Person]:
    """Everybody who takes part, by the name they sign in with."""
    return {person.username: person for person in Person.objects.filter(participations__coalition=coalition)}


def demo_groups(coalition: Coalition) -> dict[str, Group]:
    """The coalition's groups by their cluster's key."""
    by_name = {group.name: group for group in coalition.groups.all()}
    return {cluster.key: by_name[cluster.name] for cluster in CLUSTERS}


def recommended(reference: str) -> Ask | None:
    """The recommendation of a reference, "18:ESP:justice+womens-rights"; of several that with
    fewest issues.
    """
    session, iso3, named = reference.split(":")
    asks = Ask.objects.filter(
        review__iso3="KHM", review__session=int(session), from_iso3=iso3, kind=Ask.Kind.RECOMMENDATION
    )
    candidates = [(len(issues), ask.pk, ask) for ask in asks if set(named.split("+")) <= (issues := _issues(ask))]
    return min(candidates)[2] if candidates else None


def _issues(ask: Ask) -> set[str]:
    return {issue for record in ask.records.all() if record.preferred for issue in record.issues}


def demo_citations(text: str) -> str:
    """The text with its references as citations; those that the record does not have are left
    out.
    """

    def citation(reference: re.Match[str]) -> str:
        ask = recommended(reference[1])
        return f" [[{ask.key}]]" if ask else ""

    return _CITED.sub(citation, text.strip())


# Days before the stage's day; words that the introduction may have, set by hand.
_BEGUN, _INTRODUCTION = 28, 215


def fill_sections(*, coalition: Coalition, today: date) -> None:
    """What the coalition has written and said since it decided on a joint submission."""
    people, groups = people_of(coalition), demo_groups(coalition)
    _tell_of_organisations()
    finish_steps(coalition, people["sophea"], today)
    _follow_up(groups, people, today)
    submission = _begin(coalition, groups, people["sophea"], today)
    written = _write(submission, groups, people, today)
    _change_roadmaps(groups, people, today)
    answer_what_was_due(groups, today)
    _give_tasks(submission, groups, people["sophea"], today)
    first, second = table("demo_together")["round"]
    _circulate(submission, first, people, today)
    _discuss(written, people, today)
    _validate(submission, groups, people["sophea"], today)
    _circulate(submission, second, people, today)
    _begin_own(coalition, people, today)


def finish_steps(coalition: Coalition, sophea: Person, today: date) -> None:
    """Finish what the coalition and its groups planned until this day, and what the workshop
    agreed.
    """
    assert coalition.calendar is not None
    ours = (Milestone.Kind.STEP, Milestone.Kind.TASK)
    steps = coalition.calendar.milestones.filter(kind__in=ours, day__lte=today)
    for step in steps.exclude(status=Milestone.Status.DONE):
        dates.finish_date(by=sophea, coalition=coalition, milestone=step, done=True, today=step.day)


def answer_what_was_due(groups: Mapping[str, Group], today: date) -> None:
    """Answer the questions of the roadmaps that were due, and finish what the groups had agreed to
    do.
    """
    for group in groups.values():
        for answer in Answer.objects.filter(group=group, due__lt=today).exclude(state=Answer.State.DONE):
            roadmap.answer(
                by=rapporteur(group),
                group=group,
                question=answer.question,
                text=answer.text or "Done with the joint draft.",
                version=answer.version,
                state=Answer.State.DONE,
                owner=answer.owner,
                due=answer.due,
                day=answer.day,
                now=moment(today, before=3),
            )
        milestones = Milestone.objects.filter(calendar=group.calendar_id, kind=Milestone.Kind.TASK, day__lt=today)
        for milestone in milestones.exclude(status=Milestone.Status.DONE).exclude(key__startswith="followup-"):
            mark_done(milestone=milestone, today=milestone.day)


def finish_what_is_past(coalition: Coalition, today: date) -> None:
    """Finish all dates of the coalition and its groups until this day, and the plan to lodge."""
    holders = Q(calendar=coalition.calendar) | Q(calendar__within=coalition.calendar)
    past = Q(kind=Milestone.Kind.TASK, day__lte=today) | Q(kind=Milestone.Kind.STEP)
    for milestone in Milestone.objects.filter(holders, past).exclude(status=Milestone.Status.DONE):
        mark_done(milestone=milestone, today=min(milestone.day, today))


def _tell_of_organisations() -> None:
    for short_name, about in table("demo_together")["about"].items():
        Organisation.objects.filter(short_name=short_name).update(about=f"{about} (Invented.)")


def rapporteur(group: Group) -> Person:
    """Who leads a group now."""
    return group.rapporteur_terms.get(until=None).person


def _follow_up(groups: Mapping[str, Group], people: Mapping[str, Person], today: date) -> None:
    for row in table("demo_text")["follow_up"]:
        group, ask = groups[row["group"]], recommended(row["recommendation"])
        if ask is None:
            continue
        by = rapporteur(group)
        taken = take_up(by=by, group=group, asks=[ask])
        for follow_up in taken:
            assessed = assess(by=by, follow_up=follow_up, done=row["done"], note=row["note"], version=0)
            evidence = add_evidence(
                by=by,
                follow_up=assessed,
                what=row["note"],
                kind="first-hand",
                day=None,
                source=row["source"],
                reliability="likely",
                seen_by="public",
            )
            verify_evidence(by=people["sophea"], evidence=evidence, today=today)


def _begin(coalition: Coalition, groups: Mapping[str, Group], sophea: Person, today: date) -> Submission:
    text = table("demo_text")
    submission: Submission = begin_submission(
        by=sophea,
        coalition=coalition,
        kind="joint",
        title=text["title"],
        groups=list(groups.values()),
        decision=coalition.decisions.first(),
        today=today - timedelta(days=_BEGUN),
        now=moment(today, before=_BEGUN),
    )
    change_cover(
        by=sophea,
        submission=submission,
        title=text["title"],
        key_words=text["key_words"],
        contact=text["contact"],
        asks_again_from=table("demo_together")["sign_on"]["asks_again_from"],
    )
    introduction = section_of(submission, groups, {"section": "introduction"})
    change_section(
        by=sophea, section=introduction, heading=introduction.heading, weight=2, budget=_INTRODUCTION, group=None
    )
    # The demo has its own introduction about the consultations; it replaces the one taken over.
    introduction.paragraphs.all().delete()
    return submission


def section_of(submission: Submission, groups: Mapping[str, Group], row: Mapping[str, Any]) -> Section:
    """The section that a row of the demo's tables names."""
    section = submission.sections.get(kind=row["section"], group=groups[row["group"]] if "group" in row else None)
    section.submission = submission
    return section


def _write(
    submission: Submission, groups: Mapping[str, Group], people: Mapping[str, Person], today: date
) -> dict[str, Paragraph]:
    """The paragraphs by their keys. The lines of a group's outline are replaced by its text."""
    rows, written = table("demo_text")["paragraph"], {}
    for row in rows:
        section, by, now = section_of(submission, groups, row), people[row["by"]], moment(today, before=row["days"])
        outlined = section.paragraphs.filter(version=1, text__startswith=TO_WRITE).first()
        if outlined:
            paragraph = write_paragraph(by=by, paragraph=outlined, text=demo_citations(row["text"]), version=1, now=now)
        else:
            paragraph = add_paragraph(by=by, section=section, text=demo_citations(row["text"]), now=now)
        if row.get("first"):
            move_paragraph(by=by, paragraph=paragraph, steps=-section.paragraphs.count())
        for source in row.get("source", ()):
            add_source(paragraph, source, by=by, now=now)
        written[row["key"]] = paragraph
    outlines = Paragraph.objects.filter(section__submission=submission, version=1, text__startswith=TO_WRITE)
    for left in outlines.select_related("section__group"):
        by = rapporteur(left.section.group) if left.section.group else people["sophea"]
        remove_paragraph(by=by, paragraph=left, now=moment(today, before=16))
    return written


def add_source(paragraph: Paragraph, row: Mapping[str, str], *, by: Person, now: datetime) -> Claim:
    """A paragraph's source, as a row says it."""
    claim: Claim = add_claim(by=by, paragraph=paragraph, now=now, **row)
    return claim


def _change_roadmaps(groups: Mapping[str, Group], people: Mapping[str, Person], today: date) -> None:
    """Change one wording in the roadmaps and adopt one more recommendation; both are offered."""
    now = moment(today, before=3)
    (one,) = sharpen(groups, now)
    members_agree(one, now)
    decide_proposal(by=people["dara"], proposal=one, state="adopted", anyway=True, now=now)
    presented = groups["labour"].proposals.filter(state=Proposal.State.PRESENTED).first()
    assert presented is not None
    members_agree(presented, now)
    decide_proposal(by=people["rithy"], proposal=presented, state="adopted", anyway=True, now=now)


def organisation(short_name: str) -> Organisation:
    """One of the demo's organisations."""
    return Organisation.objects.get(short_name=short_name)


def _give_tasks(submission: Submission, groups: Mapping[str, Group], sophea: Person, today: date) -> None:
    for row in table("demo_together")["task"]:
        section = section_of(submission, groups, row)
        task = give_task(
            by=sophea,
            section=section,
            organisation=organisation(row["organisation"]),
            work=row["work"],
            due=off_the_weekend(today + timedelta(days=row["due"])),
        )
        if "done" in row:
            task_done(by=sophea, section=section, task=task, today=today + timedelta(days=row["done"]))
    # Their groups marked all parts as ready before the second draft went round.
    submission.sections.exclude(group=None).update(done_on=today - timedelta(days=2))


def _circulate(submission: Submission, row: Mapping[str, Any], people: Mapping[str, Person], today: date) -> None:
    circulation = circulate(
        by=people["sophea"],
        submission=submission,
        comments_until=today - timedelta(days=row["until"]),
        now=moment(today, before=row["days"]),
    )
    for name in row["read_by"]:
        have_read(by=people[name], circulation=circulation, today=circulation.circulated_on)


def _discuss(written: Mapping[str, Paragraph], people: Mapping[str, Person], today: date) -> None:
    for row in table("demo_together")["remark"]:
        comment = remark(
            by=people[row["by"]],
            paragraph=written[row["paragraph"]],
            text=row["text"],
            now=moment(today, before=row["days"]),
        )
        if "answer" in row:
            now = moment(today, before=row["days"] - 1)
            answer_remark(by=people[row["answered_by"]], remark=comment, answer=row["answer"], now=now)
    for row in table("demo_together")["suggestion"]:
        paragraph = Paragraph.objects.get(pk=written[row["paragraph"]].pk)
        now = moment(today, before=row["days"])
        suggestion = suggest(by=people[row["by"]], paragraph=paragraph, text=demo_citations(row["text"]), now=now)
        if row.get("settled") == "accepted":
            accept(by=people[row["by_then"]], suggestion=suggestion, now=moment(today, before=row["days"] - 1))
        elif "settled" in row:
            reject(by=people[row["by_then"]], suggestion=suggestion, reason=row["reason"])


def _validate(submission: Submission, groups: Mapping[str, Group], sophea: Person, today: date) -> None:
    """The meeting; its one objection becomes a task for the organisation that objected."""
    for row in table("demo_together")["stance"]:
        section = section_of(submission, groups, row)
        answers = [(name, "agree", "") for name in row["agree"]]
        answers += [(name, says, words) for says in ("amend", "object") for name, words in row.get(says, {}).items()]
        for name, says, words in answers:
            take_stance(by=sophea, section=section, organisation=organisation(name), says=says, words=words)
    row = table("demo_together")["objection"]
    [stance] = section_of(submission, groups, {"section": "developments", **row}).stances.filter(
        says=Stance.Says.OBJECT
    )
    see_to_objection(
        by=sophea,
        stance=stance,
        organisation=organisation(row["organisation"]),
        due=off_the_weekend(today + timedelta(days=row["due"])),
    )


def _begin_own(coalition: Coalition, people: Mapping[str, Person], today: date) -> None:
    row = table("demo_together")["own"]
    own, now = people[row["by"]], moment(today, before=6)
    submission = begin_submission(
        by=people["sophea"],
        coalition=coalition,
        kind="own",
        title=row["title"],
        groups=[],
        organisation=organisation(row["organisation"]),
        decision=coalition.decisions.first(),
        today=today - timedelta(days=6),
        now=now,
    )
    change_cover(
        by=people["sophea"],
        submission=submission,
        title=row["title"],
        key_words=row["key_words"],
        contact=row["contact"],
        asks_again_from=5,
    )
    for paragraph_row in row["paragraph"]:
        add_paragraph(
            by=own, section=section_of(submission, {}, paragraph_row), text=paragraph_row["text"].strip(), now=now
        )
