from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    name = "openupr.reviews"
    label = "reviews"

    def ready(self) -> None:
        post_migrate.connect(_fill_the_calendar, sender=self)


def _fill_the_calendar(using: str, **_: Any) -> None:
    # Imported here: models exist only once Django's registry is ready.
    from .calendar import fill_calendar

    fill_calendar(using=using)
