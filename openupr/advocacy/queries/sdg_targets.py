"""Which SDG targets a theme or an ask may serve: what the record says of the nearest
recommendations.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.coalitions.models import Group
from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.counts import count
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.question import Question
from openupr.recommendations.similar import NothingToCompare, similar
from openupr.roadmaps.rules.sdg import suggested_targets
from openupr.web.languages import in_page_language

from ..models import Factsheet
from .asks import AskLine
from .frame_texts import WORDINGS
from .theme_facts import theme_question

MOST = 6
_NEAREST = 20


@dataclass(frozen=True)
class TargetChoice:
    """A target to confirm, with the reason why it is suggested ("" of one that a person confirmed
    before).
    """

    code: str
    wording: str
    confirmed: bool
    reason: str


def targets_of_theme(group: Group, sheet: Factsheet, asks: Collection[AskLine]) -> list[TargetChoice]:
    """The targets of recommendations on the theme, those with most first; where the record knows
    none, those that the words of its focus and its asks speak for. Raises RecordNotReady.
    """
    question = theme_question(group)
    words = " ".join([group.focus, *(each.text for each in asks if each.language != "km")])
    return _choices(sheet.sdg_targets, (_of_record(question) if question else {}) or _of_words(words))


def targets_of_ask(ask: AskLine) -> list[TargetChoice]:
    """The targets of the recommendations nearest to an ask; where the record knows none, those its
    words speak for.

    Raises RecordNotReady.
    """
    reasons: dict[str, str] = {}
    if ask.text and ask.language != "km":
        reasons = _of_nearest(ask) or _of_words(ask.text)
    return _choices(ask.proposal.sdg_targets, reasons)


def _of_words(text: str) -> dict[str, str]:
    told = _("its words: %(words)s")
    return {each.code: told % {"words": ", ".join(each.words)} for each in suggested_targets(text)}


def _of_record(question: Question) -> dict[str, str]:
    targets = Counter({str(code): n for (code,), n in count(question, by=("target",)).cells if code})
    known = code_coverage(question, ["sdg"])["sdg"].n
    told = _("%(n)s of the %(total)s recommendations on this theme that have an SDG")
    return {code: told % {"n": n, "total": known} for code, n in targets.most_common(MOST)}


def _of_nearest(ask: AskLine) -> dict[str, str]:
    try:
        found = similar(Question(words=ask.text), limit=_NEAREST)
    except NothingToCompare:
        return {}
    keys = [group.nearest.fields["id"] for group in found.groups]
    asks = Ask.objects.filter(key__in=keys)
    records = SourceRecord.objects.filter(preferred=True, ask__in=asks).values_list("sdgs", flat=True)
    targets = Counter(code for sdgs in records for code in set(sdgs) if "." in code)
    told = _("%(n)s of the %(total)s nearest recommendations")
    return {code: told % {"n": n, "total": len(keys)} for code, n in targets.most_common(MOST)}


def _choices(confirmed: Collection[str], reasons: dict[str, str]) -> list[TargetChoice]:
    codes = dict.fromkeys([*confirmed, *reasons])
    return [
        TargetChoice(code, in_page_language(WORDINGS.get(code, "")), code in confirmed, reasons.get(code, ""))
        for code in codes
    ]
