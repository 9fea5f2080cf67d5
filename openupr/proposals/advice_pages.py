"""Advice on a draft, in the words and shapes of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Group
from openupr.recommendations.coding import CodingSuggestion, NotLearnedYet
from openupr.recommendations.tasks import begin_computing_vectors, begin_learning_coding
from openupr.text.smart import Advice, Coding, DraftHint
from openupr.upr.issues import issue
from openupr.upr.languages import language
from openupr.upr.sdgs import TARGETS
from openupr.web.large_numbers import number_in

from .actions import WORD_PROPOSAL
from .advice import DraftAdvice, EarlierRecommendations, advise_draft
from .earlier_cards import shown_elsewhere, shown_looked
from .earlier_sentences import how_it_judges, sentences_on_earlier
from .models import Proposal, Wording
from .proposals import compared_wording, proposal_of
from .rules.proposals import LONGEST

# Of those that open alike: from this share on they speak for the category, below it other words do.
_MOST = 0.5
TARGET_WORDINGS = {target.code: target.wording for target in TARGETS}


@dataclass(frozen=True, slots=True)
class Marking:
    """Where marks of earlier recommendations are sent, and of which text of the draft (language,
    version) they are.
    """

    url: str
    follow_url: str
    language: str
    version: int


@dataclass(frozen=True, slots=True)
class SmartLine:
    """A letter of SMART: the words in which it is seen, or hints on what is missing and an example
    of the draft's own matter. `optional` are hints worth a thought.
    """

    letter: str
    name: str
    seen: str
    missing: list[dict[str, str]]
    optional: list[dict[str, str]]
    example: str

    @property
    def hints(self) -> list[dict[str, str]]:
        return [*self.missing, *self.optional]


@dataclass(frozen=True, slots=True)
class LikelyAction:
    """How much a draft asks for: the category, which of its words tell it, and how many others are
    counted for it.

    By its number alone: the names "specific" and "general" would contradict the S of SMART beside
    them.
    """

    category: int
    told_by: str
    counted: str


def marking_of(proposal: Proposal, wording: Wording) -> Marking:
    """For a person who may mark earlier recommendations: this text of the draft is compared."""
    group = (proposal.group.coalition.key, proposal.group_id)
    return Marking(
        url=reverse("proposals:proposal-mark", args=[*group, proposal.number]),
        follow_url=reverse("followup:follow-up-take-up", args=[*group]),
        language=wording.language,
        version=wording.version,
    )


def shown_advice(advice: DraftAdvice, marking: Marking | None = None) -> dict[str, Any]:
    """What the template needs, by name; empty parts are not drawn. `marking` is given where the
    reader may say which earlier recommendations are about the same.
    """
    if advice.coding is NotLearnedYet.NOT_LEARNED:
        # The work begins with the first draft: a laptop without drafts is spared it.
        begin_learning_coding()
    if advice.earlier and advice.earlier.here.found.waits:
        begin_computing_vectors(*advice.earlier.here.found.question.states)
    smart_lines, note = lines(advice.smart), advice.smart.say_note(_)
    return {
        "advice": advice,
        "written": bool(advice.text.strip()),
        "lines": smart_lines,
        "lacking": [] if note else [line.name for line in smart_lines if not line.seen],
        "translated": _(language(advice.translated).name) if advice.translated else "",
        "smart_note": note,
        "action": action(advice),
        "likely_issues": likely_issues(advice.coding),
        "coding_note": advice.coding.sentence if advice.coding is NotLearnedYet.NOT_LEARNED else "",
        "targets": [(target.code, _(TARGET_WORDINGS[target.code]), target.words) for target in advice.targets],
        "earlier": _earlier(advice.earlier) if advice.earlier else None,
        "uncompared": advice.uncompared,
        "marking": marking,
        "judges": how_it_judges(),
        "same_here": [draft for draft in advice.same_elsewhere if draft.in_own_group],
        "same_elsewhere": [draft for draft in advice.same_elsewhere if not draft.in_own_group],
    }


def lines(smart: Advice) -> list[SmartLine]:
    """A line for each letter of SMART, in the reader's language; examples are in the language of
    the draft.
    """
    return [
        SmartLine(
            line.letter, line.name(_), line.say_seen(_), _hints(line.missing), _hints(line.optional), line.example
        )
        for line in smart.lines
    ]


def _hints(hints: Sequence[DraftHint]) -> list[dict[str, str]]:
    return [
        {
            "message": hint.message(_),
            "reason": hint.reason(_),
            "example": hint.example(_),
            "source": hint.source,
        }
        for hint in hints
    ]


def action(advice: DraftAdvice) -> LikelyAction | None:
    """The likely action category: learned from the loaded record where that knows how the text
    opens, else by verbs, else by its other words. The demo record is too small to tell. A share is
    told of those alone that open in the same way. None of a text of which nothing is known.
    """
    learned, coded = advice.coding if isinstance(advice.coding, CodingSuggestion) else None, advice.smart.coding
    if learned is None or learned.action is None or advice.from_demo:
        return _by_verbs(coded)
    evidence, category = learned.action_evidence, learned.action
    if evidence.beginning:
        counted = _so_were(evidence.share, evidence.rows)
        return LikelyAction(category, _first_words() if evidence.share >= _MOST else _other_words(), counted)
    return LikelyAction(category, _other_words(), _too_few()) if coded is None else _by_verbs(coded)


def _by_verbs(coded: Coding | None) -> LikelyAction | None:
    if coded is None:
        return None
    counted = _too_few() if coded.share is None else _so_were(coded.share, coded.counted)
    source = _("Source: UPR Info, sessions 1 to 18.") if coded.share is not None else ""
    return LikelyAction(coded.category, _first_words(), f"{counted} {source}".strip())


def _so_were(share: float, rows: int) -> str:
    numbers = {"share": f"{share:.0%}", "n": f"{rows:,}"}
    return _("%(share)s of %(n)s past recommendations that begin like this ask for as much.") % numbers


def _too_few() -> str:
    return _("Too few past recommendations begin like this to count.")


def _first_words() -> str:
    return _("Its first words tell this. It is no grade.")


def _other_words() -> str:
    return _("Its other words tell this. It is no grade.")


def likely_issues(coding: CodingSuggestion | NotLearnedYet) -> list[tuple[str, str]]:
    """(key, label) of the issues that the record's coders would likely have given."""
    return [(key, _(issue(key).label)) for key in coding.issues] if isinstance(coding, CodingSuggestion) else []


