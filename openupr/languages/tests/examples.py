"""What the table of languages is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping
from datetime import date

from openupr.accounts.tests.examples import Example, strangers
from openupr.languages import confirmations as services
from openupr.languages.translations import texts

INTERNAL: Mapping[str, str] = {}


def example() -> Example:
    """Khmer, which everybody may look at, and who has an account may confirm."""
    of_khmer = {"language": "km"}
    one = {"language": "km", "fingerprint": next(iter(texts("km")))}
    routes = ("texts", "texts-csv", "texts-json", "read", "name")
    return Example(
        players=strangers(),
        addresses={f"languages:{route}": of_khmer for route in routes},
        calls={
            services.confirm_text: {**one, "today": date(2026, 3, 12)},
            services.word_better: {**one, "better": "x", "today": date(2026, 3, 12)},
            services.take_back: one,
        },
    )
