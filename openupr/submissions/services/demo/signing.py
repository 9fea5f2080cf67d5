"""The stage `sign-on`: the objection is settled, most have signed, the text has changed since, one is asked again."""

from collections.abc import Mapping
from datetime import date

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from ...models import Edition, Paragraph, Remark, Stance, Submission, Suggestion
from ...queries.sources import fetch_sources, offered
from .. import flowing, remarks, together, writing
from .sections import add_source, answer_what_was_due, finish_steps, rapporteur, section_of
from .tables import demo_citations, demo_groups, moment, people_of, table


def fill(*, coalition: Coalition, today: date) -> None:
    """What happened between the validation meeting and today."""
    people = people_of(coalition)
    submission = coalition.submissions.get(kind=Submission.Kind.JOINT)
    given = table("demo_together")
    _settle_the_objection(submission, people, today)
    _settle_the_rest(submission, people, today)
    first = together.ask_to_sign(by=people["sophea"], submission=submission, now=moment(today, before=6))
    sign(submission, first, given["sign_on"]["first"], today, before=5)
    _change(submission, people, today)
    second = together.ask_to_sign(by=people["sophea"], submission=submission, now=moment(today, before=3))
    sign(submission, second, given["sign_on"]["second"], today, before=1)
    finish_steps(coalition, people["sophea"], today)
    answer_what_was_due(demo_groups(coalition), today)


def sign(submission: Submission, edition: Edition, words: Mapping[str, str], today: date, *, before: int) -> None:
    """Each organisation's word, through its representative."""
    members = submission.coalition.member_organisations.select_related("organisation", "representative")
    for member in members:
        choice = words.get(member.organisation.short_name)
        if choice and member.representative:
            together.sign_on(
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
    made = writing.add_paragraph(by=by, section=section, text=demo_citations(row["text"]), now=moment(today, before=8))
    source = {"source": row["source"], "kind": "first-hand", "reliability": "likely"}
    add_source(made, source, by=by, now=moment(today, before=8))
    for stance in section.stances.filter(says=Stance.Says.OBJECT):
        stance.section = section
        together.settle_objection(by=people["sophea"], stance=stance, answer=row["answer"])


def _settle_the_rest(submission: Submission, people: Mapping[str, Person], today: date) -> None:
    """Open comments are answered, suggestions taken over, and what the groups adopted since is brought in."""
    now = moment(today, before=7)
    within = {"paragraph__section__submission": submission}
    for suggestion in Suggestion.objects.filter(**within, state=Suggestion.State.OPEN):
        remarks.accept(by=people["sophea"], suggestion=suggestion, now=now)
    for remark in Remark.objects.filter(**within, resolved=False):
        remarks.answer_remark(by=people["sophea"], remark=remark, answer="Done in draft 2.", now=now)
    for section in submission.sections.select_related("group").exclude(group=None):
        assert section.group is not None
        by = rapporteur(section.group)
        flowing.bring_in(by=by, section=section, now=now)
        paragraphs = list(section.paragraphs.select_related("section"))
        fetch_sources(paragraphs)
        for paragraph in paragraphs:
            if offered(paragraph):
                flowing.take_over(by=by, paragraph=paragraph, version=paragraph.version, now=now)


def _change(submission: Submission, people: Mapping[str, Person], today: date) -> None:
    """What changed after the first had signed."""
    by_key = {row["key"]: row for row in table("demo_text")["paragraph"]}
    for row in table("demo_together")["change"]:
        before = demo_citations(by_key[row["paragraph"]]["text"])
        paragraph = Paragraph.objects.get(section__submission=submission, text=before)
        writing.write_paragraph(
            by=people[row["by"]],
            paragraph=paragraph,
            text=demo_citations(row["text"]),
            version=paragraph.version,
            now=moment(today, before=4),
        )
        for claim in paragraph.claims.filter(case="ask"):
            source = {"source": claim.source, "kind": claim.kind, "reliability": claim.reliability}
            remarks.remove_claim(by=people[row["by"]], claim=claim, now=moment(today, before=4))
            add_source(paragraph, source, by=people[row["by"]], now=moment(today, before=4))
