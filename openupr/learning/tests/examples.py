"""What the table of the lessons is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping

from openupr.accounts.tests.examples import Example, strangers

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """The lessons are there for everybody."""
    of_a_lesson = {"key": "what-the-upr-is"}
    return Example(
        players=strangers(),
        addresses={
            **{f"learning:{page}": of_a_lesson for page in ("lesson", "lesson-pdf", "check")},
            "learning:practices-file": {"kind": "csv"},
        },
    )
