"""Which edition of the record stands, and the demo that makes way for the first real one."""

import uuid

from django.db import transaction

from ..models import Ask, RecordEdition, SourceRecord


def a_new_edition(*, demo: bool) -> RecordEdition:
    """Mark the record as changed: every index of an earlier edition is out of date from this commit on."""
    edition, _ = RecordEdition.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex, "demo": demo})
    return edition


def another_coding() -> None:
    """Mark what is suggested and confirmed as changed: every index of before is out of date from this commit on."""
    RecordEdition.objects.filter(pk=1).update(coding=uuid.uuid4().hex)


def remove_demo() -> bool:
    """Take the demo's records out, and the asks that nothing else records; say whether there was a demo."""
    with transaction.atomic():
        demo = SourceRecord.objects.filter(source="demo")
        if not demo.exists():
            return False
        demo.delete()
        Ask.objects.filter(records=None).delete()
    return True
