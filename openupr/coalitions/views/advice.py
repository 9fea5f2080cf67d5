"""Advice on a draft, in the words and shapes of a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openupr.recommendations.queries.coding import NotYet, Suggestion
from openupr.recommendations.tasks import begin_computing_vectors, begin_learning_coding
from openupr.text.smart import Advice
from openupr.upr.actions import ACTIONS
from openupr.upr.issues import issue
from openupr.upr.sdgs import TARGETS

from ..models import Proposal
from ..queries.draft_advice import DraftAdvice, Earlier
from .record_parts import compare_url, shown_with_less_alike

_WORDINGS = {target.code: target.wording for target in TARGETS}


@dataclass(frozen=True, slots=True)
class Repeated:
    """An earlier recommendation that the draft seems to repeat: its key, and how it is named in a list."""

    key: str
    label: str


def shown_advice(advice: DraftAdvice) -> dict[str, Any]:
    """What the template needs, by name; empty parts are not drawn."""
    if advice.coding is NotYet.NOT_LEARNED:
        # Whoever drafts wants it; until somebody does, a laptop is spared the work.
        begin_learning_coding()
    if advice.earlier and advice.earlier.here.found.waits:
        begin_computing_vectors()
    return {
        "advice": advice,
        "written": bool(advice.text.strip()),
        "hints": hints(advice.smart),
        "smart_note": advice.smart.say_note(_),
        "action": action(advice),
        "likely_issues": likely_issues(advice.coding),
        "coding_note": advice.coding.sentence if advice.coding is NotYet.NOT_LEARNED else "",
        "targets": [(each.code, _WORDINGS[each.code], each.words) for each in advice.targets],
        "earlier": _earlier(advice.earlier) if advice.earlier else None,
        "uncompared": advice.uncompared,
        "same_here": [each for each in advice.same_elsewhere if each.in_own_group],
        "same_elsewhere": [each for each in advice.same_elsewhere if not each.in_own_group],
    }


def hints(smart: Advice) -> list[dict[str, Any]]:
    """SMART hints with reason, example and source, in the reader's language."""
    return [
        {
            "message": hint.message(_),
            "reason": hint.reason(_),
            "example": hint.example(_),
            "source": hint.source,
            "optional": hint.sentence.optional,
        }
        for hint in smart.hints
    ]


def action(advice: DraftAdvice) -> str:
    """The likely action category in a sentence: learned from the loaded record where that was done, else by verbs."""
    learned = advice.coding if isinstance(advice.coding, Suggestion) else None
    coded = advice.smart.coding
    if not (learned or coded):
        return ""
    number = learned.action if learned else coded.category if coded else 0
    label = next(str(each) for each in ACTIONS if each.number == number)
    share, counted = (
        (learned.action_evidence.share, learned.action_evidence.rows)
        if learned
        else (coded.share if coded else None, coded.counted if coded else 0)
    )
    if not counted or share is None:
        return label
    if learned and not learned.action_evidence.beginning:
        return _("%(label)s, by its other words: no past recommendation opens like this.") % {"label": label}
    given = {"label": label, "share": f"{share:.0%}", "n": f"{counted:,}"}
    if learned and advice.from_demo:
        return (
            _("%(label)s: so were %(share)s of the demo record's %(n)s that open like this. It is no evidence.") % given
        )
    return _("%(label)s: so were %(share)s of %(n)s past recommendations that open like this.") % given


def likely_issues(coding: Suggestion | NotYet) -> list[tuple[str, str]]:
    """(key, label) of the issues that the record's coders would likely have given."""
    return [(key, issue(key).label) for key in coding.issues] if isinstance(coding, Suggestion) else []


def _earlier(earlier: Earlier) -> dict[str, Any]:
    found = earlier.here.found
    return {
        "here": shown_with_less_alike(earlier.here),
        "elsewhere": shown_with_less_alike(earlier.elsewhere),
        "all_here": compare_url(found.question),
        "repeated": bool(earlier.here.repeated),
        "coverage": earlier.coverage,
        "not_found": earlier.coverage.not_found(),
        "basis": found.basis,
        "note": found.note(),
    }


def repeated(earlier: Earlier | None, confirmed: Proposal) -> list[Repeated]:
    """The earlier recommendations that may be confirmed as repeated: those suggested, and the one confirmed before."""
    found = [
        Repeated(row["id"], _named(row))
        for row in ([each.nearest.fields for each in earlier.here.repeated] if earlier else [])
    ]
    known = {each.key for each in found}
    if confirmed.repeats and confirmed.repeats.key not in known:
        found.append(Repeated(confirmed.repeats.key, f"{confirmed.repeats.from_name}: {confirmed.repeats}"))
    return found


def _named(row: dict[str, Any]) -> str:
    text = row["text"].strip()
    cut = text if len(text) <= 120 else text[:120].rstrip() + " …"
    return f"{row['from']}, {_('session %(number)s') % {'number': row['session']}}: {cut}"
