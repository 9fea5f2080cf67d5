"""Whether a returned file was given to the round that it belongs to."""

from dataclasses import dataclass

from openupr.documents.light_markup import cited
from openupr.returning.units import Returned
from openupr.returning.which_draft import lines_sent, nearest_draft

from ..models import Circulation, ReturnedCopy
from .document import citations, in_its_language
from .quoting import marks


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What speaks for another round: `nearer` to the file's words than this one, a `copy` of the same file there."""

    nearer: Circulation | None
    copy: ReturnedCopy | None


def elsewhere(circulation: Circulation, returned: Returned, sha256: str) -> Elsewhere:
    """Another round that a file may be of, or was taken back in. A constant number of queries."""
    others = ReturnedCopy.objects.filter(circulation__submission=circulation.submission, sha256=sha256)
    copy = others.exclude(circulation=circulation).select_related("circulation__edition").last()
    rounds = {each.number: each for each in circulation.submission.circulations.select_related("edition")}
    if len(rounds) < 2:
        return Elsewhere(None, copy)
    texts = {
        number: [each["text"] for section in found.edition.content["sections"] for each in section["paragraphs"]]
        for number, found in rounds.items()
    }
    every = [text for found in texts.values() for text in found]
    with in_its_language(circulation.submission):
        cite = citations(every, circulation.submission) | marks(key for text in every for key in cited(text))
    drafts = {number: lines_sent(found, cite.get) for number, found in texts.items()}
    number = nearest_draft(returned.units, drafts, circulation.number)
    return Elsewhere(rounds[number] if number != circulation.number else None, copy)
