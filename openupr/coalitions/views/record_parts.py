"""The record's recommendations as a coalition's pages show them."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.similar import Alike
from openupr.upr import responses
from openupr.web.charts import Part
from openupr.web.parts import Badge, Card

from ..queries.alike import SHOWN, Nearest, less_alike, who_judged

FEWEST_FOR_SHARES = 10
"""Of fewer answers no share is told: "100%" of one recommendation says too much."""
TONES = {"supported": "yes", "noted": "no", "partly": "part", "pending": "wait"}


def rows_url(question: Question) -> str:
    """The address of the rows behind a number."""
    address = question.address()
    return reverse("recommendations:search") + (f"?{address}" if address else "")


def compare_url(question: Question) -> str:
    """The address where the question's words are compared as a draft: a search would want each of them in one row."""
    return f"{reverse('recommendations:similar')}?{question.address()}"


def alike_card(alike: Alike) -> Card:
    """An earlier recommendation with its answer; how many States said nearly the same."""
    row = alike.nearest.fields
    more = alike.other_states
    others = ngettext("and %(n)s more State nearly so", "and %(n)s more States nearly so", more) % {"n": more}
    return Card(
        url=reverse("recommendations:recommendation", args=[row["id"]]),
        title=row["state"],
        origin=row["from"] or _("its own pledge"),
        joined_by=_("from"),
        text=row["text"].strip(),
        badges=[response_badge(row["response"])] if row["response"] else [],
        meta=others if more else "",
        aside=_("session %(number)s") % {"number": row["session"]} if row["session"] else "",
    )


def response_badge(response: str) -> Badge:
    """A response as a badge."""
    return Badge(_(responses.label(response)), tone=TONES.get(response, ""))


def response_parts(counts: Counter[str]) -> list[Part]:
    """Responses as the parts of a bar: those of the vocabulary, and what has none."""
    known = [Part(_(responses.label(each)), counts[each], TONES[each]) for each in responses.RESPONSES if counts[each]]
    return known + ([Part(_("no response recorded"), counts[""], "plain")] if counts[""] else [])


def shown_nearest(found: Nearest) -> dict[str, Any]:
    """The close ones with what was answered to all of them; of many wordings the nearest are shown. `among` and `of`:
    of how many the nearest were judged, where not all were.
    """
    return {
        "close": [alike_card(each) for each in found.close[:SHOWN]],
        "wordings": len(found.close),
        "count": len(found.rows),
        "shares": len(found.rows) >= FEWEST_FOR_SHARES,
        "judged": who_judged() if found.close else "",
        "compared": found.compared,
        "untelling": not (found.compared or found.found.unsupported),
        "among": 0 if found.whole else found.judged,
        "of": found.found.pool,
        "less": len(less_alike(found)),
        "states": found.states,
        "parts": response_parts(found.responses) if found.close else [],
        "url": compare_url(found.found.question),
    }


def shown_with_less_alike(found: Nearest) -> dict[str, Any]:
    """The same, and what is less alike, of which no answers are added up."""
    rest = [alike_card(each) for each in less_alike(found)]
    return shown_nearest(found) | {"rest": rest, "by_meaning": found.by_meaning}
