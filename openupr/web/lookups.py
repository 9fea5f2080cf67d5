"""What Django looks up anew for every page though it stays the same while a process runs: texts and addresses.

As with large numbers (large_numbers), this is changed once, for all pages. What is kept is the same for everybody: a
text of the interface in one language, an address of the table of addresses. Nothing that somebody wrote is kept.
"""

from functools import lru_cache

from django.urls import URLResolver
from django.utils.translation.trans_real import DjangoTranslation

# More than the interface has in all its languages, and than a process's readers ask for at a time.
_TEXTS, _ADDRESSES = 20_000, 10_000


def keep_lookups() -> None:
    """Look each text up once in each language, and make each address once. Called before any page is made.

    The translation and the resolver are part of the key: no language gets another's text. No address depends on the
    reader's language here.
    """
    DjangoTranslation.gettext = lru_cache(_TEXTS)(DjangoTranslation.gettext)  # type: ignore[method-assign, assignment]
    URLResolver._reverse_with_prefix = lru_cache(_ADDRESSES, typed=True)(URLResolver._reverse_with_prefix)
