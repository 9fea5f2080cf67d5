"""How a group decided on its route: kept in English in the group's roadmap, read in the reader's language."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.web.languages import in_page_language

_DECIDED = gettext_noop("Decided on %(day)s by the group's organisations. %(spoken)s of %(all)s spoke. %(counts)s.")
_KEPT = re.compile(
    r"Decided on (?P<day>\d+ [A-Z][a-z]+ \d{4}) by the group's organisations\. "
    r"(?P<spoken>\d+) of (?P<all>\d+) spoke\. (?P<counts>.+: \d+)\."
)
# An option may have a semicolon in its own words.
_COUNT = re.compile(r"(.*?): (\d+)(?:; |$)")


def decided(day: str, spoken: int | str, all_: int | str, counts: Sequence[tuple[str, int | str]]) -> str:
    """In the language in force; `counts`: each option with its number of voices."""
    told = "; ".join(f"{in_page_language(text)}: {n}" for text, n in counts)
    return _(_DECIDED) % {"day": day, "spoken": spoken, "all": all_, "counts": told}


def read_answer(text: str) -> str:
    """An answer with this paragraph in the reader's language; all else as somebody wrote it."""
    return "\n\n".join(_read(each) for each in text.split("\n\n"))


def _read(paragraph: str) -> str:
    found = _KEPT.fullmatch(paragraph.strip())
    if not found:
        return paragraph
    try:
        day = datetime.strptime(f"{found['day']} +0000", "%d %B %Y %z")
    except ValueError:
        return paragraph
    counts = _COUNT.findall(found["counts"])
    return decided(date_format(day, "j F Y"), found["spoken"], found["all"], counts)
