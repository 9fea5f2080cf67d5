"""The record's recommendations as a coalition's pages show them."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.recommendations.question import Question
from openupr.recommendations.recommendation import TONES, response_badge
from openupr.recommendations.sentences import other_language
from openupr.recommendations.similar import Alike
from openupr.upr import responses
from openupr.upr.cycles import session_with_year
from openupr.web.charts import Part
from openupr.web.parts import Card

from ..models import LookedAt
from ..queries.earlier_list import EarlierList, Listed
from ..queries.earlier_sentences import name_of_row
from ..queries.nearest import SHOWN, Nearest, less_alike, who_judged

SHOWN_FIRST = 3
FEWEST_FOR_SHARES = 10
"""Of fewer answers no share is told: "100%" of one recommendation says too much."""


def rows_url(question: Question) -> str:
    """The address of the rows behind a number."""
    address = question.address()
    return reverse("recommendations:search") + (f"?{address}" if address else "")


def compare_url(question: Question) -> str:
    """The address where the question's words are compared as a draft: a search would want each of them in one row."""
    return f"{reverse('recommendations:similar')}?{question.address()}"


def alike_card(alike: Alike) -> Card:
    """An earlier recommendation with its answer; how many States said nearly the same."""
    row, named = alike.nearest.fields, alike.nearest.un_number
    more = alike.other_states
    others = ngettext("and %(n)s more State nearly so", "and %(n)s more States nearly so", more) % {"n": more}
    return Card(
        url=reverse("recommendations:recommendation", args=[row["id"]]),
        title=_(row["state"]),
        origin=_(row["from"]) if row["from"] else _("its own pledge"),
        joined_by=_("from"),
        text=row["text"].strip(),
        language=other_language(row["text"]),
        badges=[badge] if (badge := response_badge(row["response"])) else [],
        meta=others if more else "",
        aside=_("session %(number)s") % {"number": session_with_year(row["session"])} if row["session"] else "",
        reference=str(named),
        reference_url=named.url,
    )


def response_parts(counts: Counter[str]) -> list[Part]:
    """Responses as the parts of a bar: those of the vocabulary, and what has none."""
    known = [Part(_(responses.label(each)), counts[each], TONES[each]) for each in responses.RESPONSES if counts[each]]
    return known + ([Part(_("no response recorded"), counts[""], "plain")] if counts[""] else [])


def shown_elsewhere(found: Nearest) -> dict[str, Any]:
    """The nearest that was recommended to other States, each with its own answer. No answers are added up: what the
    program takes for close to a draft is often about something else. `among` and `of`: of how many the nearest were
    judged, where not all were. `needs_meaning`: what is less alike can be told only by meaning, which is not computed.
    """
    return {
        "close": [alike_card(each) for each in found.close[:SHOWN]],
        "wordings": len(found.close),
        "judged": who_judged() if found.close else "",
        "compared": found.compared,
        "untelling": _is_untelling(found),
        "among": 0 if found.whole else found.judged,
        "of": found.found.pool,
        "rest": [alike_card(each) for each in less_alike(found)],
        "needs_meaning": found.compared and not found.close and not found.by_meaning,
    }


def _is_untelling(found: Nearest) -> bool:
    return not (found.compared or found.found.unsupported or found.found.foreign)


@dataclass(frozen=True, slots=True)
class ShownEarlier:
    """An earlier recommendation of the list that people look through, as a card; what it is called among the others of
    its page (`anchor`), and what was said of it.
    """

    listed: Listed
    card: Card
    anchor: str
    told: str

    @property
    def said(self) -> str:
        return self.listed.said


def shown_looked(looked: EarlierList, *, near: Nearest | None, told: str) -> dict[str, Any]:
    """The list to be looked through, with what is said first of it (`told`). A bar is drawn of what people call about
    the same alone, and of as many answers as shares are told of.
    """
    compared, is_looked_through = near is not None and near.compared, looked.looked or looked.on_earlier_wording
    items = [_shown_earlier(each) for each in looked.listed]
    # As many as the sentence counts come first; the others are on demand.
    similar = [each for each in items if each.listed in looked.near]
    return {
        "told": told,
        "items": items,
        "near": similar,
        "first": similar[:SHOWN_FIRST],
        "more": similar[SHOWN_FIRST:],
        "less": [each for each in items if each not in similar],
        "looked": is_looked_through,
        "warns": looked.first_may_repeat and not is_looked_through,
        "is_uncompared": not compared and not is_looked_through,
        # Nobody has looked, and nothing is close: the nearest are to be read all the same.
        "asks_to_read": bool(looked.listed) and compared and not is_looked_through and not looked.close,
        "stale": [("same", looked.stale_same), ("other", looked.stale_other)],
        "close": looked.close,
        "states": looked.states,
        "unlisted": looked.unlisted,
        "same_keys": [row["id"] for row in looked.same],
        "parts": response_parts(looked.responses) if len(looked.same) >= FEWEST_FOR_SHARES else [],
        "compared": compared,
        "untelling": near is not None and _is_untelling(near),
        "url": compare_url(near.found.question) if near else "",
    }


def shown_in_roadmap(looked: EarlierList, *, near: Nearest | None, told: str) -> dict[str, Any]:
    """The same for a page with many drafts: what is about the same first, what is not about it last."""
    shown = shown_looked(looked, near=near, told=told)
    ordered = ("same", "", "other")
    return shown | {name: sorted(shown[name], key=lambda each: ordered.index(each.said)) for name in ("items", "near")}


def _shown_earlier(each: Listed) -> ShownEarlier:
    others = "; ".join(name_of_row(row, answered=True) for row in each.alike.others)
    meta = _("Nearly so worded, and counted with it: %(others)s") % {"others": others} if others else ""
    card = replace(alike_card(each.alike), meta=meta)
    return ShownEarlier(listed=each, card=card, anchor=f"earlier-{each.keys[0]}", told=_said(each))


def _said(each: Listed) -> str:
    if not each.said:
        return ""
    said = str(LookedAt.Said(each.said).label)
    if each.on_earlier_wording:
        return _("%(said)s, marked on an earlier wording of the draft") % {"said": said}
    return said
