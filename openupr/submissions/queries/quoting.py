"""Words of people that a submission may quote: what a neighbouring app released.

A paragraph, each of its versions and every edition hold only the key of what is quoted, `[[testimony:number]]`. The
words are filled in when a page or file is made. Once the testimony is withdrawn, nothing is.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.documents.light_markup import cited
from openupr.web.hooks import Hook

from ..models import Paragraph, Section, current_paragraphs

PREFIX = "testimony:"
_SHOWN = 6  # digits of its number
NOTE = gettext_noop("Testimony given to the coalition.")
# {number: the words that may leave} of all that may stand in a coalition's submission now; no author.
QUOTES = Hook[Callable[[Coalition], Mapping[int, str]]]("QUOTES")
_kept_back: ContextVar[bool] = ContextVar("testimonies_kept_back", default=False)


def keep_testimonies_back(kept: bool) -> None:
    """Whether the request that is answered now comes from where no testimony may be read, such as a paired device."""
    _kept_back.set(kept)


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words that may be quoted, and how that is written."""

    key: str
    text: str

    @property
    def markup(self) -> str:
        """What is typed to quote it, with its end note, which the submission's language words."""
        return f"[[{self.key}]]^[{_(NOTE)}]"


def quotable(coalition: Coalition) -> list[Quotable]:
    """All that may be quoted in a coalition's submissions now. One query."""
    if _kept_back.get():
        return []
    found = {number: text for released in QUOTES for number, text in released(coalition).items()}
    return [Quotable(f"{PREFIX}{number}", " ".join(text.split())) for number, text in found.items()]


def quotations(keys: Iterable[str], coalition: Coalition) -> dict[str, str]:
    """What each of the keys that are testimonies' says: "" where it was withdrawn. No query where there is none."""
    wanted = [key for key in keys if key.startswith(PREFIX)]
    if not wanted or _kept_back.get():
        return marks(wanted)
    known = {each.key: f"“{each.text}”" for each in quotable(coalition)}
    return {key: known.get(key, "") for key in wanted}


def marks(keys: Iterable[str]) -> dict[str, str]:
    """What stands for each testimony in a file that goes round by e-mail and comes back: none of its words.

    So they leave only with what is submitted, and no returned file brings back what was withdrawn meanwhile.
    """
    told = _("(testimony %(number)s: its words are read in OpenUPR)")
    return {key: told % {"number": key[-_SHOWN:]} for key in keys if key.startswith(PREFIX)}


def quoted_in(content: Mapping[str, Any]) -> set[int]:
    """The numbers of the testimonies that an edition's content quotes."""
    texts = (paragraph["text"] for section in content["sections"] for paragraph in section["paragraphs"])
    keys = (key.removeprefix(PREFIX) for text in texts for key in cited(text) if key.startswith(PREFIX))
    return {int(number) for number in keys if number.isdecimal()}


def has_withdrawn_quote(text: str, told: Mapping[str, str]) -> bool:
    """Whether a text quotes what was withdrawn; `told`: what its citations say."""
    return PREFIX in text and any(key.startswith(PREFIX) and not told.get(key) for key in cited(text))


def withdrawn_quotes(sections: Iterable[Section], told: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs that quote what was withdrawn, in order; `told`: what the citations say."""
    return [
        each for section in sections for each in current_paragraphs(section) if has_withdrawn_quote(each.text, told)
    ]
