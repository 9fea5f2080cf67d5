"""Which source's records are counted for a review."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count

from ..models import SourceRecord
from ..rules import preferred_source

_BATCH = 200


def prefer_sources(*, reviews: Collection[int]) -> None:
    """Choose anew the source whose records count, for each review (by primary key) and each kind of ask in it."""
    wanted = sorted(reviews)
    for start in range(0, len(wanted), _BATCH):
        _prefer(wanted[start : start + _BATCH])


def sizes_of(reviews: Collection[int]) -> dict[tuple[int, str], dict[str, int]]:
    """How many records each source has, by review and kind of ask."""
    sizes: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    counted = (
        SourceRecord.objects.filter(ask__review__in=reviews)
        .order_by()
        .values_list("ask__review", "ask__kind", "source")
        .annotate(n=Count("pk"))
    )
    for review, kind, source, n in counted:
        sizes[review, kind][source] = n
    return sizes


def _prefer(reviews: list[int]) -> None:
    chosen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (review, kind), by_source in sizes_of(reviews).items():
        chosen[kind, preferred_source(by_source) or ""].append(review)
    for (kind, source), its_reviews in chosen.items():
        records = SourceRecord.objects.filter(ask__review__in=its_reviews, ask__kind=kind)
        records.filter(source=source, preferred=False).update(preferred=True)
        records.exclude(source=source).filter(preferred=True).update(preferred=False)
