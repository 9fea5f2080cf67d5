"""Where the text itself names an organisation that the cover does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.coalitions.models import Organisation
from openupr.documents.light_markup import words_and_notes

from ..models import Section, Submission
from ..rules.arranging import whole_heading
from ..rules.naming import names
from .editions import Content
from .signing import Signing


@dataclass(frozen=True, slots=True)
class NamedAfterAll:
    """An organisation that has not consented to be named, and where it is: sections, or other places in words."""

    organisation: Organisation
    sections: list[Section]
    elsewhere: list[str]


def named_after_all(
    submission: Submission, signing: Signing, sections: Iterable[Section] | None = None
) -> list[NamedAfterAll]:
    """The organisations that the file would reveal though the cover does not name them. Three queries; two with all
    `sections` fetched.
    """
    on_the_cover = {each.pk for each in signing.named}
    if submission.kind == Submission.Kind.JOINT:  # all organisations of the coalition are asked to sign
        members = [each.member for each in signing.statuses]
    else:
        members = list(submission.coalition.member_organisations.select_related("organisation"))
    hidden = [each.organisation for each in members if each.organisation.pk not in on_the_cover]
    text_of = {each["key"]: _all_of(each) for each in signing.content["sections"]}
    written = [(each, text_of[each.pk]) for each in (submission.sections.all() if sections is None else sections)]
    others = list(_elsewhere(submission, signing))
    found = [
        NamedAfterAll(
            each,
            [section for section, text in written if names(text, each.name, each.short_name)],
            [place for place, text in others if names(text, each.name, each.short_name)],
        )
        for each in hidden
    ]
    return [each for each in found if each.sections or each.elsewhere]


def _all_of(section: Content) -> str:
    paragraphs = section["paragraphs"]
    sources = (source for each in paragraphs for source in each["sources"])
    # As it is read, where bold type may begin within a name; and as it is written, where addresses of links stand.
    texts = (text for each in paragraphs for text in (words_and_notes(each["text"]), each["text"]))
    return "\n".join([whole_heading(section), *texts, *sources])


def _elsewhere(submission: Submission, signing: Signing) -> Iterator[tuple[str, str]]:
    about = "\n".join(each.about for each in signing.named)
    yield _("the cover"), "\n".join([submission.title, submission.contact, submission.key_words, about])
    annexes = signing.content.get("annexes", ())
    yield _("the list of annexes"), "\n".join(each["title"] for each in annexes)
