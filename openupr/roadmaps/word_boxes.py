"""The boxes of a roadmap's Word file: what they hold now, and how they look in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from django.utils.translation import gettext as _

from openupr.coalitions.models import Group
from openupr.documents import word
from openupr.documents.word.letters import clean
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import active_proposals, ever_worded
from openupr.proposals.rules.proposals import ASKED_FOR

from .roadmap import question_text
from .rules.paper import said_besides
from .rules.roadmap import Kind, RoadmapQuestion, questions
from .rules.word_marks import mark_name, roadmap_code

_FEWEST_NEW = 2
_WIDTHS = (3, 10)


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """A box of the file. `title` says what it is on a page, `label` beside the box. `wording`: of a
    recommendation.
    """

    key: str
    title: str
    label: str
    text: str
    question: int
    version: int
    wording: Wording | None = None

    @property
    def is_day(self) -> bool:
        return self.key.startswith("d")


def kept_places(group: Group) -> dict[str, KeptPlace]:
    """By its key each place as it stands now, in the order of the sheet."""
    active = active_proposals(group)
    answers = {saved.question: saved for saved in group.answers.all()}
    places: list[KeptPlace] = []
    for question in questions():
        number, answer = question.number, answers.get(question.number)
        text, day = (answer.text, answer.day) if answer else ("", None)
        version, title = answer.version if answer else 0, f"{number}. {question_text(question)}"
        if question.kind == Kind.RECOMMENDATIONS:
            # What a table answers becomes recommendations, which stand above; later wordings of
            # them, too.
            text = said_besides(text, ever_worded(active).get(group.pk, ()))
            places += _wordings(active, number)
        if question.names_day:
            label = _("The day (year-month-day)")
            iso = day.isoformat() if day else ""
            places.append(KeptPlace(f"d{number}", f"{title} {_('The day')}", label, iso, number, version))
        places.append(KeptPlace(f"a{number}", title, _("The group's answer"), clean(text), number, version))
    return {place.key: place for place in places}


def _wordings(active: list[Proposal], question: int) -> Iterator[KeptPlace]:
    for proposal in active:
        for wording in proposal.wordings.all():
            values = {"number": proposal.number, "state": proposal.get_state_display(), "language": wording.told}
            title = _("Recommendation %(number)s") % values
            label = _("Recommendation %(number)s (%(state)s)") % values
            if not wording.is_original:
                title, label = f"{title}. {wording.told}", _("Recommendation %(number)s: %(language)s") % values
            yield KeptPlace(f"w{wording.pk}", title, label, clean(wording.text), question, wording.version, wording)


def boxes_of(question: RoadmapQuestion, group: Group, places: dict[str, KeptPlace]) -> word.DocumentTable:
    """The boxes below a question, each with its mark."""
    code = roadmap_code(group.coalition.key, group.pk)
    asks_for_recommendations = question.kind == Kind.RECOMMENDATIONS
    own = [place for place in places.values() if place.question == question.number]
    if asks_for_recommendations:
        own = [place for place in own if place.wording or place.text]
        label, n = _("New recommendation"), max(_FEWEST_NEW, ASKED_FOR - sum(bool(place.wording) for place in own))
        own += [KeptPlace(f"n{number}", "", label, "", question.number, 0) for number in range(1, n + 1)]
    return word.DocumentTable(
        tuple(((word.Run(place.label, bold=True),), (_written(place),)) for place in own),
        widths=_WIDTHS,
        anchors=tuple(mark_name(code, place.key, place.text, place.label) for place in own),
    )


def _written(place: KeptPlace) -> word.Run:
    # An empty box has room for a second line.
    return word.Run(place.text or "\n", language=place.wording.language if place.wording else "")


def with_marks(document: word.Document, group: Group) -> word.Document:
    """The document, of which each text outside the boxes is marked too: what somebody writes there
    is noticed.
    """
    code, numbers = roadmap_code(group.coalition.key, group.pk), count(1)

    def mark(*runs: word.Inlines) -> str:
        text = " ".join("".join(run.text for run in cell if isinstance(run, word.Run)) for cell in runs)
        return mark_name(code, f"t{next(numbers)}", clean(text))

    def marked(block: word.Block) -> word.Block:
        match block:
            case word.Heading() | word.Paragraph():
                return replace(block, anchor=mark(block.runs))
            case word.Listing():
                return replace(block, items=tuple(replace(item, anchor=mark(item.runs)) for item in block.items))
            case word.DocumentTable(anchors=()) if block.rows:
                cells = [cell for row in (block.header, *block.rows) for cell in row]
                return replace(block, anchors=(mark(*cells), *("",) * (len(block.rows) - 1)))
        return block

    def marked_part(part: word.Block | word.Annex) -> word.Block | word.Annex:
        if not isinstance(part, word.Annex):
            return marked(part)
        title = mark((word.Run(f"{document.labels.annex}. "), *part.title))
        return replace(part, anchor=title, blocks=tuple(map(marked, part.blocks)))

    return replace(document, blocks=tuple(map(marked_part, document.blocks)))
