"""How much of the record is invented."""

from ..models import Ask, SourceRecord


def demo_rows() -> int:
    """How many recommendations of the demo record are here; 0 where the record is real or empty."""
    return SourceRecord.objects.filter(source="demo", ask__kind=Ask.Kind.RECOMMENDATION).count()
