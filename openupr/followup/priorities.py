"""The recommendations to assess first, and those that are judged together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.text.nearness import Nearness, Rarity, asks_the_same, drafts_alike, nearness
from openupr.text.nearness.reading import ReadText, read_text
from openupr.text.smart import asks_for_step, only_continues
from openupr.upr.issues import issue
from openupr.upr.un_numbers import read_un_number
from openupr.web.hooks import Hook

from .actions import ARRANGE_LIST
from .answers import rarity_among
from .follow_up_list import ShortFollowUpLine
from .models import ListedRecommendation
from .rules import (
    CONTINUING_ACTION,
    NEAR_IDENTICAL,
    REASONS,
    AlreadyJudgedTogether,
    own_words,
    reasons_to_choose,
    words_of,
)


def proposed_clusters(lines: Sequence[ShortFollowUpLine]) -> list[list[ShortFollowUpLine]]:
    """Lines of one session that name the same things in nearly the same words, not judged together
    yet.

    Each is near the first of its cluster, so a chain of small differences makes no large cluster.
    """
    leading = {line.listed.judged_with_id for line in lines}
    free = [line for line in lines if not line.listed.judged_with_id and line.listed.pk not in leading]
    texts = {line.listed.pk: read_text(own_words(line.listed.text)) for line in free}
    near: dict[int, list[ShortFollowUpLine]] = {}
    taken: set[int] = set()
    for one, other in combinations(free, 2):
        if one.listed.pk in taken or other.listed.pk in taken or one.listed.session != other.listed.session:
            continue
        if near_identical(texts[one.listed.pk], texts[other.listed.pk]):
            near.setdefault(one.listed.pk, [one]).append(other)
            taken.add(other.listed.pk)
    return list(near.values())


def near_identical(one: ReadText, other: ReadText) -> bool:
    """Whether two texts name the same treaties and bodies and share most of their telling words."""
    every = one.words.keys() | other.words.keys()
    common = one.words.keys() & other.words.keys()
    return one.things == other.things and len(common) >= NEAR_IDENTICAL * max(len(every), 1) and bool(common)


class Wish(NamedTuple):
    """A recommendation that a group of the coalition proposes."""

    text: str
    issues: Sequence[str]


# Given a coalition: what its groups propose, asked when priorities are proposed.
WISHES = Hook[Callable[[Coalition], Iterable[Wish]]]("WISHES")
# So many of a theme are proposed before the next theme has its turn.
_OF_A_THEME = 3
# From these values on, two texts that name no treaty or body say nearly the same: likeness of
# requests, and common words in all and of the shorter. Chosen by reading groups among Slovenia's
# 262 of 2025.
_ALIKE, _FEWEST_IN_COMMON, _OF_ALL, _OF_THE_SHORTER = 0.9, 2, 0.25, 0.5
MOST_FOUND = 100


@dataclass(frozen=True)
class Proposed:
    """A recommendation that is or could be a priority, and why. `also`: near-identical ones.

    `shares`: how much it has of the words of a group's recommendation, 0 to 1.
    """

    line: ShortFollowUpLine
    reasons: tuple[str, ...]
    also: Sequence["Proposed"] = ()
    shares: float = 0.0

    @property
    def theme(self) -> str:
        """The label under which it is shown; "" where no theme is known."""
        return next(iter(self.line.sorted_under), "")

    @property
    def weight(self) -> float:
        """The sum of its reasons; among equals, how much it has of what a group proposes."""
        return sum(REASONS[reason] for reason in self.reasons) + self.shares

    @property
    def is_of_groups(self) -> bool:
        """Whether a group proposes something like it, or works on its issues."""
        return not {"near", "asked", "wanted"}.isdisjoint(self.reasons)

    @property
    def in_words(self) -> list[str]:
        words = {
            "near": _("a group proposes nearly the same"),
            "asked": _("a group proposes a recommendation on its issues"),
            "wanted": _("a group works on its issues"),
            "measurable": _("supported, and specific enough to check"),
            "alone": _("supported, and no group works on it"),
        }
        # Nearly the same says more than the same issue.
        return [words[reason] for reason in self.reasons if reason != "asked" or "near" not in self.reasons]


def proposed_priorities(coalition: Coalition, lines: Sequence[ShortFollowUpLine], *, most: int) -> list[Proposed]:
    """The existing priorities, then proposals, at most `most` in all.

    The newest review comes first. Within it: the weightiest reasons, three of a theme at a time,
    States by turns. Each theme of a group has at least one, if there is room. Of near-identical
    ones, one is proposed; none that only asks to continue as before.
    """
    every = _with_reasons(coalition, lines)
    chosen = [proposal for proposal in every if proposal.line.listed.priority]
    offered = [proposal for proposal in every if proposal.reasons and _may_be_offered(proposal.line)]
    once = _once(chosen, sorted(offered, key=lambda proposal: -proposal.weight))
    places = max(most - len(chosen), 0)
    return once[: len(chosen)] + _with_each_theme(_spread(once[len(chosen) :]), places)


def by_theme(several: Iterable[Proposed]) -> list[tuple[str, list[Proposed]]]:
    """By theme, with its label; themes in the order of their first one, those without a theme
    last.
    """
    themes: dict[str, list[Proposed]] = {}
    for proposal in several:
        themes.setdefault(proposal.theme, []).append(proposal)
    return sorted(themes.items(), key=lambda theme: not theme[0])


def _may_be_offered(line: ShortFollowUpLine) -> bool:
    listed = line.listed
    if listed.priority or listed.is_pledge:
        return False
    action = line.record.action if line.record else listed.action
    return action != CONTINUING_ACTION and not only_continues(own_words(listed.text))


def _once(chosen: Sequence[Proposed], offered: Iterable[Proposed]) -> list[Proposed]:
    """The chosen ones, and the first of near-identical offered ones; each with the others."""
    first = list(chosen)
    also: dict[int, list[Proposed]] = {}
    for proposal in offered:
        same = next((one for one in first if _nearly_the_same(one.line, proposal.line)), None)
        if same:
            also.setdefault(same.line.listed.pk, []).append(proposal)
        else:
            first.append(proposal)
    return [replace(proposal, also=also.get(proposal.line.listed.pk, ())) for proposal in first]


def _nearly_the_same(one: ShortFollowUpLine, other: ShortFollowUpLine) -> bool:
    """Those that a person judges together, and near-identical ones of one review."""
    if (one.listed.judged_with_id or one.listed.pk) == (other.listed.judged_with_id or other.listed.pk):
        return True
    if one.listed.session != other.listed.session:
        return False
    texts = own_words(one.listed.text), own_words(other.listed.text)
    first, second = map(read_text, texts)
    # Most have nothing in common, and looking at their words alone is fast.
    if first.named != second.named or not first.words.keys() & second.words.keys():
        return False
    return near_identical(first, second) or asks_the_same(*texts) or _ask_alike(*texts)


def _ask_alike(one: str, other: str) -> bool:
    """Whether two texts share most of their words and both ask for a step, or both for efforts.

    "Reduce crowding in prisons" is near "Do more to reduce prison crowding". One treaty does not
    stand for another.
    """
    first, second = read_text(one), read_text(other)
    common, every = first.words.keys() & second.words.keys(), first.words.keys() | second.words.keys()
    fewest = min(len(first.words), len(second.words))
    if first.things or len(common) < max(_FEWEST_IN_COMMON, _OF_ALL * len(every), _OF_THE_SHORTER * fewest):
        return False
    return drafts_alike(one, other) >= _ALIKE and asks_for_step(one) == asks_for_step(other)


def _with_each_theme(proposals: Sequence[Proposed], places: int) -> list[Proposed]:
    """The first ones, as many as there are places; at least one of each theme of a group."""
    first: dict[str, Proposed] = {}
    for proposal in proposals:
        if proposal.is_of_groups:
            first.setdefault(proposal.theme, proposal)
    ahead = {proposal.line.listed.pk for proposal in first.values()}
    by_need = sorted(proposals, key=lambda proposal: proposal.line.listed.pk not in ahead)
    kept = {proposal.line.listed.pk for proposal in by_need[:places]}
    return [proposal for proposal in proposals if proposal.line.listed.pk in kept]


def found_by_words(coalition: Coalition, lines: Sequence[ShortFollowUpLine], words: str) -> list[Proposed]:
    """Recommendations and pledges with all of these words in text, State, session or issues.

    Those with the UN's number, if the words are only a number.
    """
    every, named, wanted = _with_reasons(coalition, lines), read_un_number(words), words_of(words).split()
    if named and (numbered := [proposal for proposal in every if named.is_said_of(proposal.line.un_number)]):
        return numbered
    return [proposal for proposal in every if all(word in _read(proposal.line) for word in wanted)]


def _read(line: ShortFollowUpLine) -> str:
    return words_of(
        " ".join([line.listed.text, line.listed.from_name, line.origin, *(issue(key).label for key in line.issues)])
    )


def _with_reasons(coalition: Coalition, lines: Sequence[ShortFollowUpLine]) -> list[Proposed]:
    wanted = {key for group in coalition.groups.filter(closed=False) for key in group.issues}
    wishes = [wish for wishes_of in WISHES for wish in wishes_of(coalition)]
    wished = {key for wish in wishes for key in wish.issues}
    near, shares = _near(wishes, lines)
    return [
        Proposed(
            line,
            reasons_to_choose(
                near=line.listed.pk in near,
                wished=bool(wished & set(line.issues)),
                wanted=bool(wanted & set(line.issues)),
                followed=bool(line.follow_ups),
                response=line.response,
                action=line.record.action if line.record else line.listed.action,
            ),
            shares=shares[line.listed.pk],
        )
        for line in lines
    ]


def _near(wishes: Sequence[Wish], lines: Sequence[ShortFollowUpLine]) -> tuple[set[int], dict[int, float]]:
    """Numbers of recommendations that ask about the same as a wish, by words alone.

    And how many of a wish's words each has, 0 to 1.
    """
    drafts = [read_text(wish.text) for wish in wishes]
    read = {line.listed.pk: read_text(own_words(line.listed.text)) for line in lines}
    rarity = rarity_among([*drafts, *read.values()])
    near = {pk for pk, text in read.items() if any(nearness(draft, rarity, text) >= Nearness.CLOSE for draft in drafts)}
    shares = {pk: max((_shared(draft, rarity, text) for draft in drafts), default=0.0) for pk, text in read.items()}
    return near, shares


def _shared(draft: ReadText, rarity: Rarity, other: ReadText) -> float:
    """How much of the words of a draft a text has, by how rare they are: 0 to less than 1."""
    whole = sum(rarity[stem] for stem in draft.words)
    return sum(rarity[stem] for stem in draft.words.keys() & other.words.keys()) / (whole + 1.0)


def _spread(proposals: Sequence[Proposed]) -> list[Proposed]:
    themes: Counter[tuple[int, str]] = Counter()
    states: Counter[tuple[int, str]] = Counter()
    places: dict[int, tuple[int, int, float, int]] = {}
    # `sorted` keeps the order of the list among equals.
    for proposal in sorted(proposals, key=lambda candidate: -candidate.weight):
        listed = proposal.line.listed
        session = listed.session or 0
        theme, state = (session, proposal.theme), (session, listed.from_iso3)
        places[listed.pk] = (-session, themes[theme] // _OF_A_THEME, -proposal.weight, states[state])
        themes[theme] += 1
        states[state] += 1
    return sorted(proposals, key=lambda proposal: places[proposal.line.listed.pk])


@act(ARRANGE_LIST, gettext_lazy("Have recommendations judged together"), about="coalition")
def judge_together(*, by: Person, coalition: Coalition, numbers: Sequence[int]) -> list[ListedRecommendation]:
    """Have these judged as the first of them is; what is said of one of them apart stays.

    Raises AlreadyJudgedTogether.
    """
    Coalition.objects.select_for_update().get(pk=coalition.pk)
    rows = coalition.follow_up_list.filter(pk__in=numbers).in_bulk()
    chosen = [rows[number] for number in dict.fromkeys(numbers) if number in rows]
    if any(listed.judged_with_id for listed in chosen) or any(listed.judged_along.exists() for listed in chosen[1:]):
        raise AlreadyJudgedTogether
    for listed in chosen[1:]:
        listed.judged_with = chosen[0]
        listed.save(update_fields=["judged_with"])
    return chosen


@act(ARRANGE_LIST, gettext_lazy("Have a recommendation judged alone"), about="listed")
def judge_alone(*, by: Person, listed: ListedRecommendation) -> ListedRecommendation:
    """Have one judged for itself again, or all that are judged with it."""
    listed.judged_along.update(judged_with=None)
    listed.judged_with = None
    listed.save(update_fields=["judged_with"])
    return listed
