"""What practice advises for a mid-term report, and what this one still lacks."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.web.parts import Badge

from .assessments import voices_in_words
from .follow_up_list import FollowUpLine, Viewer, five_numbers, lines_of
from .mid_term import themes_of
from .rules import WEIGHTS

_ADVICE = Path(__file__).parent / "data" / "mid_term_advice.csv"


@dataclass(frozen=True, slots=True)
class MidTermAdvice:
    """One piece of advice.

    `mark`: S its source was read, M only in part or through others, else ours.
    """

    key: str
    title: str
    says: str
    mark: str
    source: str
    address: str
    read_on: date | None


@cache
def mid_term_advice() -> tuple[MidTermAdvice, ...]:
    """All advice, in the order in which it is shown."""
    with _ADVICE.open(encoding="utf-8", newline="") as file:
        return tuple(
            MidTermAdvice(**row | {"read_on": date.fromisoformat(row["read_on"]) if row["read_on"] else None})  # type: ignore[arg-type]
            for row in csv.DictReader(file, strict=True)
        )


class AdviceVerdict(NamedTuple):
    """Whether the report follows a piece of advice (None: nothing to compare), and a sentence on
    it.
    """

    followed: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckedAdvice:
    advice: MidTermAdvice
    verdict: AdviceVerdict

    @property
    def badge(self) -> Badge:
        """Whether it is followed, in a word."""
        if self.verdict.followed is None:
            # With words: the list has nothing that the advice is about.
            return Badge(_("Not needed"), "plain") if self.verdict.sentence else Badge(_("For you"), "wait")
        return Badge(_("Followed"), "yes") if self.verdict.followed else Badge(_("Not yet"), "part")

    @property
    def origin(self) -> str:
        """Where the advice is from, in words."""
        return {"S": _("Source read"), "M": _("Source read in part")}.get(self.advice.mark, _("Our own advice"))


def check_mid_term(coalition: Coalition) -> list[CheckedAdvice]:
    """Each piece of advice, and whether the report follows it. Advice never blocks a report."""
    lines = lines_of(coalition, Viewer())
    for_you = AdviceVerdict(None, "")
    return [
        CheckedAdvice(advice, _CHECKS[advice.key](lines) if advice.key in _CHECKS else for_you)
        for advice in mid_term_advice()
    ]


def _assessed(lines: Sequence[FollowUpLine]) -> list[FollowUpLine]:
    return [line for line in lines if line.spread.is_assessed]


def _share(some: Sequence[FollowUpLine], sentence: str) -> AdviceVerdict:
    """Followed where all of these are assessed."""
    assessed = len(_assessed(some))
    return AdviceVerdict(
        bool(some) and assessed == len(some), sentence % {"n": assessed, "all": len(some)} if some else _("None.")
    )


def _method(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    return AdviceVerdict(True, _("The report has a section on it."))


def _all(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    recommendations = [line for line in lines if not line.listed.is_pledge]
    return _share(recommendations, _("%(n)s of %(all)s are assessed."))


def _noted(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    noted = [line for line in lines if line.response == "noted"]
    share = _share(noted, _("%(n)s of %(all)s noted ones are assessed."))
    return share if noted else AdviceVerdict(None, _("The list has no noted ones."))


def _pledges(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    pledges = [line for line in lines if line.listed.is_pledge]
    share = _share(pledges, _("%(n)s of %(all)s pledges are assessed."))
    return share if pledges else AdviceVerdict(None, _("There are no pledges in the list."))


def _gaps(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    numbers = five_numbers(lines)
    left = numbers.listed - numbers.assessed
    sentence = ngettext(
        "The report says that %(n)s recommendation is not assessed.",
        "The report says that %(n)s recommendations are not assessed.",
        left,
    )
    return AdviceVerdict(True, sentence % {"n": left})


def _themes(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    without = sum(not themes_of(line) for line in _assessed(lines) if not line.listed.is_pledge)
    sentence = ngettext("%(n)s assessed one has no theme.", "%(n)s assessed ones have no theme.", without)
    return AdviceVerdict(without == 0, sentence % {"n": without} if without else _("Each theme has a section."))


def _evidence(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    assessed = _assessed(lines)
    without = sum(not line.evidence_outside for line in assessed)
    sentence = ngettext(
        "%(n)s assessed one has no source.",
        "%(n)s assessed ones have no source.",
        without,
    )
    return AdviceVerdict(bool(assessed) and not without, sentence % {"n": without})


def _voices(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    voices = [voice for line in lines for voice in line.voices if voice.level in WEIGHTS]
    several = len({(voice.organisation_id, voice.group_id) for voice in voices}) > 1
    return AdviceVerdict(several, _("Assessed by %(who)s.") % {"who": voices_in_words(voices)})


def _dissent(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    n = sum(line.spread.is_dissent for line in lines)
    if not n:
        return AdviceVerdict(None, _("No recommendation has different views."))
    return AdviceVerdict(True, _("Different views are shown beside each other: %(n)s.") % {"n": n})


def _claim(lines: Sequence[FollowUpLine]) -> AdviceVerdict:
    n = sum(line.claim is not None for line in lines)
    sentence = ngettext("The State's word is shown beside %(n)s.", "The State's word is shown beside %(n)s.", n)
    return AdviceVerdict(n > 0, sentence % {"n": n})


_CHECKS: Mapping[str, Callable[[Sequence[FollowUpLine]], AdviceVerdict]] = {
    "method": _method,
    "assessed": _all,
    "noted": _noted,
    "pledges": _pledges,
    "gaps": _gaps,
    "themes": _themes,
    "evidence": _evidence,
    "voices": _voices,
    "dissent": _dissent,
    "claim": _claim,
}
