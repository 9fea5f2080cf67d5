"""Advice on a recommendation while it is being written: hints, who asked before, who else drafts
it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.timeline import entry_of_review
from openupr.recommendations.coding import CodingSuggestion, NotLearnedYet, likely_coding
from openupr.recommendations.coverage import Coverage, coverage
from openupr.recommendations.demo import is_demo
from openupr.recommendations.question import Question
from openupr.recommendations.similar import NothingToCompare
from openupr.recommendations.the_index import RecordNotReady, the_index
from openupr.text.nearness import drafts_alike
from openupr.text.smart import Advice, advise

from .earlier_list import EarlierList, Marks, earlier_list, marks_of
from .models import Proposal, Wording
from .nearest import NearestWordings, nearest
from .rules.sdg import TargetSuggestion, suggested_targets

MOST_ELSEWHERE = 10


@dataclass(frozen=True, slots=True)
class SameElsewhere:
    """Another draft of the coalition that asks for nearly the same: of the group itself, or of
    another one.
    """

    proposal: Proposal
    text: str
    likeness: float
    in_own_group: bool

    @property
    def url(self) -> str:
        group = self.proposal.group
        return reverse("proposals:proposal", args=[group.coalition.key, group.pk, self.proposal.number])


@dataclass(frozen=True, slots=True)
class EarlierRecommendations:
    """The nearest recommendations of the record. `here`: to this State, all judged. `elsewhere`: to
    other States, only the nearest judged. `looked`: those to this State as a list, with people's
    marks.
    """

    here: NearestWordings
    looked: EarlierList
    elsewhere: NearestWordings
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class DraftAdvice:
    """All that is said of one draft; nothing of it blocks anything. `from_demo`: what speaks is the
    demo record; `translated`: the language of the text (a code), where it is a translation.
    `earlier` is None where no record is loaded, or where the draft cannot be compared, as
    `uncompared` says in words.
    """

    text: str
    smart: Advice
    targets: list[TargetSuggestion] = field(default_factory=list)
    coding: CodingSuggestion | NotLearnedYet = NotLearnedYet.NO_RECORD
    from_demo: bool = False
    translated: str = ""
    earlier: EarlierRecommendations | None = None
    uncompared: str = ""
    same_elsewhere: list[SameElsewhere] = field(default_factory=list)


def advise_draft(
    text: str, *, group: Group, proposal: Proposal | None = None, language: str = "", today: date
) -> DraftAdvice:
    """Everything about a draft of a group; `proposal` is the one it belongs to, when it was saved
    before, and `language` (a code) that of the text: where it is a translation, that is said with
    it.
    """
    others = [wording for wording in proposal.wordings.all() if wording.language != language] if proposal else []
    marks = marks_of([proposal])[proposal.pk] if proposal else Marks()
    earlier = _earlier(text, marks, iso3=group.coalition.review.iso3, today=today)
    return DraftAdvice(
        text=text,
        translated=language if any(other.is_original for other in others) else "",
        smart=advise(text, this_year=today.year, review=years_of_review(group.coalition)),
        targets=suggested_targets(text),
        coding=likely_coding(text),
        from_demo=is_demo(),
        earlier=earlier if isinstance(earlier, EarlierRecommendations) else None,
        uncompared=earlier if isinstance(earlier, str) else "",
        same_elsewhere=_same_elsewhere([text, *(other.text for other in others)], group=group, proposal=proposal),
    )


def years_of_review(coalition: Coalition) -> tuple[int, int] | None:
    """The first and the last year in which the review may be; None where its date is not known. One
    query.
    """
    entry = entry_of_review(coalition)
    return (entry.window.first.year, entry.window.last.year) if entry and entry.window else None


def _earlier(text: str, marks: Marks, *, iso3: str, today: date) -> EarlierRecommendations | str:
    """What the record has, or why the draft cannot be compared with it; "" where no record is
    loaded.
    """
    to_state = Question(words=text, filters={"state": (iso3,)})
    to_others = Question(words=text, excluded={"state": (iso3,)})
    try:
        here, elsewhere = nearest(to_state), nearest(to_others, every=False)
    except RecordNotReady:
        return ""
    except NothingToCompare as refusal:
        return str(refusal) if the_index().rows else ""
    looked = earlier_list(here, marks)
    return EarlierRecommendations(here=here, looked=looked, elsewhere=elsewhere, coverage=coverage(iso3, today=today))


def _same_elsewhere(texts: list[str], *, group: Group, proposal: Proposal | None) -> list[SameElsewhere]:
    given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    wordings = (
        Wording.objects.filter(proposal__group__coalition=group.coalition)
        .exclude(proposal__state__in=given_up)
        .exclude(proposal=proposal)
        .select_related("proposal__group")
    )
    similar: dict[int, SameElsewhere] = {}
    for wording in wordings:
        near = max(drafts_alike(text, wording.text) for text in texts)
        if near > (similar[wording.proposal_id].likeness if wording.proposal_id in similar else 0):
            similar[wording.proposal_id] = SameElsewhere(
                wording.proposal, wording.text, near, wording.proposal.group == group
            )
    return sorted(similar.values(), key=lambda draft: -draft.likeness)[:MOST_ELSEWHERE]
