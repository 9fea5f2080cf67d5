"""What the table of reports is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping
from dataclasses import replace

from openupr.accounts.tests.examples import Example
from openupr.reports.activity_report import go_back_to_the_suggestion, put_in_own_words
from openupr.workshops.models import Workshop
from openupr.workshops.tests.examples import example as of_workshops

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """The players of workshops, and the report of one."""
    found = of_workshops()
    workshop = Workshop.objects.get()
    one = {"coalition": workshop.coalition.key, "workshop": workshop.pk}
    return replace(
        found,
        addresses={
            "reports:report": one,
            "reports:file": {**one, "kind": "md"},
            "reports:paragraph": {**one, "key": "introduction-more"},
        },
        calls={
            put_in_own_words: {"workshop": workshop},
            go_back_to_the_suggestion: {"workshop": workshop},
        },
    )