def _earlier(earlier: EarlierRecommendations) -> dict[str, Any]:
    sentence = sentences_on_earlier(earlier.looked, earlier.here, earlier.coverage)
    return {
        "here": shown_looked(earlier.looked, near=earlier.here, sentence=sentence),
        "elsewhere": shown_elsewhere(earlier.elsewhere),
        "coverage": earlier.coverage,
        "basis": earlier.here.found.basis,
        "note": earlier.here.note,
    }


@page(GROUP + "recommendations/advice/", WORD_PROPOSAL, methods="POST")
def proposal_advice(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What can be said of a text that is being typed; nothing is kept. `number`: the recommendation
    it belongs to.
    """
    text = str(request.POST.get("text", ""))[:LONGEST]
    number = str(request.POST.get("number", ""))
    proposal = proposal_of(request.about, number_in(number))
    spoken = request.about.coalition.languages or ["en"]
    language = str(request.POST.get("language", ""))
    language = language if language in spoken else ""
    advice = advise_draft(text, group=request.about, proposal=proposal, language=language, today=request.today)
    saved = compared_wording(proposal) if proposal else None
    # What is being typed has no version yet that a mark could remember.
    same = saved is not None and (saved.text, saved.language) == (text.strip(), language)
    marking = marking_of(proposal, saved) if proposal and saved and same else None
    context = shown_advice(advice, marking=marking) | {"unsaved": not same, "may_reword": True}
    return render(request, "proposals/advice.html", context)
