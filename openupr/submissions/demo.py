"""A joint submission of the demo coalition at a stage of its work, after the stage `drafting`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from .demo_draft import (
    add_source,
    answer_what_was_due,
    demo_citations,
    demo_groups,
    fill_sections,
    finish_steps,
    finish_what_is_past,
    moment,
    people_of,
    rapporteur,
    section_of,
    table,
)
from .document import public_version
from .lodging import lodge_submission
from .models import Edition, Paragraph, Remark, Stance, Submission, Suggestion
from .paragraphs import add_paragraph, write_paragraph
from .remarks import accept, answer_remark, remove_claim
from .roadmap_texts import bring_in, fetch_sources, offered, take_over
from .signing import ask_to_sign, sign_on
from .validation import settle_objection

__all__ = ["LOADERS", "STAGES", "coalition_day", "finish_what_is_past", "load_demo_submission"]


def fill_sign_on(*, coalition: Coalition, today: date) -> None:
    """What happened between the validation meeting and today."""
    people = people_of(coalition)
    submission = coalition.submissions.get(kind=Submission.Kind.JOINT)
    texts = table("demo_together")
    _settle_the_objection(submission, people, today)
    _settle_the_rest(submission, people, today)
    first = ask_to_sign(by=people["sophea"], submission=submission, now=moment(today, before=6))
    sign(submission, first, texts["sign_on"]["first"], today, before=5)
    _change(submission, people, today)
    second = ask_to_sign(by=people["sophea"], submission=submission, now=moment(today, before=3))
    sign(submission, second, texts["sign_on"]["second"], today, before=1)
    finish_steps(coalition, people["sophea"], today)
    answer_what_was_due(demo_groups(coalition), today)


def sign(submission: Submission, edition: Edition, words: Mapping[str, str], today: date, *, before: int) -> None:
    """Record each organisation's answer, through its representative."""
    members = submission.coalition.member_organisations.select_related("organisation", "representative")
    for member in members:
        choice = words.get(member.organisation.short_name)
        if choice and member.representative:
            sign_on(
                by=member.representative,
                submission=submission,
                organisation=member.organisation,
                edition=edition,
                choice=choice,
                now=moment(today, before=before),
            )


def _settle_the_objection(submission: Submission, people: Mapping[str, Person], today: date) -> None:
    row, groups = table("demo_together")["objection"], demo_groups(submission.coalition)
    section, by = section_of(submission, groups, {"section": "developments", **row}), people[row["by"]]
    paragraph = add_paragraph(by=by, section=section, text=demo_citations(row["text"]), now=moment(today, before=8))
    source = {"source": row["source"], "kind": "first-hand", "reliability": "likely"}
    add_source(paragraph, source, by=by, now=moment(today, before=8))
    for stance in section.stances.filter(says=Stance.Says.OBJECT):
        stance.section = section
        settle_objection(by=people["sophea"], stance=stance, answer=row["answer"])


def _settle_the_rest(submission: Submission, people: Mapping[str, Person], today: date) -> None:
    """Answer open comments, take suggestions over, and bring in what the groups adopted since."""
    now = moment(today, before=7)
    within = {"paragraph__section__submission": submission}
    for suggestion in Suggestion.objects.filter(**within, state=Suggestion.State.OPEN):
        accept(by=people["sophea"], suggestion=suggestion, now=now)
    for remark in Remark.objects.filter(**within, resolved=False):
        answer_remark(by=people["sophea"], remark=remark, answer="Done in draft 2.", now=now)
    for section in submission.sections.select_related("group").exclude(group=None):
        assert section.group is not None
        by = rapporteur(section.group)
        bring_in(by=by, section=section, now=now)
        paragraphs = list(section.paragraphs.select_related("section"))
        fetch_sources(paragraphs)
        for paragraph in paragraphs:
            if offered(paragraph):
                take_over(by=by, paragraph=paragraph, version=paragraph.version, now=now)


def _change(submission: Submission, people: Mapping[str, Person], today: date) -> None:
    """Change the text after the first organisations have signed."""
    by_key = {row["key"]: row for row in table("demo_text")["paragraph"]}
    for row in table("demo_together")["change"]:
        before = demo_citations(by_key[row["paragraph"]]["text"])
        paragraph = Paragraph.objects.get(section__submission=submission, text=before)
        write_paragraph(
            by=people[row["by"]],
            paragraph=paragraph,
            text=demo_citations(row["text"]),
            version=paragraph.version,
            now=moment(today, before=4),
        )
        for claim in paragraph.claims.filter(case="ask"):
            source = {"source": claim.source, "kind": claim.kind, "reliability": claim.reliability}
            remove_claim(by=people[row["by"]], claim=claim, now=moment(today, before=4))
            add_source(paragraph, source, by=people[row["by"]], now=moment(today, before=4))


def fill_lodged(*, coalition: Coalition, today: date) -> None:
    """The last answers, and the receipt."""
    texts, sophea = table("demo_together"), people_of(coalition)["sophea"]
    submission = coalition.submissions.get(kind=Submission.Kind.JOINT)
    edition = submission.editions.filter(label=Edition.TO_SIGN).first()
    assert edition is not None
    sign(submission, edition, texts["sign_on"]["last"], today, before=1)
    lodge_submission(
        by=sophea,
        submission=submission,
        **asdict(public_version(submission)),
        receipt=texts["lodged"]["receipt"],
        lodged_on=today,
        now=moment(today),
    )
    finish_what_is_past(coalition, today)


# In the order in which a submission goes through them.
LOADERS: Mapping[str, Callable[..., None]] = {
    "sections": fill_sections,
    "sign-on": fill_sign_on,
    "lodged": fill_lodged,
}
STAGES = tuple(LOADERS)
# Days from the stage before to this one; the coalition's own stages come before the first.
_DAYS = {"sections": 40, "sign-on": 11, "lodged": 3}


def coalition_day(*, stage: str, today: date) -> date:
    """The day of the coalition's own stages that puts this stage of its submission on today."""
    return today - timedelta(days=sum(_DAYS[step] for step in _upto(stage)))


def _upto(stage: str) -> tuple[str, ...]:
    return STAGES[: STAGES.index(stage) + 1]


def load_demo_submission(*, coalition: Coalition, stage: str, today: date) -> None:
    """Take the demo coalition on to a stage of its submission, in one transaction.

    Raises ValueError for no stage.
    """
    day = coalition_day(stage=stage, today=today)
    with transaction.atomic():
        for step in _upto(stage):
            day += timedelta(days=_DAYS[step])
            LOADERS[step](coalition=coalition, today=day)
