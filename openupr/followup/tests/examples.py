"""What the table of the follow-up is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from openupr.accounts.tests.examples import Example, Player
from openupr.coalitions.tests.examples.cast import Cast, cast, players
from openupr.followup.answers import say_not_the_same, say_the_same
from openupr.followup.arranging import choose_priorities, give_theme, give_to_groups, list_reviews, write_facts
from openupr.followup.assessments import assess_for_organisation, choose_printed, take_claims, write_claim
from openupr.followup.changes import note_report, remove_report
from openupr.followup.evidence import (
    add_evidence,
    add_evidence_file,
    add_organisation_evidence,
    add_organisation_file,
    change_evidence,
    change_organisation_evidence,
    reject_evidence,
    remove_evidence,
    remove_evidence_file,
    remove_organisation_evidence,
    remove_organisation_file,
    verify_evidence,
)
from openupr.followup.group_lines import assess, give_owner, let_go, take_up, write_in
from openupr.followup.group_part import take_part_back
from openupr.followup.models import Evidence, EvidenceFile, FollowUp, ListedRecommendation, Matrix, Report
from openupr.followup.priorities import judge_alone, judge_together
from openupr.followup.public_follow_up import choose_public
from openupr.followup.thematic_lists import add_matrix, remove_matrix, remove_row
from openupr.undocs.tests.test_thematic_lists import ROW, listed

INTERNAL: Mapping[str, str] = {
    "openupr.followup.forgetting": "accounts call it when authorship in a circle is forgotten",
    "openupr.followup.carry_over": "part of starting the next review's coalition",
    "openupr.followup.arranging": "part of the services that say when a line is due",
    "openupr.followup.demo": "the demo's stage, filled by the services of people",
    "openupr.followup.arranging.list_asks": "part of the services that put something on the list",
    "openupr.followup.arranging.counted_asks": "only reads",
    "openupr.followup.arranging.line_for": "makes a row that is not saved yet",
    "openupr.followup.group_lines.write_assessment": "part of the services that say how far",
    "openupr.followup.group_lines.line_in_own_words": "part of the services that write a line in",
    "openupr.followup.assessments.say": "part of the services that assess",
    "openupr.followup.evidence": "the worker deletes what is past its day",
}
_OF_GROUP = ("follow-ups", "follow-ups-csv", "follow-ups-json", "follow-up-take-up", "part", "part-take")
_MORE = (
    "clusters",
    "mid-term",
    "mid-term-file",
    "government",
    "government-take",
    "public-edit",
    "public-preview",
    "page",
    "counts",
    "changes",
    "answers",
)
_WRITING = ("not-the-same", "printed", "report-add")
_OF_COALITION = ("list", "reviews", "priorities", "give", "matrices", "matrix-add", "matrix-replace", *_MORE, *_WRITING)
_OF_RECOMMENDATION = (
    "recommendation",
    "facts",
    "claim",
    "assess",
    "organisation-evidence",
    "judge-alone",
    "row-remove",
    "priority",
)


def example() -> Example:
    """A coalition for Cambodia, and what its group Land follows up."""
    known = cast()
    return Example(players=_players(known), addresses=addresses(known), calls=calls(known))


def _players(known: Cast) -> tuple[Player, ...]:
    """With regard to the coalition's list, a member of any group is one: Rithy, whose group is
    another, too.
    """
    return tuple(
        replace(each, elsewhere={**each.elsewhere, ListedRecommendation: each.roles_in(known.coalition)})
        for each in players(known)
    )


def follow_up(cast: Cast) -> FollowUp:
    """A line of what was done since."""
    return FollowUp.objects.filter(group=cast.land).first() or write_in(
        by=cast.chan, group=cast.land, text="Title the land of indigenous communities."
    )


def evidence(cast: Cast) -> Evidence:
    """What that line rests on."""
    given = {"what": "Three titles", "kind": "official", "source": "The ministry's site", "reliability": "likely"}
    line = follow_up(cast)
    return line.evidence.first() or add_evidence(by=cast.chan, follow_up=line, day=date(2026, 2, 1), **given)


def organisation_evidence(cast: Cast) -> Evidence:
    """What an organisation's word on the same recommendation rests on."""
    given = {"what": "A law", "kind": "law", "source": "Gazette", "reliability": "likely", "day": None}
    listed = follow_up(cast).listed
    return listed.evidence.filter(organisation=cast.forest).first() or add_organisation_evidence(
        by=cast.nary, listed=listed, organisation=cast.forest, today=date(2026, 2, 1), **given
    )


