"""A language's texts for tables and programs: what a reviewer takes along, and what a release is made of."""

from django.http import Http404, HttpRequest

from openupr.accounts.pages import page
from openupr.web.downloads import File, as_csv, as_json

from ..permissions import SEE
from ..queries.confirmations import Read, read_parts
from ..queries.texts import LANGUAGES

COLUMNS = ("part", "language", "fingerprint", "english", "translated", "state", "better", "named", "day")


@page("languages/<slug:language>.csv", SEE)
def texts_csv(request: HttpRequest, language: str) -> File:
    """Every text beside its English, a line for each reading.

    The language, fingerprint, named and day of confirmed rows make confirmed.csv.
    """
    return as_csv(f"texts-{language}", COLUMNS, _rows(language))


@page("languages/<slug:language>.json", SEE)
def texts_json(request: HttpRequest, language: str) -> File:
    """The same for programs."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(language)]
    return as_json({"texts": rows})


def _rows(language: str) -> list[list[str]]:
    if language not in LANGUAGES:
        raise Http404
    return [
        [
            part.part.key,
            language,
            each.text.fingerprint,
            each.text.english,
            each.text.translated,
            *said,
        ]
        for part in read_parts(language)
        for each in part.texts
        for said in _said(each)
    ]


def _said(text: Read) -> list[tuple[str, str, str, str]]:
    """The state, the better wording, the name and the day of each reading; one line where nobody read it."""
    told = [("confirmed" if s.is_right else "better", s.better, s.named, s.day.isoformat()) for s in text.said]
    return told or [("unreviewed", "", "", "")]
