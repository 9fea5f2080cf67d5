"""Suggests issues and action categories for asks that no source has coded, as the record's coders would have."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from ..models import Ask, SourceRecord, SuggestedCode, SuggestionRun
from ..queries.coding import CodingSuggestion, model_version, the_coder
from ..queries.suggestions import ACTION, CODED, ISSUE, asks_to_suggest_for, uncoded
from .edition import another_coding

_AT_ONCE = 500
Progress = Callable[[SuggestionRun], None]


def suggest_coding(
    *,
    now: datetime,
    seconds: float | None = None,
    progress: Progress = lambda run: None,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Go on where the last call stopped, for about `seconds` at most; say whether all is done.

    Needs a coder of the record's present edition; without one there is nothing to do. Another edition begins again:
    what nobody has decided yet is suggested anew, what people decided stays.
    """
    coder, until = the_coder(), None if seconds is None else clock() + seconds
    if coder is None:
        return True
    run = _run()
    while not run.finished:
        asks = list(asks_to_suggest_for().filter(pk__gt=run.last_ask).values_list("pk", flat=True)[:_AT_ONCE])
        texts = _texts(asks)
        suggestions = coder.suggest([texts.get(ask, "") for ask in asks])
        with transaction.atomic():
            if not asks:
                run.finished = now
                another_coding()
            else:
                _write(asks, suggestions)
                run.last_ask, run.done = asks[-1], run.done + len(asks)
            run.save()
        progress(run)
        if until is not None and clock() >= until:
            return bool(run.finished)
    return True


def nothing_left_to_suggest() -> bool:
    """Whether every ask without coding has been gone through with what was learned from the present record."""
    return SuggestionRun.objects.filter(pk=1, model=model_version(), finished__isnull=False).exists()


def _run() -> SuggestionRun:
    """The run with the present coder, begun anew where the one that stands was made with another."""
    run, _new = SuggestionRun.objects.get_or_create(pk=1)
    if run.model == model_version():
        return run
    with transaction.atomic():
        # What a source has coded since needs no suggestion; the others are made again one by one.
        for dimension in CODED:
            still = Ask.objects.filter(uncoded(dimension))
            SuggestedCode.objects.filter(dimension=dimension, decision=None).exclude(ask__in=still).delete()
        run.model, run.last_ask, run.done, run.finished = model_version(), 0, 0, None
        run.total = asks_to_suggest_for().count()
        run.save()
    return run


def _texts(asks: Sequence[int]) -> dict[int, str]:
    """The text of each ask, as the source words it that is counted."""
    records = SourceRecord.objects.filter(ask__in=asks).order_by("preferred", "-pk")
    return dict(records.values_list("ask", "text"))


def _write(asks: Sequence[int], suggestions: Sequence[CodingSuggestion]) -> None:
    codes = SuggestedCode.objects.filter(ask__in=asks)
    codes.filter(decision=None).delete()
    decided = set(codes.values_list("ask", "dimension", "value"))
    lacking = {name: set(Ask.objects.filter(uncoded(name), pk__in=asks).values_list("pk", flat=True)) for name in CODED}
    SuggestedCode.objects.bulk_create(
        SuggestedCode(ask_id=ask, dimension=dimension, value=value, score=score)
        for ask, suggestion in zip(asks, suggestions, strict=True)
        for dimension, value, score in _values(suggestion)
        if ask in lacking[dimension] and (ask, dimension, value) not in decided
    )


def _values(suggestion: CodingSuggestion) -> Iterator[tuple[str, str, float]]:
    for key, score in suggestion.issues.items():
        yield ISSUE, key, score
    if suggestion.action is not None:
        yield ACTION, str(suggestion.action), suggestion.actions[suggestion.action]
