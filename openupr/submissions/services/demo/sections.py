"""The stage `sections`: six weeks later. A joint submission from what the groups had, written, discussed, validated."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.coalitions.services import dates
from openupr.followup.evidence import add_evidence, verify_evidence
from openupr.followup.group_lines import assess, take_up
from openupr.roadmaps.models import Answer, Proposal
from openupr.roadmaps.services import proposals, roadmap
from openupr.roadmaps.services.demo import members_agree, sharpen
from openupr.timeline.milestones import mark_done
from openupr.timeline.models import Milestone
from openupr.upr.days import off_the_weekend

from ...models import Claim, Paragraph, Section, Stance, Submission
from ...rules.flowing import TO_WRITE
from .. import beginning, remarks, together, validating, writing
from .tables import demo_citations, demo_groups, moment, people_of, recommended, table

# Days before the stage's day; words that the introduction may have, set by hand.
_BEGUN, _INTRODUCTION = 28, 215


def fill(*, coalition: Coalition, today: date) -> None:
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
    """What the coalition and its groups planned until this day was done, also what the workshop agreed."""
    assert coalition.calendar is not None
    ours = (Milestone.Kind.STEP, Milestone.Kind.TASK)
    steps = coalition.calendar.milestones.filter(kind__in=ours, day__lte=today)
    for step in steps.exclude(status=Milestone.Status.DONE):
        dates.finish_date(by=sophea, coalition=coalition, milestone=step, done=True, today=step.day)


def answer_what_was_due(groups: Mapping[str, Group], today: date) -> None:
    """The questions of the roadmaps that were due by now are answered, and what groups had arranged is done."""
    for group in groups.values():
        for given in Answer.objects.filter(group=group, due__lt=today).exclude(state=Answer.State.DONE):
            roadmap.answer(
                by=rapporteur(group),
                group=group,
                question=given.question,
                text=given.text or "Done with the joint draft.",
                version=given.version,
                state=Answer.State.DONE,
                owner=given.owner,
                due=given.due,
                day=given.day,
                now=moment(today, before=3),
            )
        held = Milestone.objects.filter(calendar=group.calendar_id, kind=Milestone.Kind.TASK, day__lt=today)
        for each in held.exclude(status=Milestone.Status.DONE).exclude(key__startswith="followup-"):
            mark_done(milestone=each, today=each.day)


def finish_what_is_past(coalition: Coalition, today: date) -> None:
    """Nothing of the coalition's and its groups' dates until this day is left to do, nor of the plan to lodge."""
    holders = Q(calendar=coalition.calendar) | Q(calendar__within=coalition.calendar)
    past = Q(kind=Milestone.Kind.TASK, day__lte=today) | Q(kind=Milestone.Kind.STEP)
    for each in Milestone.objects.filter(holders, past).exclude(status=Milestone.Status.DONE):
        mark_done(milestone=each, today=min(each.day, today))


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
        for each in taken:
            assessed = assess(by=by, follow_up=each, done=row["done"], note=row["note"], version=0)
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
    submission: Submission = beginning.begin_submission(
        by=sophea,
        coalition=coalition,
        kind="joint",
        title=text["title"],
        groups=list(groups.values()),
        decision=coalition.decisions.first(),
        today=today - timedelta(days=_BEGUN),
        now=moment(today, before=_BEGUN),
    )
    beginning.change_cover(
        by=sophea,
        submission=submission,
        title=text["title"],
        key_words=text["key_words"],
        contact=text["contact"],
        asks_again_from=table("demo_together")["sign_on"]["asks_again_from"],
    )
    introduction = section_of(submission, groups, {"section": "introduction"})
    beginning.change_section(
        by=sophea, section=introduction, heading=introduction.heading, weight=2, budget=_INTRODUCTION, group=None
    )
    # The demo's own introduction tells of the consultations, instead of what flowed in.
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
    """The paragraphs by their keys. The lines of a group's outline give way to its text."""
    rows, written = table("demo_text")["paragraph"], {}
    for row in rows:
        section, by, now = section_of(submission, groups, row), people[row["by"]], moment(today, before=row["days"])
        outlined = section.paragraphs.filter(version=1, text__startswith=TO_WRITE).first()
        if outlined:
            made = writing.write_paragraph(
                by=by, paragraph=outlined, text=demo_citations(row["text"]), version=1, now=now
            )
        else:
            made = writing.add_paragraph(by=by, section=section, text=demo_citations(row["text"]), now=now)
        if row.get("first"):
            writing.move_paragraph(by=by, paragraph=made, steps=-section.paragraphs.count())
        for source in row.get("source", ()):
            add_source(made, source, by=by, now=now)
        written[row["key"]] = made
    outlines = Paragraph.objects.filter(section__submission=submission, version=1, text__startswith=TO_WRITE)
    for left in outlines.select_related("section__group"):
        by = rapporteur(left.section.group) if left.section.group else people["sophea"]
        writing.remove_paragraph(by=by, paragraph=left, now=moment(today, before=16))
    return written


