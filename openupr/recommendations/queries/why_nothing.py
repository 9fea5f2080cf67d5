"""What a question cannot find: what it asks for may not be loaded at all, which is not "never asked"."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from openupr.upr.states import by_iso3

from .coverage import Coverage, coverage
from .dimension_values import UNKNOWN_STATE
from .dimensions import DIMENSIONS
from .question import Question
from .the_index import the_index

_MOST_STATES = 3


def not_loaded(question: Question, *, today: date) -> list[str]:
    """A sentence for each filter of which the record holds nothing whatever else is asked, and for each State under
    Review whose reviews are not all loaded.
    """
    return [*_filters_without_rows(question), *_reviews_not_loaded(question, today)]


def reviews_missing(question: Question, *, today: date) -> str:
    """ "Not loaded: sessions 32 and 46." where it asks of one State under Review; "" else."""
    asked = question.filters.get("state", ())
    if len(asked) != 1 or asked[0] in (None, UNKNOWN_STATE) or question.kind == "pledge":
        return ""
    return _held_of(str(asked[0]), question, today).not_loaded()


def _held_of(iso3: str, question: Question, today: date) -> Coverage:
    sources = {name: values for name, values in question.filters.items() if name == "source"}
    return coverage(iso3, today=today, question=Question(filters=sources))


def _filters_without_rows(question: Question) -> Iterator[str]:
    """A session, a goal, a source that nothing loaded has. A State under Review is told with its reviews."""
    for each in DIMENSIONS:
        chosen = question.filters.get(each.name, ())
        if not chosen or each.name == "state":
            continue
        held = the_index().values(each.column(suggested=question.suggested))
        for value in chosen:
            if value is not None and value not in held:
                named = {"dimension": each.title, "value": each.label(value)}
                yield _("Nothing that is loaded has “%(dimension)s: %(value)s”.") % named


def _reviews_not_loaded(question: Question, today: date) -> Iterator[str]:
    if question.kind == "pledge":
        return
    for iso3 in question.filters.get("state", ())[:_MOST_STATES]:
        if iso3 in (None, UNKNOWN_STATE):
            continue
        held = _held_of(str(iso3), question, today)
        if not held.no_gap_known:
            perhaps = _("What is not found here may have been raised there.")
            yield f"{by_iso3(str(iso3)).name}: {held.sentence()} {perhaps}"
