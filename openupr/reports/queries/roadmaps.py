"""The groups' roadmaps as an annex: the questions, and the answers of who handed theirs in. It names nobody, and no
organisation unless whoever makes the report chose so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Group
from openupr.documents import word
from openupr.followup.models import FollowUp
from openupr.recommendations.demo import demo_paragraphs
from openupr.roadmaps.models import Answer, Proposal
from openupr.roadmaps.queries.proposals import ever_worded
from openupr.roadmaps.queries.questions import asked
from openupr.roadmaps.queries.record_answer import record_answer
from openupr.roadmaps.rules.paper import said_besides
from openupr.roadmaps.rules.roadmap import Kind, RoadmapQuestion, numbers_of, questions

from .facts import Happened
from .omissions import LeftOut
from .roadmap_facts import followed_up, number_of_organisations, rapporteur_by_function, responses_so_far, said_before


@dataclass(frozen=True)
class _Known:
    """What is known of a group besides what it typed: answers by number, by question's kind what facts say.

    `worded` is all that its recommendations ever said: what a table answered became these.
    """

    group: int
    answers: Mapping[int, Answer]
    proposals: list[Proposal]
    worded: Sequence[str]
    facts: Mapping[Kind, str]
    left_out: LeftOut

    def typed(self, text: str) -> str:
        """What the group wrote, as it is printed."""
        return self.left_out.of_group(text, self.group)

    @property
    def untold(self) -> set[Kind]:
        """The kinds of questions of which the report prints nothing that was typed.

        Who leads the group, and unless the report names them who takes part: the group's page and its partner's copy
        have it.
        """
        return {Kind.RAPPORTEUR} if self.left_out.names_organisations else {Kind.RAPPORTEUR, Kind.ORGANISATIONS}


def roadmap_blocks(of: Happened, left_out: LeftOut) -> Iterator[word.Block]:
    """The sheet, then each roadmap that was handed in; `left_out` are names that it does not print."""
    handed = [each for each in of.roadmaps if each.handed]
    before = _("Each group answered these questions:") if handed else _("Each group answers these questions:")
    yield from demo_paragraphs()
    yield word.Paragraph(word.plain(before))
    yield word.Listing(tuple(word.Item(word.plain(asked(each))) for each in questions()), kind="numbers")
    if not handed:
        yield word.Paragraph(word.plain(_("No roadmap was handed in after this workshop so far.")))
    elif lacking := _not_printed(of):
        yield word.Paragraph(word.plain(lacking))
    groups = [each.group.pk for each in handed]
    answers: dict[int, dict[int, Answer]] = {}
    for answer in Answer.objects.filter(group__in=groups):
        answers.setdefault(answer.group_id, {})[answer.question] = answer
    worded = ever_worded(of.written)
    taken_up = dict(FollowUp.objects.filter(group__in=groups).order_by().values_list("group").annotate(n=Count("pk")))
    for each in handed:
        assert each.handed
        day = date_format(each.handed.day, "j F Y")
        heading = _("%(group)s, handed in on %(day)s") % {"group": each.group.name, "day": day}
        yield word.Heading(word.plain(heading), level=2, numbered=False)
        proposals = [proposal for proposal in of.written if proposal.group_id == each.group.pk]
        key, given = each.group.pk, answers.get(each.group.pk, {})
        told = number_of_organisations(
            each.group.organised,  # type: ignore[attr-defined]
            typed=any(number in given and given[number].text for number in numbers_of(Kind.ORGANISATIONS)),
            named=left_out.names_organisations,
        )
        facts = {**_facts(of, each.group, taken_up.get(key, 0)), Kind.ORGANISATIONS: told}
        yield from _one(_Known(key, given, proposals, worded.get(key, ()), facts, left_out))


def _not_printed(of: Happened) -> str:
    """How many of the recommendations that the report counts are not in the annex, and of which groups."""
    printed = {each.group.pk for each in of.roadmaps if each.handed}
    others = [each for each in of.written if each.group_id not in printed]
    if not others:
        return ""
    told = ngettext(
        "%(n)s draft recommendation that this report counts is not here: the roadmap of its group was not "
        "handed in (%(groups)s).",
        "%(n)s draft recommendations that this report counts are not here: the roadmaps of their groups were not "
        "handed in (%(groups)s).",
        len(others),
    )
    groups = dict.fromkeys(each.group.name for each in others)
    return told % {"n": len(others), "groups": ", ".join(groups)}


def _facts(of: Happened, group: Group, taken_up: int) -> Mapping[Kind, str]:
    """What answers a question without anybody typing it, but for who takes part."""
    group.coalition = of.coalition
    record = record_answer(group, today=of.today, each_proposal=False)
    return {
        Kind.FOCUS: group.focus,
        Kind.RAPPORTEUR: rapporteur_by_function(appointed=bool(group.led)),  # type: ignore[attr-defined]
        Kind.ASKED_BEFORE: said_before(record),
        Kind.RESPONSES: responses_so_far(record),
        Kind.FOLLOW_UP: followed_up(taken_up),
    }


def _one(known: _Known) -> Iterator[word.Block]:
    for question in questions():
        listed = question.kind == Kind.RECOMMENDATIONS and known.proposals
        text = _answered(question, known)
        if not text and not listed:
            text = _("Not answered.")
        heading = f"{question.number}. {asked(question)}"
        yield word.Paragraph((word.Run(heading, bold=True), *((word.Run(f"\n{text}"),) if text else ())))
        if listed:
            yield word.Listing(
                tuple(word.Item(tuple(_wordings(each, known))) for each in known.proposals), kind="letters"
            )


def _answered(question: RoadmapQuestion, known: _Known) -> str:
    fact = known.facts.get(question.kind, "")
    told = [known.typed(fact) if question.kind == Kind.FOCUS else fact] if fact else []
    answer = known.answers.get(question.number)
    if answer is None or question.kind in known.untold:
        return "\n".join(told)
    if answer.day:
        told.append(date_format(answer.day, "j F Y"))
    said = said_besides(answer.text, known.worded) if question.kind == Kind.RECOMMENDATIONS else answer.text
    if said and said != fact:
        told.append(known.typed(said))
    return "\n".join(told)


def _wordings(proposal: Proposal, known: _Known) -> Iterator[word.Run]:
    for place, each in enumerate(proposal.wordings.all()):
        yield word.Run(("\n" if place else "") + known.typed(each.text), language=each.language)
