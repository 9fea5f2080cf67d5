"""What citations say: recommendations of the record, and testimonies that may be quoted."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.documents.light_markup import cited
from openupr.recommendations.demo import demo_note
from openupr.recommendations.models import Ask
from openupr.recommendations.question import Question
from openupr.recommendations.recommendation import un_numbers_of_keys
from openupr.recommendations.search import search_record
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr import responses
from openupr.upr.states import by_iso3
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from .models import Paragraph, Section, Submission, current_paragraphs, written_paragraphs

PREFIX = "testimony:"
_SHOWN = 6  # digits of its number
NOTE = gettext_noop("Testimony given to the coalition.")
# {number: the words that may be published} of all testimonies that a coalition's submissions may
# quote now, without authors.
QUOTES = Hook[Callable[[Coalition], Mapping[int, str]]]("QUOTES")
_kept_back: ContextVar[bool] = ContextVar("testimonies_kept_back", default=False)


def keep_testimonies_back(kept: bool) -> None:
    """Set whether testimonies may not be read in this request, as on a paired device."""
    _kept_back.set(kept)


@dataclass(frozen=True, slots=True)
class Quotable:
    """A testimony that may be quoted, and how to type the quote."""

    key: str
    text: str

    @property
    def markup(self) -> str:
        """What to type to quote it, with its end note in the submission's language."""
        return f"[[{self.key}]]^[{_(NOTE)}]"


def quotable(coalition: Coalition) -> list[Quotable]:
    """All that may be quoted in a coalition's submissions now. One query."""
    if _kept_back.get():
        return []
    texts = {number: text for released in QUOTES for number, text in released(coalition).items()}
    return [Quotable(f"{PREFIX}{number}", " ".join(text.split())) for number, text in texts.items()]


def quotations(keys: Iterable[str], coalition: Coalition) -> dict[str, str]:
    """The text for each key of a testimony: "" where it was withdrawn.

    No query where there is no such key.
    """
    wanted = [key for key in keys if key.startswith(PREFIX)]
    if not wanted or _kept_back.get():
        return marks(wanted)
    known = {quote.key: f"“{quote.text}”" for quote in quotable(coalition)}
    return {key: known.get(key, "") for key in wanted}


def marks(keys: Iterable[str]) -> dict[str, str]:
    """What replaces each testimony in a file that is sent by e-mail and comes back: none of its
    words.

    Testimonies are published only with the submission itself, and no returned file brings a
    withdrawn one back.
    """
    sentence = _("(testimony %(number)s: its words are read in OpenUPR)")
    return {key: sentence % {"number": key[-_SHOWN:]} for key in keys if key.startswith(PREFIX)}


def quoted_in(content: Mapping[str, Any]) -> set[int]:
    """The numbers of the testimonies that an edition's content quotes."""
    texts = (paragraph["text"] for section in content["sections"] for paragraph in section["paragraphs"])
    keys = (key.removeprefix(PREFIX) for text in texts for key in cited(text) if key.startswith(PREFIX))
    return {int(number) for number in keys if number.isdecimal()}


def has_withdrawn_quote(text: str, citation_texts: Mapping[str, str]) -> bool:
    """Whether a text quotes a withdrawn testimony; `citation_texts`: what its citations say."""
    return PREFIX in text and any(key.startswith(PREFIX) and not citation_texts.get(key) for key in cited(text))


def withdrawn_quotes(sections: Iterable[Section], citation_texts: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs that quote a withdrawn testimony, in order."""
    return [
        paragraph
        for section in sections
        for paragraph in current_paragraphs(section)
        if has_withdrawn_quote(paragraph.text, citation_texts)
    ]


def in_its_language(submission: Submission) -> translation.override:
    """Write a document's own words in its language: the same draft gives the same file to
    everybody.
    """
    return translation.override(submission.language)


def citations(texts: Iterable[str], submission: Submission) -> dict[str, str]:
    """What each citation says, in the submission's language.

    A recommendation's State, session and response, as the record has it now; a testimony's words,
    where the coalition may quote them now. At most three queries, none where nothing is cited.
    """
    with in_its_language(submission):
        return _citations(texts, submission.coalition)


def _citations(texts: Iterable[str], coalition: Coalition) -> dict[str, str]:
    keys = list(dict.fromkeys(key for text in texts for key in cited(text)))
    if not keys:
        return {}
    places = kept_rows(_places, keys)
    numbers = un_numbers_of_keys(keys) if places else {}
    record_texts = {
        key: _citation_text(iso3, session, response, numbers.get(pk, NO_NUMBER))
        for pk, key, iso3, session, response in places
    }
    return record_texts | quotations(keys, coalition)


def _places(keys: Collection[str]) -> QuerySet[Ask, Any]:
    """The places of recommendations in the record; of several, the preferred one comes last and is
    used.
    """
    asks = Ask.objects.filter(key__in=keys).order_by("records__preferred", "-records__pk")
    return asks.values_list("pk", "key", "from_iso3", "review__session", "records__response")


def _citation_text(from_iso3: str, session: int | None, response: str | None, named: UnNumber) -> str:
    """The text of a citation; `response` is None where the record has no place for it."""
    parts = [str(named)] if named else []
    parts.append(_(by_iso3(from_iso3).name) if from_iso3 else _("Unknown"))
    parts += [_("session %(number)s") % {"number": session}] if session else []
    parts += [_(responses.label(response)).lower()] if response else []
    return f"({', '.join(parts)})"


def told_of_demo(cite: Mapping[str, str]) -> str:
    """The note that the record is invented, where recommendations are cited; "" else."""
    return demo_note() if any(not key.startswith(PREFIX) for key in cite) else ""


MOST = 8


@dataclass(frozen=True, slots=True)
class Citable:
    """A recommendation, the text of its citation, and how to type that citation."""

    key: str
    text: str
    label: str

    @property
    def markup(self) -> str:
        """What to type to cite it."""
        return f"[[{self.key}]]"


def citable(words: str, *, submission: Submission) -> list[Citable] | None:
    """The recommendations to the State under Review that fit the words best; None where no record
    is loaded.
    """
    try:
        hits = search_record(Question(words=words, filters={"state": (submission.coalition.review.iso3,)}), limit=MOST)
    except RecordNotReady:
        return None
    rows = [result.fields for result in hits.results]
    citation_texts = citations([f"[[{row['id']}]]" for row in rows], submission)
    return [Citable(str(row["id"]), row["text"], citation_texts.get(str(row["id"]), "")) for row in rows]


def unknown_in(text: str, citation_texts: Mapping[str, str]) -> list[str]:
    """The keys that a text cites and that have no citation text: files would show the keys
    themselves.
    """
    return [key for key in cited(text) if key not in citation_texts]


def citing_the_unknown(sections: Iterable[Section], citation_texts: Mapping[str, str]) -> list[Paragraph]:
    """The written paragraphs that cite what the record does not have.

    The key was mistyped, or another record was loaded since. Withdrawn testimonies do not count.
    """
    return [
        paragraph
        for section in sections
        for paragraph in written_paragraphs(section)
        if unknown_in(paragraph.text, citation_texts)
    ]
