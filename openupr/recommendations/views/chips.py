"""What a search is narrowed by, each to be taken away or turned round: only these, or all but these."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..queries.dimensions import BY_NAME
from ..queries.question import Question
from ..queries.sentences import MOST_NAMED


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter, `url` without it; `turned_url` with the opposite, where that makes sense, under the words `turned`."""

    label: str
    url: str
    turned: str = ""
    turned_url: str = ""


def chips(question: Question, address: Callable[[Question], str]) -> list[Chip]:
    """Value by value, or a long list at once; `address` gives that of a question on the same page."""
    return [*_of_kind(question, address), *_chosen(question, address), *_kept_out(question, address)]


def _of_kind(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    if question.kind != "recommendation":
        label = _("Voluntary pledges") if question.kind == "pledge" else _("Recommendations and pledges")
        yield Chip(label, address(replace(question, kind="recommendation")))
    if question.suggested:
        yield Chip(_("Suggested issues count"), address(replace(question, suggested=False)))


def _chosen(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    for name, values in question.filters.items():
        each = BY_NAME[name]
        if len(values) > MOST_NAMED:
            label = _("%(dimension)s: %(n)s values") % {"dimension": each.title, "n": len(values)}
            yield Chip(label, address(question.without(name)))
            continue
        for value in values:
            less = question.without(name, value)
            # A source left out would leave reviews without any: which one counts is chosen, not taken away.
            turned = address(less.excluding(name, value)) if name != "source" else ""
            yield Chip(f"{each.title}: {each.label(value)}", address(less), _("show all but this"), turned)


def _kept_out(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    for name, values in question.excluded.items():
        each = BY_NAME[name]
        for value in values:
            label = _("%(dimension)s: not %(value)s") % {"dimension": each.title, "value": each.label(value)}
            more = question.readmitting(name, value)
            yield Chip(label, address(more), _("only this instead"), address(more.narrowed(name, value)))
