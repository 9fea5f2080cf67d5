"""The demo coalition at the stages `groups` and `drafting`.

Drafting is some weeks after the workshop: recommendations in every state, roadmaps half filled, a
consultation, a plenary that is over, and the organisations' decision on the route.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.coalitions import demo
from openupr.coalitions.demo import demo_table
from openupr.coalitions.models import Affiliation, Coalition, Group, GroupMembership, RapporteurTerm
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.decisions import consultations, decisions
from openupr.decisions.models import Decision
from openupr.decisions.rules.decisions import GROUP_ROUTE_QUESTION, GROUP_ROUTES, ROUTE_QUESTION, ROUTES
from openupr.decisions.voices import give_voice
from openupr.followup.evidence import add_evidence
from openupr.followup.group_lines import assess, take_up
from openupr.proposals.adoption import decide_proposal, give_stance, original_version, people_in_group, put_forward
from openupr.proposals.earlier_list import mark_earlier
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import comment, confirm_facts, propose, save_wording
from openupr.proposals.ranking import recommendations_to_rank
from openupr.recommendations.models import Ask
from openupr.upr.days import off_the_weekend

from .answers import answer
from .handouts import confirm_receipt, hand_out
from .outline import edit_point, start_outline
from .plenary import close_plenary, give_feedback, open_plenary, release

STAGES = ("groups", "drafting")
rows = partial(demo_table, data=Path(__file__).parent / "data")
# Since the day after the workshop.
SINCE_WORKSHOP = timedelta(days=15)
_PATHS: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "proposed": (),
    "presented": ("presented",),
    "adopted": ("presented", "adopted"),
    "dropped": ("dropped",),
}


def load_demo_coalition(*, stage: str, today: date) -> demo.DemoCoalition:
    """Make the demo coalition as it is at a stage. Raises KeyError, NotOnTopOfWork, NamesTaken."""
    if stage not in STAGES:
        raise KeyError(stage)
    with transaction.atomic():
        demo_coalition = demo.load_groups(today=today)
        if stage == "drafting":
            fill(coalition=demo_coalition.coalition, today=today)
    return demo_coalition


def fill(*, coalition: Coalition, today: date) -> None:
    """What the groups have written since the workshop."""
    _was_some_weeks_ago(coalition, today)
    # All is over by today: a workshop planned for today takes no credit of it.
    yesterday = today - timedelta(days=1)
    now = datetime.combine(yesterday, time(10), timezone.get_current_timezone())
    names = {cluster.key: cluster.name for cluster in CLUSTERS}
    groups = {key: coalition.groups.get(name=name) for key, name in names.items()}
    people = {person.username: person for person in Person.objects.filter(participations__coalition=coalition)}
    _recommend(groups, people, now)
    for row in rows("demo_marks"):
        _look_at(groups[row["group"]].proposals.get(number=row["number"]), people[row["by"]], row)
    _answer(groups, people, today, now)
    for row in rows("demo_follow_ups"):
        _follow_up(groups[row["group"]], people[row["by"]], row)
    _outline(groups, people)
    _hand_out(groups["gender"], people["sokha"], today)
    _consult(coalition, groups, people, today)
    _meet(coalition, groups, people, yesterday, now)
    _decide_in_groups(groups, yesterday, now)
    _decide(coalition, people, yesterday, now)


def _was_some_weeks_ago(coalition: Coalition, today: date) -> None:
    """People and groups began the day after the workshop, not today."""
    since = today - SINCE_WORKSHOP
    coalition.participations.update(since=since)
    coalition.member_organisations.update(since=since)
    for several in (GroupMembership, RapporteurTerm):
        several.objects.filter(group__coalition=coalition).update(since=since)
    Affiliation.objects.filter(organisation__coalition=coalition).update(since=since)


def demo_texts(language: str) -> Iterator[tuple[str, str]]:
    """English recommendations of the demo and their Khmer, to be reviewed."""
    if language == "km":
        several = [*rows("demo_recommendations"), *rows("demo_wordings_later")]
        yield from ((row["en"], row["km"]) for row in several if row["km"])


def sharpen(groups: Mapping[str, Group], now: datetime) -> list[Proposal]:
    """Adopted recommendations that a rapporteur reopened and sharpened, in both languages, since
    the workshop.
    """
    return [_sharpened(groups[row["group"]], row, now) for row in rows("demo_wordings_later")]


def _sharpened(group: Group, row: Mapping[str, str], now: datetime) -> Proposal:
    by, one = _rapporteur(group), group.proposals.get(number=int(row["number"]))
    decide_proposal(by=by, proposal=one, state="proposed", now=now)
    for wording in one.wordings.all():
        text = row[wording.language]
        save_wording(by=by, proposal=one, language=wording.language, text=text, version=wording.version, now=now)
    return Proposal.objects.get(pk=one.pk)


def _recommend(groups: Mapping[str, Group], people: Mapping[str, Person], now: datetime) -> None:
    for row in rows("demo_recommendations"):
        by, group = people[row["by"]], groups[row["group"]]
        proposal = propose(by=by, group=group, text=row["en"], language="en", now=now)
        if row["km"]:
            save_wording(by=by, proposal=proposal, language="km", text=row["km"], version=0, now=now)
        issues, targets = row["issues"].split("|"), [row["target"]]
        confirm_facts(by=by, proposal=proposal, repeats=None, issues=issues, sdg_targets=targets)
        _bring_to(row["state"], proposal, by=by, rapporteur=_rapporteur(group), now=now)
    first = groups["land"].proposals.get(number=1)
    comment(by=people["bopha"], proposal=first, text="Which concessions? A list in the annex would help.", now=now)
    comment(
        by=people["rithy"],
        proposal=first,
        text="Some who lost land work in factories now and would tell what they were paid.",
        evidence="Our survey in two factories, 41 answers",
        from_group=groups["labour"],
        now=now,
    )


def _look_at(proposal: Proposal, by: Person, row: Mapping[str, str]) -> None:
    """What somebody says of the earlier recommendations by one State that have a word; nothing
    where none is loaded.
    """
    made_by = {"review__iso3": "KHM", "review__session": row["session"], "from_iso3": row["from"]}
    asks = Ask.objects.filter(**made_by, records__preferred=True, records__text__icontains=row["word"])
    if keys := list(asks.values_list("key", flat=True)):
        mark_earlier(by=by, proposal=proposal, asks=keys, said=row["said"], language="en", version=1)


def _bring_to(state: str, proposal: Proposal, *, by: Person, rapporteur: Person, now: datetime) -> None:
    if state not in {"draft", "dropped"}:
        proposal = put_forward(by=by, proposal=proposal, now=now)
    for step in _PATHS[state]:
        if step == "adopted":
            members_agree(proposal, now)
        reason = "Nobody could say later whether it was done." if step == "dropped" else ""
        proposal = decide_proposal(by=rapporteur, proposal=proposal, state=step, reason=reason, anyway=True, now=now)


def members_agree(proposal: Proposal, now: datetime) -> None:
    """All but the last by name, who has not spoken; of more than two the first can live with it."""
    *heard, _last = people_in_group(proposal.group).values()
    for at, person in enumerate(heard):
        says = "agree" if at or len(heard) < 3 else "live"
        give_stance(by=person, proposal=proposal, says=says, version=original_version(proposal), now=now)


def _rapporteur(group: Group) -> Person:
    return group.rapporteur_terms.get(until=None).person


def _answer(groups: Mapping[str, Group], people: Mapping[str, Person], today: date, now: datetime) -> None:
    for row in rows("demo_answers"):
        group = groups[row["group"]]
        answer(
            by=_rapporteur(group),
            group=group,
            question=int(row["question"]),
            text=row["text"],
            version=0,
            state=row["state"],
            owner=people[row["owner"]] if row["owner"] else _rapporteur(group),
            due=off_the_weekend(today + timedelta(days=int(row["due"]))) if row["due"] else None,
            day=off_the_weekend(today + timedelta(days=int(row["days"]))) if row["days"] else None,
            now=now,
        )


def _follow_up(group: Group, by: Person, row: Mapping[str, str]) -> None:
    """Three earlier recommendations of whatever record is loaded, the first with evidence; none
    without one.
    """
    asks = Ask.objects.filter(
        review__iso3="KHM", kind=Ask.Kind.RECOMMENDATION, records__preferred=True, records__text__icontains=row["word"]
    )
    taken = take_up(by=by, group=group, asks=list(asks.distinct().order_by("-review__session", "pk")[:3]))
    if not taken:
        return
    first = assess(by=by, follow_up=taken[0], done=row["done"], note=row["note"], version=0)
    add_evidence(
        by=by,
        follow_up=first,
        what=row["what"],
        kind=row["kind"],
        day=None,
        source=row["source"],
        reliability=row["reliability"],
    )


def _outline(groups: Mapping[str, Group], people: Mapping[str, Person]) -> None:
    for group in groups.values():
        start_outline(by=_rapporteur(group), group=group)
    for row in rows("demo_outline"):
        point = groups[row["group"]].outline.get(order=int(row["line"]))
        edit_point(
            by=_rapporteur(point.group),
            point=point,
            text=point.text,
            evidence_wanted=row["evidence"],
            finder=people[row["finder"]],
        )


def _hand_out(group: Group, by: Person, today: date) -> None:
    partner = "A partner who helps with the draft (invented)"
    sent = hand_out(by=by, group=group, partner=partner, today=today - timedelta(days=5))
    confirm_receipt(by=by, handout=sent, today=today - timedelta(days=3))


def _consult(coalition: Coalition, groups: Mapping[str, Group], people: Mapping[str, Person], today: date) -> None:
    consultations.record_consultation(
        by=people["dara"],
        coalition=coalition,
        group=groups["land"],
        day=today - timedelta(days=9),
        place="Two communes in the north-east (invented)",
        people=46,
        who="families along a river, more than half of them women",
        said="They learn of a dam when the surveyors come. Compensation is paid to who signs first.",
        changed="The recommendation on dams was written that evening.",
        today=today,
    )


def _meet(
    coalition: Coalition, groups: Mapping[str, Group], people: Mapping[str, Person], today: date, now: datetime
) -> None:
    sophea = people["sophea"]
    meeting = open_plenary(by=sophea, coalition=coalition, minutes=80, today=today)
    feedback = give_feedback(
        by=people["visal"],
        plenary=meeting,
        group=groups["justice"],
        text="Deaf people are questioned without an interpreter. Could the second recommendation say so?",
    )
    release(by=people["bopha"], feedback=feedback)
    close_plenary(by=sophea, plenary=meeting)


def _decide_in_groups(groups: Mapping[str, Group], today: date, now: datetime) -> None:
    """Each group decides on its route; one puts its recommendations in order with stickers on the
    wall.
    """
    gender = groups["gender"]
    for group in groups.values():
        _decide_on_route(group, today, now)
    things = recommendations_to_rank.options(gender.coalition, gender)
    order = decisions.ask_group(
        by=_rapporteur(gender), group=gender, question="What matters most?", kind="rank", options=things, today=today
    )
    first, second, third, fourth = order.options.all()
    _all_say(gender, order, now, ranking=[first, second, fourth, third])
    decisions.count_room_of_group(
        by=_rapporteur(gender),
        decision=order,
        way="stickers",
        counts={first.pk: 14, second.pk: 9, third.pk: 4, fourth.pk: 6},
        today=today,
    )
    decisions.close_group_decision(by=_rapporteur(gender), decision=order, outcome="Violence comes first.", now=now)


def _decide_on_route(group: Group, today: date, now: datetime) -> None:
    """Its rapporteur asked its organisations, as in the workshop that this one is made after."""
    by, options = _rapporteur(group), [(text, route) for route, text in GROUP_ROUTES]
    route = decisions.ask_group(
        by=by, group=group, question=GROUP_ROUTE_QUESTION, options=options, quorum=1, today=today
    )
    _all_say(group, route, now, option=route.options.get(route="joint"))
    outcome = "Our part goes into the joint cross-sectoral submission."
    decisions.close_group_decision(by=by, decision=route, outcome=outcome, now=now)


def _all_say(group: Group, decision: Decision, now: datetime, **choice: Any) -> None:
    """Every organisation of a group that has a representative says the same."""
    for member in group.coalition.member_organisations.filter(organisation__groups=group).exclude(representative=None):
        give_voice(by=member.representative, decision=decision, organisation=member.organisation, now=now, **choice)


def _decide(coalition: Coalition, people: Mapping[str, Person], today: date, now: datetime) -> None:
    decision = decisions.ask_organisations(
        by=people["sophea"],
        coalition=coalition,
        question=ROUTE_QUESTION,
        options=[(text, route) for route, text in ROUTES],
        quorum=7,
        today=today,
    )
    options = {option.route: option for option in decision.options.all()}
    for member in coalition.member_organisations.select_related("organisation", "representative"):
        if member.representative is None or member.organisation.short_name == "Press Room":
            continue
        prefers_both = member.organisation.short_name == "Rainbow Circle"
        give_voice(
            by=member.representative,
            decision=decision,
            organisation=member.organisation,
            option=options["both" if prefers_both else "joint"],
            dissent="Our own submission can say more on marriage than a joint one." if prefers_both else "",
            now=now,
        )
    decisions.close_decision(
        by=people["sophea"],
        decision=decision,
        outcome="One joint cross-sectoral submission. Rainbow Circle adds its own beside it.",
        now=now,
    )
