"""Earlier recommendations as the cards and bars that pages show."""

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

from .earlier_list import EarlierList, EarlierWording
from .earlier_sentences import name_of_row
from .models import LookedAt
from .nearest import SHOWN, NearestWordings, less_alike, who_judged

SHOWN_FIRST = 3
FEWEST_FOR_SHARES = 10
"""With fewer answers no shares are shown: "100%" of one recommendation says too much."""


def rows_url(question: Question) -> str:
    """The address of the rows behind a number."""
    address = question.address()
    return reverse("recommendations:search") + (f"?{address}" if address else "")


def compare_url(question: Question) -> str:
    """The address where the question's words are compared as a draft: a search would want each of
    them in one row.
    """
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
    known = [
        Part(_(responses.label(response)), counts[response], TONES[response])
        for response in responses.RESPONSES
        if counts[response]
    ]
    return known + ([Part(_("no response recorded"), counts[""], "plain")] if counts[""] else [])


def shown_elsewhere(near: NearestWordings) -> dict[str, Any]:
    """The nearest that was recommended to other States, each with its own answer. No answers are
    added up: what the program takes for close to a draft is often about something else. `among` and
    `of`: of how many the nearest were judged, where not all were. `needs_meaning`: what is less
    alike can be told only by meaning, which is not computed.
    """
    return {
        "close": [alike_card(alike) for alike in near.close[:SHOWN]],
        "wordings": len(near.close),
        "judged": who_judged() if near.close else "",
        "compared": near.compared,
        "untelling": _is_untelling(near),
        "among": 0 if near.whole else near.judged,
        "of": near.found.pool,
        "rest": [alike_card(alike) for alike in less_alike(near)],
        "needs_meaning": near.compared and not near.close and not near.by_meaning,
    }


def _is_untelling(near: NearestWordings) -> bool:
    return not (near.compared or near.found.unsupported or near.found.foreign)


@dataclass(frozen=True, slots=True)
class ShownEarlier:
    """An earlier recommendation of the list that people look through, as a card; what it is called
    among the others of its page (`anchor`), and what was said of it.
    """

    listed: EarlierWording
    card: Card
    anchor: str
    told: str

    @property
    def said(self) -> str:
        return self.listed.said


def shown_looked(looked: EarlierList, *, near: NearestWordings | None, sentence: str) -> dict[str, Any]:
    """The list to be looked through, with what is said first of it (`told`). A bar is drawn of what
    people call about the same alone, and of as many answers as shares are told of.
    """
    compared, is_looked_through = near is not None and near.compared, looked.looked or looked.on_earlier_wording
    items = [_shown_earlier(wording) for wording in looked.listed]
    # As many as the sentence counts come first; the others are on demand.
    similar = [item for item in items if item.listed in looked.near]
    return {
        "told": sentence,
        "items": items,
        "near": similar,
        "first": similar[:SHOWN_FIRST],
        "more": similar[SHOWN_FIRST:],
        "less": [item for item in items if item not in similar],
        "looked": is_looked_through,
        "warns": looked.first_may_repeat and not is_looked_through,
        "is_uncompared": not compared and not is_looked_through,
        # No one has looked and nothing is close: ask people to read the nearest.
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


def shown_in_roadmap(looked: EarlierList, *, near: NearestWordings | None, sentence: str) -> dict[str, Any]:
    """The same for a page with many drafts: what is about the same first, what is not about it
    last.
    """
    context = shown_looked(looked, near=near, sentence=sentence)
    ordered = ("same", "", "other")
    return context | {
        name: sorted(context[name], key=lambda item: ordered.index(item.said)) for name in ("items", "near")
    }


def _shown_earlier(wording: EarlierWording) -> ShownEarlier:
    others = "; ".join(name_of_row(row, answered=True) for row in wording.alike.others)
    meta = _("Nearly so worded, and counted with it: %(others)s") % {"others": others} if others else ""
    card = replace(alike_card(wording.alike), meta=meta)
    return ShownEarlier(listed=wording, card=card, anchor=f"earlier-{wording.keys[0]}", told=_mark_label(wording))


def _mark_label(wording: EarlierWording) -> str:
    if not wording.said:
        return ""
    label = str(LookedAt.Said(wording.said).label)
    if wording.on_earlier_wording:
        return _("%(said)s, marked on an earlier wording of the draft") % {"said": label}
    return label
