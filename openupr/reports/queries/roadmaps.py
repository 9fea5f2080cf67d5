"""The groups' roadmaps as an annex: the ten questions, and the answers of who handed theirs in. It names nobody."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Answer, Group, Proposal
from openupr.coalitions.rules.roadmap import QUESTIONS, RoadmapQuestion
from openupr.documents import word

from .happened import Happened


def roadmap_blocks(of: Happened) -> Iterator[word.Block]:
    """The sheet, then each roadmap that was handed in."""
    yield word.Paragraph(word.plain(_("Each group answered these questions:")))
    yield word.Listing(tuple(word.Item(word.plain(_(each.en))) for each in QUESTIONS), kind="numbers")
    handed = [each for each in of.roadmaps if each.handed]
    answers: dict[int, dict[int, Answer]] = {}
    for answer in Answer.objects.filter(group__in=[each.group.pk for each in handed]):
        answers.setdefault(answer.group_id, {})[answer.question] = answer
    for each in handed:
        assert each.handed
        day = date_format(each.handed.day, "j F Y")
        heading = _("%(group)s, handed in on %(day)s") % {"group": each.group.name, "day": day}
        yield word.Heading(word.plain(heading), level=2, numbered=False)
        yield from _one(of, each.group, answers.get(each.group.pk, {}))


def _one(of: Happened, group: Group, answers: dict[int, Answer]) -> Iterator[word.Block]:
    proposals = [each for each in of.written if each.group_id == group.pk]
    for question in QUESTIONS:
        if question.key == "rapporteur":
            # A person's name: the group's own page and its partner's copy have it, a report does not.
            continue
        text = _answered(question, group, answers.get(question.number))
        listed = question.key == "recommendations" and proposals
        if not text and not listed:
            continue
        asked = f"{question.number}. {_(question.en)}"
        yield word.Paragraph((word.Run(asked, bold=True), *((word.Run(f"\n{text}"),) if text else ())))
        if listed:
            yield word.Listing(tuple(word.Item(tuple(_wordings(each))) for each in proposals), kind="letters")


def _answered(question: RoadmapQuestion, group: Group, answer: Answer | None) -> str:
    told = [group.focus] if question.key == "focus" and group.focus else []
    if answer and answer.day:
        told.append(date_format(answer.day, "j F Y"))
    if answer and answer.text and answer.text not in told:
        told.append(answer.text)
    return "\n".join(told)


def _wordings(proposal: Proposal) -> Iterator[word.Run]:
    for place, each in enumerate(proposal.wordings.all()):
        yield word.Run(("\n" if place else "") + each.text, language=each.language)
