"""Words that are nobody's: what the public record says, and the titles of treaties."""

from collections.abc import Collection
from functools import cache

from openupr.recommendations.queries.phrases import said_in_the_record
from openupr.upr.treaties import TREATIES

from ..rules.copied import Run, runs_of


def said_in_public(runs: Collection[Run]) -> set[Run]:
    """Those that a recommendation says word for word, or a treaty's title."""
    titles = _titles()
    in_titles = {run for run in runs if run in titles}
    return in_titles | said_in_the_record([run for run in runs if run not in in_titles])


@cache
def _titles() -> frozenset[Run]:
    named = [name for treaty in TREATIES for name in (treaty.title, *treaty.other_names)]
    return frozenset(run for name in named for run in runs_of(name))
