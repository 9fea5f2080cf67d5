"""The follow-up of the demo coalition."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from openupr.accounts.models import Person
from openupr.coalitions.demo import demo_table
from openupr.coalitions.models import Coalition
from openupr.recommendations.demo import is_demo
from openupr.reviews.models import Review
from openupr.upr.days import off_the_weekend

from .arranging import choose_priorities, give_to_groups, list_reviews, write_facts
from .assessments import assess_for_organisation, write_claim
from .changes import note_report
from .evidence import add_organisation_evidence, verify_evidence
from .follow_up_list import ShortFollowUpLine, Viewer, short_lines
from .models import Evidence, ListedRecommendation
from .priorities import proposed_priorities
from .public_follow_up import choose_public
from .rules import FEWEST_PRIORITIES

rows = partial(demo_table, data=Path(__file__).parent / "data")
# The last of Cambodia's reviews that the demo record holds, and until when the groups have time.
_SESSION, _DUE, _REPORTED = 18, timedelta(days=60), timedelta(days=30)
_ROOM_FOR_MORE = 4


# What the public page and the sheets for embassies show: numbers and sources, not who says what.
_PUBLIC = ("from", "response", "claim", "levels", "evidence")


def fill(*, coalition: Coalition, today: date) -> None:
    """The list, priorities given to groups, assessments, claims of the Government, a public
    page.
    """
    sophea = coalition.participations.get(person__username="sophea").person
    reviews = Review.objects.filter(iso3=coalition.review.iso3, session=_SESSION)
    list_reviews(by=sophea, coalition=coalition, reviews=list(reviews))
    lines = short_lines(coalition, Viewer())
    proposed = [
        proposal.line for proposal in proposed_priorities(coalition, lines, most=FEWEST_PRIORITIES + _ROOM_FOR_MORE)
    ]
    assessed = [(row, line) for row in rows("demo_assessments") if (line := _on_its_issue(row, [*proposed, *lines]))]
    chosen = list(dict.fromkeys(line.listed.pk for line in [*proposed, *(line for _row, line in assessed)]))
    choose_priorities(by=sophea, coalition=coalition, chosen=chosen, offered=chosen)
    give_to_groups(by=sophea, coalition=coalition, only_priorities=True, due=off_the_weekend(today + _DUE), today=today)
    note_report(by=sophea, coalition=coalition, day=today - _REPORTED, title="Interim report (invented)")
    _name_institutions(sophea, lines)
    for row, line in assessed:
        _say(line.listed, row, today=today - timedelta(days=int(row["days"])))
    _publish(coalition, sophea, [line.listed.pk for _row, line in assessed], today=today)


def _on_its_issue(row: dict[str, str], lines: list[ShortFollowUpLine]) -> ShortFollowUpLine | None:
    """The named State's recommendation on the issue of a row; else the first one on it."""
    on_issue = [line for line in lines if row["issue"] in line.issues]
    return next((line for line in on_issue if line.listed.from_iso3 == row["from"]), next(iter(on_issue), None))


def _name_institutions(sophea: Person, lines: list[ShortFollowUpLine]) -> None:
    """Who has to carry out what, for the issues in the table.

    For other issues it is not known yet.
    """
    responsible = {row["issue"]: row for row in rows("demo_institutions")}
    for line in lines:
        if row := next((responsible[key] for key in line.issues if key in responsible), None):
            values = {"commitment": row["commitment"], "institution": row["institution"]}
            listed = ListedRecommendation.objects.get(pk=line.listed.pk)
            write_facts(by=sophea, listed=listed, facts=values)


def _publish(coalition: Coalition, sophea: Person, chosen: list[int], *, today: date) -> None:
    """On only while the record is a demo, too: invented words must not be read with real ones."""
    choose_public(
        by=sophea,
        coalition=coalition,
        on=is_demo(),
        title="What became of recommendations (invented)",
        introduction="People and organisations on this page are invented, and so is what they found.",
        shown=_PUBLIC,
        chosen=chosen,
        today=today,
    )


def _say(listed: ListedRecommendation, row: dict[str, str], *, today: date) -> None:
    coalition = listed.coalition
    sophea = coalition.participations.get(person__username="sophea").person
    if row["organisation"] == "Government":
        values = {"level": row["level"], "reason": row["reason"], "source": row["source"]}
        write_claim(by=sophea, listed=listed, today=today, **values)
        return
    members = coalition.member_organisations.exclude(representative=None).select_related("representative")
    member = members.filter(organisation__short_name=row["organisation"]).first()
    if member is None or member.representative is None:
        return
    ours = {"by": member.representative, "listed": listed, "organisation": member.organisation, "today": today}
    named = row["named"] == "1"
    assess_for_organisation(level=row["level"], reason=row["reason"], named=named, quoted=named, **ours)
    if row["source"]:
        evidence = add_organisation_evidence(
            what=row["reason"],
            kind=row["kind"],
            source=row["source"],
            day=None,
            reliability=Evidence.Reliability.LIKELY,
            seen_by=row["seen_by"],
            **ours,
        )
        if row["seen_by"] == Evidence.SeenBy.PUBLIC:
            verify_evidence(by=sophea, evidence=evidence, today=today)
