"""The groups' roadmaps as an annex: the questions, and the answers of who handed theirs in.

It names nobody, and no organisation unless whoever makes the report chose so. Questions that nobody
types an answer to are answered from facts, in sentences that may be published.
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
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import ever_worded
from openupr.recommendations.demo import demo_paragraphs
from openupr.roadmaps.handouts import states_in_words
from openupr.roadmaps.models import Answer
from openupr.roadmaps.record_answer import RecordAnswer, record_answer
from openupr.roadmaps.roadmap import question_text
from openupr.roadmaps.rules.paper import said_besides
from openupr.roadmaps.rules.roadmap import Kind, RoadmapQuestion, numbers_of, questions
from openupr.upr import responses

from .facts import Happened
from .names import LeftOut


def number_of_organisations(count: int, *, typed: bool = False, named: bool = False) -> str:
    """How many take part.

    `typed`: whether the group wrote them down. `named`: whether they are named beside it.
    """
    sentence = ngettext("%(n)s organisation takes part.", "%(n)s organisations take part.", count) % {"n": count}
    if named or not (count or typed):
        return sentence if count else ""
    sentence = sentence if count else _("The group wrote down which organisations take part.")
    why = _("The report does not say which, for their safety; the group’s own copy does.")
    return f"{sentence} {why}"


def rapporteur_by_function(*, appointed: bool) -> str:
    """That there is a rapporteur, and why the name is missing."""
    if not appointed:
        return _("The group has no Group Rapporteur yet.")
    return _("The Group Rapporteur, whose name the report leaves out for their safety; it is in the group’s own copy.")


def said_before(record: RecordAnswer | None) -> str:
    """How many recommendations on the group's issues the record holds, from how many States, and
    what it lacks.
    """
    if record is None:
        return ""
    if not record.counts.total:
        not_found = _("The record: %(not_found)s.") % {"not_found": record.coverage.not_found()}
        return " ".join(filter(None, [not_found, record.coded]))
    # What the State pledged itself comes from no other State.
    states = sum(bool(state.iso3) for state in record.states)
    counted = ngettext("The record holds %(n)s recommendation on the group’s issues, ",
                       "The record holds %(n)s recommendations on the group’s issues, ",
                       record.counts.total) % {"n": f"{record.counts.total:,}"}  # fmt: skip
    from_them = ngettext("from %(n)s State", "from %(n)s States", states) % {"n": states}
    names = f": {states_in_words(record)}" if states else ""
    return " ".join(filter(None, [f"{counted}{from_them}{names}.", record.coverage.sentence(), record.coded]))


def responses_so_far(record: RecordAnswer | None) -> str:
    """What was answered to them, each answer with its number and share."""
    if record is None or not record.counts.total:
        return ""
    counts, total = record.counts.responses, record.counts.total
    shares = [
        _share(responses.label(response), counts[response], total)
        for response in responses.RESPONSES
        if counts[response]
    ]
    if counts[""]:
        shares.append(_share(_("no response recorded"), counts[""], total))
    return _("Of these %(total)s: %(told)s.") % {"total": f"{total:,}", "told": ", ".join(shares)}


def _share(what: object, count: int, total: int) -> str:
    return _("%(what)s %(n)s (%(share)s%%)") % {"what": what, "n": f"{count:,}", "share": round(100 * count / total)}


def followed_up(count: int) -> str:
    """How many earlier recommendations the group follows up."""
    if not count:
        return ""
    sentence = ngettext("The group follows up %(n)s earlier recommendation.",
                    "The group follows up %(n)s earlier recommendations.", count)  # fmt: skip
    return sentence % {"n": count}


@dataclass(frozen=True)
class _KnownOfGroup:
    """What is known of a group besides what it typed: answers by number, by question's kind what
    facts say.

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

        Who leads the group, and unless the report names them who takes part: the group's page and
        its partner's copy have it.
        """
        return {Kind.RAPPORTEUR} if self.left_out.names_organisations else {Kind.RAPPORTEUR, Kind.ORGANISATIONS}


def roadmap_blocks(of: Happened, left_out: LeftOut) -> Iterator[word.Block]:
    """The sheet, then each roadmap that was handed in; `left_out` are names that it does not
    print.
    """
    handed = [roadmap for roadmap in of.roadmaps if roadmap.handed]
    before = _("Each group answered these questions:") if handed else _("Each group answers these questions:")
    yield from demo_paragraphs()
    yield word.Paragraph(word.plain(before))
    yield word.Listing(
        tuple(word.Item(word.plain(question_text(question))) for question in questions()), kind="numbers"
    )
    if not handed:
        yield word.Paragraph(word.plain(_("No roadmap was handed in after this workshop so far.")))
    elif lacking := _not_printed(of):
        yield word.Paragraph(word.plain(lacking))
    groups = [roadmap.group.pk for roadmap in handed]
    answers: dict[int, dict[int, Answer]] = {}
    for answer in Answer.objects.filter(group__in=groups):
        answers.setdefault(answer.group_id, {})[answer.question] = answer
    worded = ever_worded(of.written)
    taken_up = dict(FollowUp.objects.filter(group__in=groups).order_by().values_list("group").annotate(n=Count("pk")))
    for roadmap in handed:
        assert roadmap.handed
        day = date_format(roadmap.handed.day, "j F Y")
        heading = _("%(group)s, handed in on %(day)s") % {"group": roadmap.group.name, "day": day}
        yield word.Heading(word.plain(heading), level=2, numbered=False)
        proposals = [proposal for proposal in of.written if proposal.group_id == roadmap.group.pk]
        key, answers_given = roadmap.group.pk, answers.get(roadmap.group.pk, {})
        organisations = number_of_organisations(
            roadmap.group.organised,  # type: ignore[attr-defined]
            typed=any(
                number in answers_given and answers_given[number].text for number in numbers_of(Kind.ORGANISATIONS)
            ),
            named=left_out.names_organisations,
        )
        facts = {**_facts(of, roadmap.group, taken_up.get(key, 0)), Kind.ORGANISATIONS: organisations}
        yield from _one(_KnownOfGroup(key, answers_given, proposals, worded.get(key, ()), facts, left_out))


def _not_printed(of: Happened) -> str:
    """How many of the recommendations that the report counts are not in the annex, and from which
    groups.
    """
    printed = {roadmap.group.pk for roadmap in of.roadmaps if roadmap.handed}
    others = [proposal for proposal in of.written if proposal.group_id not in printed]
    if not others:
        return ""
    sentence = ngettext(
        "%(n)s draft recommendation that this report counts is not here: the roadmap of its group was not "
        "handed in (%(groups)s).",
        "%(n)s draft recommendations that this report counts are not here: the roadmaps of their groups were not "
        "handed in (%(groups)s).",
        len(others),
    )
    groups = dict.fromkeys(other.group.name for other in others)
    return sentence % {"n": len(others), "groups": ", ".join(groups)}


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


def _one(known: _KnownOfGroup) -> Iterator[word.Block]:
    for question in questions():
        listed = question.kind == Kind.RECOMMENDATIONS and known.proposals
        text = _answered(question, known)
        if not text and not listed:
            text = _("Not answered.")
        heading = f"{question.number}. {question_text(question)}"
        yield word.Paragraph((word.Run(heading, bold=True), *((word.Run(f"\n{text}"),) if text else ())))
        if listed:
            yield word.Listing(
                tuple(word.Item(tuple(_wordings(proposal, known))) for proposal in known.proposals), kind="letters"
            )


def _answered(question: RoadmapQuestion, known: _KnownOfGroup) -> str:
    fact = known.facts.get(question.kind, "")
    lines = [known.typed(fact) if question.kind == Kind.FOCUS else fact] if fact else []
    answer = known.answers.get(question.number)
    if answer is None or question.kind in known.untold:
        return "\n".join(lines)
    if answer.day:
        lines.append(date_format(answer.day, "j F Y"))
    typed = said_besides(answer.text, known.worded) if question.kind == Kind.RECOMMENDATIONS else answer.text
    if typed and typed != fact:
        lines.append(known.typed(typed))
    return "\n".join(lines)


def _wordings(proposal: Proposal, known: _KnownOfGroup) -> Iterator[word.Run]:
    for place, wording in enumerate(proposal.wordings.all()):
        yield word.Run(("\n" if place else "") + known.typed(wording.text), language=wording.language)
