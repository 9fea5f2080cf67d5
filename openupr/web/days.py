"""Days that people type into forms, within years that calendars can count from."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The years of openupr.upr.days, where rules look them up; the pages' frame knows no other app. A
# test compares them.
FIRST_YEAR, LAST_YEAR = 2000, 2099


class DayField(forms.DateField):
    """A day of our time: one of the year 9999 would be no date but a slip, and no calendar could
    count from it.

    `since`: the first year, earlier where a source of long ago is dated.
    """

    def __init__(self, *, since: int = FIRST_YEAR, **kwargs: Any) -> None:
        # HTML's own format: a browser shows no other.
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
        self.since = since

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not self.since <= value.year <= LAST_YEAR:
            raise ValidationError(
                _("Give a day between %(first)s and %(last)s.") % {"first": self.since, "last": LAST_YEAR},
                code="another_century",
            )