def add_source(paragraph: Paragraph, row: Mapping[str, str], *, by: Person, now: datetime) -> Claim:
    """A paragraph's source, as a row says it."""
    claim: Claim = remarks.add_claim(by=by, paragraph=paragraph, now=now, **row)
    return claim


def _change_roadmaps(groups: Mapping[str, Group], people: Mapping[str, Person], today: date) -> None:
    """Since the beginning one wording was sharpened and one recommendation more adopted: both are offered."""
    now = moment(today, before=3)
    (one,) = sharpen(groups, now)
    members_agree(one, now)
    proposals.decide_proposal(by=people["dara"], proposal=one, state="adopted", anyway=True, now=now)
    presented = groups["labour"].proposals.filter(state=Proposal.State.PRESENTED).first()
    assert presented is not None
    members_agree(presented, now)
    proposals.decide_proposal(by=people["rithy"], proposal=presented, state="adopted", anyway=True, now=now)


def organisation(short_name: str) -> Organisation:
    """One of the demo's organisations."""
    return Organisation.objects.get(short_name=short_name)


def _give_tasks(submission: Submission, groups: Mapping[str, Group], sophea: Person, today: date) -> None:
    for row in table("demo_together")["task"]:
        section = section_of(submission, groups, row)
        task = together.give_task(
            by=sophea,
            section=section,
            organisation=organisation(row["organisation"]),
            work=row["work"],
            due=off_the_weekend(today + timedelta(days=row["due"])),
        )
        if "done" in row:
            together.task_done(by=sophea, section=section, task=task, today=today + timedelta(days=row["done"]))
    # Their groups marked all parts as ready before the second draft went round.
    submission.sections.exclude(group=None).update(done_on=today - timedelta(days=2))


def _circulate(submission: Submission, row: Mapping[str, Any], people: Mapping[str, Person], today: date) -> None:
    made = together.circulate(
        by=people["sophea"],
        submission=submission,
        comments_until=today - timedelta(days=row["until"]),
        now=moment(today, before=row["days"]),
    )
    for name in row["read_by"]:
        together.have_read(by=people[name], circulation=made, today=made.circulated_on)


def _discuss(written: Mapping[str, Paragraph], people: Mapping[str, Person], today: date) -> None:
    for row in table("demo_together")["remark"]:
        said = remarks.remark(
            by=people[row["by"]],
            paragraph=written[row["paragraph"]],
            text=row["text"],
            now=moment(today, before=row["days"]),
        )
        if "answer" in row:
            now = moment(today, before=row["days"] - 1)
            remarks.answer_remark(by=people[row["answered_by"]], remark=said, answer=row["answer"], now=now)
    for row in table("demo_together")["suggestion"]:
        paragraph = Paragraph.objects.get(pk=written[row["paragraph"]].pk)
        now = moment(today, before=row["days"])
        made = remarks.suggest(by=people[row["by"]], paragraph=paragraph, text=demo_citations(row["text"]), now=now)
        if row.get("settled") == "accepted":
            remarks.accept(by=people[row["by_then"]], suggestion=made, now=moment(today, before=row["days"] - 1))
        elif "settled" in row:
            remarks.reject(by=people[row["by_then"]], suggestion=made, reason=row["reason"])


def _validate(submission: Submission, groups: Mapping[str, Group], sophea: Person, today: date) -> None:
    """The meeting; its one objection becomes a task for whoever objected."""
    for row in table("demo_together")["stance"]:
        section = section_of(submission, groups, row)
        said = [(name, "agree", "") for name in row["agree"]]
        said += [(name, says, words) for says in ("amend", "object") for name, words in row.get(says, {}).items()]
        for name, says, words in said:
            together.take_stance(by=sophea, section=section, organisation=organisation(name), says=says, words=words)
    row = table("demo_together")["objection"]
    [stance] = section_of(submission, groups, {"section": "developments", **row}).stances.filter(
        says=Stance.Says.OBJECT
    )
    validating.see_to_objection(
        by=sophea,
        stance=stance,
        organisation=organisation(row["organisation"]),
        due=off_the_weekend(today + timedelta(days=row["due"])),
    )


def _begin_own(coalition: Coalition, people: Mapping[str, Person], today: date) -> None:
    row = table("demo_together")["own"]
    own, now = people[row["by"]], moment(today, before=6)
    submission = beginning.begin_submission(
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
    beginning.change_cover(
        by=people["sophea"],
        submission=submission,
        title=row["title"],
        key_words=row["key_words"],
        contact=row["contact"],
        asks_again_from=5,
    )
    for each in row["paragraph"]:
        writing.add_paragraph(by=own, section=section_of(submission, {}, each), text=each["text"].strip(), now=now)
