"""What a date is called in the reader's language. Its title is stored in English or as a person wrote it."""

from django.utils.translation import gettext

from openupr.web.hooks import Hook
from openupr.web.languages import in_page_language

# Titles with a part that varies, in English: "Answer question %(what)s".
DATE_TITLES = Hook[str]("DATE_TITLES")


def shown_title(stored: str) -> str:
    """A title as the page shows it; what a person wrote stays as it is."""
    for title in DATE_TITLES:
        before, after = title.split("%(what)s")
        if stored.startswith(before) and stored.endswith(after):
            what = stored.removeprefix(before).removesuffix(after)
            return gettext(title) % {"what": in_page_language(what)}
    return in_page_language(stored)