def evidence_file(cast: Cast) -> EvidenceFile:
    """The file of that evidence."""
    given = {"kind": "png", "data": b"\x89PNG", "size": 4, "sha256": "0" * 64}
    return EvidenceFile.objects.get_or_create(evidence=evidence(cast), defaults=given)[0]


def matrix(cast: Cast) -> Matrix:
    """OHCHR's thematic list for the coalition."""
    given = {"data": listed(ROW), "sha256": "0" * 64, "has_column": True, "added_on": date(2026, 2, 1)}
    return Matrix.objects.get_or_create(coalition=cast.coalition, session=18, defaults=given)[0]


def report(cast: Cast) -> Report:
    """A report that the coalition made."""
    given = {"day": date(2026, 2, 1), "title": "Mid-term report"}
    return Report.objects.get_or_create(coalition=cast.coalition, **given)[0]


def without_list(cast: Cast) -> int:
    """The session of that line's review, of which no thematic list was brought in."""
    ListedRecommendation.objects.filter(pk=follow_up(cast).listed_id).update(session=6)
    return 6


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    line = {**cast.at_land, "number": follow_up(cast).pk}
    one = {**cast.at_coalition, "number": follow_up(cast).listed_id}
    source = {"evidence": evidence_file(cast).evidence_id}
    ours = {"evidence": organisation_evidence(cast).pk}
    return {
        **{f"followup:{page}": cast.at_land for page in _OF_GROUP},
        **{f"followup:{page}": cast.at_coalition for page in _OF_COALITION},
        **{f"followup:{page}": one for page in _OF_RECOMMENDATION},
        "followup:matrix": {**cast.at_coalition, "number": matrix(cast).pk},
        "followup:matrix-file": {**cast.at_coalition, "number": matrix(cast).pk},
        "followup:matrix-remove": {**cast.at_coalition, "number": matrix(cast).pk},
        "followup:own-matrix": {**cast.at_coalition, "session": without_list(cast), "kind": "docx"},
        "followup:government-file": {**cast.at_coalition, "kind": "docx"},
        "followup:list-file": {**cast.at_coalition, "kind": "csv"},
        "followup:page-file": {**cast.at_coalition, "kind": "svg"},
        "followup:counts-file": {**cast.at_coalition, "kind": "svg"},
        "followup:changes-file": {**cast.at_coalition, "kind": "csv"},
        "followup:answers-file": {**cast.at_coalition, "kind": "csv"},
        "followup:report-remove": {**cast.at_coalition, "number": report(cast).pk},
        "followup:theme": {**cast.at_coalition, "issue": "right-to-land"},
        "followup:evidence-check": one | source,
        "followup:organisation-evidence-change": one | ours,
        "followup:organisation-evidence-remove": one | source,
        "followup:part-file": {**cast.at_land, "kind": "docx"},
        **{f"followup:organisation-file-{page}": one | ours for page in ("add", "look", "remove")},
        "followup:follow-up": line,
        "followup:owner": line,
        "followup:evidence-add": line,
        "followup:evidence-change": line | source,
        "followup:evidence-remove": line | source,
        **{f"followup:evidence-file-{page}": line | source for page in ("add", "look", "remove")},
        "followup:evidence-file": one | source,
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    group, line = {"group": cast.land}, {"follow_up": follow_up(cast)}
    coalition, one = {"coalition": cast.coalition}, {"listed": follow_up(cast).listed}
    source = {"evidence": evidence(cast)}
    return {
        take_up: group,
        write_in: group,
        assess: line,
        take_part_back: group,
        let_go: line,
        add_evidence: line,
        change_evidence: line,
        remove_evidence: line,
        give_owner: line,
        list_reviews: coalition,
        judge_together: coalition,
        judge_alone: one,
        choose_public: coalition,
        note_report: coalition,
        remove_report: coalition,
        say_not_the_same: coalition,
        say_the_same: coalition,
        add_organisation_file: one,
        remove_organisation_file: one,
        add_matrix: coalition,
        remove_matrix: coalition,
        remove_row: coalition,
        choose_priorities: coalition,
        give_to_groups: coalition,
        give_theme: coalition,
        write_facts: one,
        write_claim: one,
        take_claims: coalition,
        assess_for_organisation: one,
        choose_printed: coalition,
        add_organisation_evidence: one,
        change_organisation_evidence: one,
        remove_organisation_evidence: one,
        verify_evidence: source,
        reject_evidence: source,
        add_evidence_file: source,
        remove_evidence_file: source,
    }
