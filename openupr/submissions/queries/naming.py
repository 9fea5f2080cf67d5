"""Where the text itself names an organisation that the cover does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Organisation
from openupr.documents.light_markup import words_and_links, words_and_notes

from ..models import Section, Submission
from ..rules.arranging import whole_heading
from ..rules.naming import names
from .editions import COVER, Content
from .parties import organisations_of_person
from .signing import Signing


@dataclass(frozen=True, slots=True)
class Named:
    """Where a section names an organisation: the first paragraph, "" for the heading; `cited`: in end notes only."""

    section: Section
    anchor: str
    cited: bool


@dataclass(frozen=True, slots=True)
class NamedAfterAll:
    """An organisation that has not consented to be named, and where it is: sections, or other places in words."""

    organisation: Organisation
    places: list[Named]
    elsewhere: list[str]

    @property
    def is_only_cited(self) -> bool:
        """Whether only end notes name it, as a source: that does not say that it takes part."""
        return not self.elsewhere and all(each.cited for each in self.places)


@dataclass(frozen=True, slots=True)
class Revealed:
    """The organisations that the file would reveal though the cover does not name them: `told` by the text, or only
    `cited` in end notes.
    """

    told: list[NamedAfterAll]
    cited: list[NamedAfterAll]


def named_after_all(
    submission: Submission, signing: Signing, sections: Iterable[Section] | None = None, *, reader: Person
) -> Revealed:
    """Whom the file of the signing's text would reveal; of those that it cites, not the reader's own. Three queries;
    two with all `sections` fetched; two more where any is cited.
    """
    on_the_cover = {each.pk for each in signing.named}
    if submission.kind == Submission.Kind.JOINT:  # all organisations of the coalition are asked to sign
        members = [each.member for each in signing.statuses]
    else:
        members = list(submission.coalition.member_organisations.select_related("organisation"))
    hidden = [each.organisation for each in members if each.organisation.pk not in on_the_cover]
    # An earlier edition may have a section that was taken out since.
    ever = Section.all_ever.filter(submission=submission) if sections is None else sections
    by_key = {each.pk: each for each in ever}
    found_in = [(by_key[each["key"]], each) for each in signing.content["sections"] if each["key"] in by_key]
    written = [(section, content, _all_of(content)) for section, content in found_in]
    others = list(_elsewhere(submission, signing))
    found = [
        NamedAfterAll(
            each,
            [
                _first_place(section, content, each)
                for section, content, text in written
                if names(text, each.name, each.short_name)
            ],
            [place for place, text in others if names(text, each.name, each.short_name)],
        )
        for each in hidden
    ]
    revealed = [each for each in found if each.places or each.elsewhere]
    cited = [each for each in revealed if each.is_only_cited]
    own = organisations_of_person(reader, submission.coalition) if cited else set()
    return Revealed(
        told=[each for each in revealed if not each.is_only_cited],
        cited=[each for each in cited if each.organisation.pk not in own],
    )


def _all_of(section: Content) -> str:
    return "\n".join([whole_heading(section), *map(_all_of_paragraph, section["paragraphs"])])


def _all_of_paragraph(paragraph: Content) -> str:
    # As it is read, where bold type may begin within a name; and as it is written, where addresses of links stand.
    return "\n".join([words_and_notes(paragraph["text"]), paragraph["text"], *paragraph["sources"]])


def _first_place(section: Section, content: Content, organisation: Organisation) -> Named:
    """Where the text of a section names it first; where only end notes do, the first of them."""
    name = (organisation.name, organisation.short_name)
    paragraphs = content["paragraphs"]
    told = [each["anchor"] for each in paragraphs if names(words_and_links(each["text"]), *name)]
    if told or names(whole_heading(content), *name):
        return Named(section, told[0] if told else "", cited=False)
    noted = (each["anchor"] for each in paragraphs if names(_all_of_paragraph(each), *name))
    return Named(section, next(noted, ""), cited=True)


def _elsewhere(submission: Submission, signing: Signing) -> Iterator[tuple[str, str]]:
    about = "\n".join(each.about for each in signing.named)
    # Editions of before the rest was kept have the title alone.
    cover = [signing.content.get(name, getattr(submission, name)) for name in COVER]
    yield _("the cover"), "\n".join([*cover, about])
    annexes = signing.content.get("annexes", ())
    yield _("the list of annexes"), "\n".join(each["title"] for each in annexes)
