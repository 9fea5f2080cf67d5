"""A circulated draft as it goes out for comments, what a returned file is compared with, and who is named in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openupr.accounts.models import Person
from openupr.documents import word
from openupr.documents.light_markup import cited
from openupr.returning.comparing import compare
from openupr.returning.outcomes import Compared
from openupr.returning.sent_draft import Sent
from openupr.returning.units import Returned

from ..models import Circulation, ReturnedCopy
from ..rules.for_comments import document_for_comments, paragraphs_of, sent_of
from .document import citations, in_its_language, told_of_demo
from .quoting import marks


def for_comments(circulation: Circulation) -> word.Document:
    """The draft as it was circulated, as the Word file that is to come back. One query beyond the edition's."""
    content, cite = circulation.edition.content, _cite(circulation)
    with in_its_language(circulation.submission):
        document = document_for_comments(content, cite, circulation.submission.language)
        return replace(document, furniture=word.Furniture(header=told_of_demo(cite)))


def sent(circulation: Circulation) -> Sent:
    """The same as what a returned file is compared with."""
    with in_its_language(circulation.submission):
        return sent_of(circulation.edition.content, _cite(circulation), circulation.submission.language)


def compared_with(
    circulation: Circulation, returned: Returned, decided: Mapping[int, int | None] | None = None
) -> tuple[Sent, Compared]:
    """What a returned file says to each paragraph that went out in a round."""
    draft = sent(circulation)
    return draft, compare(draft, returned, decided)


def _cite(circulation: Circulation) -> dict[str, str]:
    texts = [paragraph["text"] for _, paragraph in paragraphs_of(circulation.edition.content)]
    return citations(texts, circulation.submission) | marks(key for text in texts for key in cited(text))


def members_named(circulation: Circulation, names: Sequence[str]) -> dict[str, Person]:
    """Who of the coalition is called as somebody in a returned file; nobody where two are."""
    found: dict[str, list[Person]] = {}
    for part in circulation.submission.coalition.participations.select_related("person"):
        for called in {str(part.person.called).casefold(), part.person.username.casefold()}:
            found.setdefault(called, []).append(part.person)
    alike = {name: found.get(name.strip().casefold(), []) for name in names}
    return {name: people[0] for name, people in alike.items() if name and len({each.pk for each in people}) == 1}


def taken_back(circulation: Circulation, sha256: str) -> bool:
    """Whether the file with this fingerprint was taken back in this round already."""
    return ReturnedCopy.objects.filter(circulation=circulation, sha256=sha256).exists()
