"""Who has signed what, who must be asked again, who is named, on the cover and in the text."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.documents.light_markup import words_and_links, words_and_notes
from openupr.web.kept_queries import kept_row, kept_rows

from .actions import OPEN_SIGNING, SIGN
from .editions import COVER, Content, content_of, has_new_files, lodged_edition, make_edition, moved, share_since
from .models import (
    Edition,
    Section,
    SignOn,
    Submission,
)
from .rules.arranging import whole_heading
from .rules.naming import names
from .rules.refusals import (
    NotAskedToSign,
    NotItsOrganisation,
    NotPutUp,
)
from .rules.signing import SignedChoice, last_words, must_ask_again, named_on_cover
from .submissions import check_open, organisations_of_person

_TENTH_OF_A_PERCENT = 0.001


@dataclass(frozen=True, slots=True)
class SigningStatus:
    """The last answer of one organisation; `again`: the text has changed beyond the threshold
    since.

    `share`: of the words that changed since, 0 to 1; `new_file`: a file was annexed since;
    `about_changed`: the cover would say something else about the organisation than when it signed.
    """

    member: MemberOrganisation
    answer: SignOn | None
    again: bool = False
    share: float = 0.0
    new_file: bool = False
    about_changed: bool = False

    @property
    def organisation(self) -> Organisation:
        return self.member.organisation

    @property
    def is_void(self) -> bool:
        """Whether the text changed too much since its answer, and it was not asked again yet."""
        return (
            self.again and self.answer is not None and not self.answer.asked_again and not self.signed_another_paragraph
        )

    @property
    def was_asked_again(self) -> bool:
        """Whether "For me" already asks it to answer again."""
        if not self.again or self.answer is None or self.member.representative_id is None:
            return False
        return self.answer.asked_again or self.signed_another_paragraph

    @property
    def signed_another_paragraph(self) -> bool:
        """Whether it is named, and its description on the cover has changed since."""
        return self.answer is not None and self.answer.choice == SignOn.Choice.NAMED and self.about_changed

    @property
    def has_news(self) -> bool:
        """Whether it must be asked, or something has changed since its answer."""
        return self.answer is None or self.again or self.signed_another_paragraph or bool(self.changed_since)

    @property
    def changed_since(self) -> str:
        """What has changed since its answer, in words; "" where nothing has."""
        if self.answer is None or not (self.new_file or self.share):
            return ""
        if self.new_file:
            return _("a file was annexed since")
        if self.share < _TENTH_OF_A_PERCENT:
            return _("less than 0.1% of the words changed since")
        return _("%(share)s%% of the words changed since") % {"share": floatformat(self.share * 100, 1)}


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since the edition that is to be signed.

    `share` of the words, 0 to 1; whether a file was annexed, or sections or paragraphs moved;
    `too_much`: organisations that sign that edition now must be asked again at once.
    """

    share: float = 0.0
    new_file: bool = False
    moved: bool = False
    too_much: bool = False

    def __bool__(self) -> bool:
        return bool(self.share or self.new_file or self.moved)

    @property
    def words_changed(self) -> str:
        """How much of the text has changed, in words; "" where only a file was annexed."""
        if not self.share:
            return _("Sections or paragraphs were moved since; no word is another.") if self.moved else ""
        if self.share < _TENTH_OF_A_PERCENT:
            return _("Less than 0.1% of the words changed since.")
        return _("%(share)s%% of the words changed since.") % {"share": floatformat(self.share * 100, 1)}


@dataclass(frozen=True, slots=True)
class Signing:
    """The answers of all organisations of the submission, and the edition to sign.

    `since`: what has changed since that edition; once lodged, the edition that was lodged.
    `content`: what would be published now.
    """

    edition: Edition | None
    statuses: list[SigningStatus]
    named: list[Organisation]
    since: Since
    content: Content

    @property
    def unheard(self) -> list[Organisation]:
        """Organisations that have not answered, or must answer again."""
        return [status.organisation for status in self.statuses if status.answer is None or status.again]

    @property
    def silent(self) -> list[Organisation]:
        """Organisations that have not answered."""
        return [status.organisation for status in self.statuses if status.answer is None]

    @property
    def asks_again(self) -> bool:
        """Whether all must be asked to sign the current text, as it differs from the one they were
        asked for.
        """
        return bool(self.statuses) and (self.since.too_much or any(status.is_void for status in self.statuses))

    @property
    def again(self) -> list[Organisation]:
        """Organisations that must be asked again."""
        return [status.organisation for status in self.statuses if status.again]


def signing_of(submission: Submission, content: Content | None = None) -> Signing:
    """All about the signing now, in a constant number of queries.

    With `content`, as if that were the current text.
    """
    edition = _edition_to_sign(submission)
    answers = kept_rows(_said_in, submission.pk)
    # An edition has the whole text: fetch each once, though many organisations may have signed it.
    signed = {row.pk: row for row in kept_rows(_with_keys, {answer.edition_id for answer in answers})}
    for answer in answers:
        answer.edition = signed[answer.edition_id]
    words = [SignedChoice(on.organisation_id, on.choice, on.edition.number, _about_changed(on)) for on in answers]
    now, threshold = content or _text_of(submission, edition), submission.asks_again_from / 100
    open_edition = edition if submission.state == Submission.State.SIGNING else None
    editions = {kept.number: kept for kept in (*signed.values(), *([open_edition] if open_edition else ()))}
    shares = {number: share_since(kept.content, now) for number, kept in editions.items()}
    with_new = {number for number, kept in editions.items() if has_new_files(kept.content, now)}
    changed = {number: 1.0 if number in with_new else share for number, share in shares.items()}
    last, by_key = last_words(words), {answer.organisation_id: answer for answer in answers}
    statuses = []
    for member in submission.parties:
        word = last.get(member.organisation_id)
        if word is None:
            statuses.append(SigningStatus(member, None))
            continue
        statuses.append(
            SigningStatus(
                member,
                by_key[member.organisation_id],
                again=must_ask_again(word, changed=changed, threshold=threshold),
                share=shares[word.edition],
                new_file=word.edition in with_new,
                about_changed=word.about_changed,
            )
        )
    consenting = set(named_on_cover(words, changed=changed, threshold=threshold))
    return Signing(
        edition=edition,
        statuses=statuses,
        named=[status.organisation for status in statuses if status.organisation.pk in consenting],
        since=Since(
            share=shares[open_edition.number],
            new_file=open_edition.number in with_new,
            moved=bool(moved(open_edition.content, now)),
            too_much=changed[open_edition.number] > threshold,
        )
        if open_edition
        else Since(),
        content=now,
    )


def _edition_to_sign(submission: Submission) -> Edition | None:
    """The last edition that organisations were asked to sign, not a draft circulated since.

    Once lodged, the lodged one; before organisations were asked, the last of all.
    """
    if submission.is_locked and (lodged := lodged_edition(submission)):
        return lodged
    return kept_row(_to_sign, submission.pk) or kept_row(_newest, submission.pk)


def _said_in(submission: int) -> QuerySet[SignOn]:
    return SignOn.objects.filter(submission=submission).select_related("organisation")


def _with_keys(keys: Collection[int]) -> QuerySet[Edition]:
    return Edition.objects.filter(pk__in=keys)


def _to_sign(submission: int) -> QuerySet[Edition]:
    return Edition.objects.filter(submission=submission, label=Edition.TO_SIGN)[:1]


def _newest(submission: int) -> QuerySet[Edition]:
    return Edition.objects.filter(submission=submission)[:1]


def _text_of(submission: Submission, edition: Edition | None) -> Content:
    """The current text; once lodged, the text that was lodged, which may be older."""
    return edition.content if submission.is_locked and edition else content_of(submission)


def _about_changed(answer: SignOn) -> bool:
    """Whether its name or description changed since it signed; no where these were not kept."""
    if answer.called and answer.called != answer.organisation.name:
        return True
    return answer.about is not None and answer.about.split() != answer.organisation.about.split()


def named_organisations(submission: Submission, content: Content | None = None) -> list[Organisation]:
    """The organisations on the cover of that text: only those that consented, by name.

    No document names others.
    """
    return signing_of(submission, content).named


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Where a section names an organisation: the first paragraph, "" for the heading.

    `cited`: only in end notes.
    """

    section: Section
    anchor: str
    cited: bool


@dataclass(frozen=True, slots=True)
class NamedAfterAll:
    """An organisation without consent to be named, and the sections or other places that name
    it.
    """

    organisation: Organisation
    places: list[NamedPlace]
    elsewhere: list[str]

    @property
    def is_only_cited(self) -> bool:
        """Whether only end notes name it, as a source: that does not show that it takes part."""
        return not self.elsewhere and all(place.cited for place in self.places)


@dataclass(frozen=True, slots=True)
class Revealed:
    """The organisations that the file would reveal though the cover does not name them.

    `named` by the text, or only `cited` in end notes.
    """

    named: list[NamedAfterAll]
    cited: list[NamedAfterAll]


def named_after_all(
    submission: Submission, signing: Signing, sections: Iterable[Section] | None = None, *, reader: Person
) -> Revealed:
    """The organisations that the file of the signing's text would reveal.

    Of those only cited, without the reader's own. Three queries; two with all `sections` fetched;
    two more where one is cited.
    """
    on_the_cover = {organisation.pk for organisation in signing.named}
    if submission.kind == Submission.Kind.JOINT:  # all organisations of the coalition are asked to sign
        members = [status.member for status in signing.statuses]
    else:
        members = list(submission.coalition.member_organisations.select_related("organisation"))
    hidden = [member.organisation for member in members if member.organisation.pk not in on_the_cover]
    # An earlier edition may have a section that was taken out since.
    ever = Section.all_ever.filter(submission=submission) if sections is None else sections
    by_key = {section.pk: section for section in ever}
    found_in = [
        (by_key[content["key"]], content) for content in signing.content["sections"] if content["key"] in by_key
    ]
    written = [(section, content, _all_of(content)) for section, content in found_in]
    others = list(_elsewhere(submission, signing))
    all_named = [
        NamedAfterAll(
            organisation,
            [
                _first_place(section, content, organisation)
                for section, content, text in written
                if names(text, organisation.name, organisation.short_name)
            ],
            [place for place, text in others if names(text, organisation.name, organisation.short_name)],
        )
        for organisation in hidden
    ]
    revealed = [named for named in all_named if named.places or named.elsewhere]
    cited = [named for named in revealed if named.is_only_cited]
    own = organisations_of_person(reader, submission.coalition) if cited else set()
    return Revealed(
        named=[named for named in revealed if not named.is_only_cited],
        cited=[named for named in cited if named.organisation.pk not in own],
    )


def _all_of(section: Content) -> str:
    return "\n".join([whole_heading(section), *map(_all_of_paragraph, section["paragraphs"])])


def _all_of_paragraph(paragraph: Content) -> str:
    # As it is read, because bold type may begin inside a name; and as it is typed, with the
    # addresses of links.
    return "\n".join([words_and_notes(paragraph["text"]), paragraph["text"], *paragraph["sources"]])


def _first_place(section: Section, content: Content, organisation: Organisation) -> NamedPlace:
    """The first place where the text of a section names it; else the first end note."""
    name = (organisation.name, organisation.short_name)
    paragraphs = content["paragraphs"]
    anchors = [paragraph["anchor"] for paragraph in paragraphs if names(words_and_links(paragraph["text"]), *name)]
    if anchors or names(whole_heading(content), *name):
        return NamedPlace(section, anchors[0] if anchors else "", cited=False)
    noted = (paragraph["anchor"] for paragraph in paragraphs if names(_all_of_paragraph(paragraph), *name))
    return NamedPlace(section, next(noted, ""), cited=True)


def _elsewhere(submission: Submission, signing: Signing) -> Iterator[tuple[str, str]]:
    about = "\n".join(organisation.about for organisation in signing.named)
    # Older editions have only the title.
    cover = [signing.content.get(name, getattr(submission, name)) for name in COVER]
    yield _("the cover"), "\n".join([*cover, about])
    annexes = signing.content.get("annexes", ())
    yield _("the list of annexes"), "\n".join(annex["title"] for annex in annexes)


@act(OPEN_SIGNING, about="submission")
def ask_to_sign(*, by: Person, submission: Submission, now: datetime) -> Edition:
    """Ask the organisations to sign the current text, again where their answer no longer counts.

    Raises Locked.
    """
    check_open(submission)
    submission.sign_ons.update(asked_again=Q(organisation__in=signing_of(submission).again))
    edition = make_edition(submission, label=Edition.TO_SIGN, now=now)
    submission.state = Submission.State.SIGNING
    submission.save(update_fields=["state"])
    return edition


@act(SIGN, gettext_lazy("Say whether an organisation signs"), about="submission", names="organisation")
def sign_on(
    *, by: Person, submission: Submission, organisation: Organisation, edition: Edition, choice: str, now: datetime
) -> SignOn:
    """Record an organisation's answer for an edition, through its representative; the last one
    counts.

    Its description on the cover is kept with the answer. Raises Locked, NotItsOrganisation,
    NotAskedToSign, NotPutUp.
    """
    check_open(submission)
    speaks = submission.coalition.member_organisations.filter(organisation=organisation, representative=by)
    if not speaks.exists() or edition.submission_id != submission.pk:
        raise NotItsOrganisation
    if not submission.parties.filter(organisation=organisation).exists():
        raise NotAskedToSign
    if edition.label != Edition.TO_SIGN:
        raise NotPutUp
    return SignOn.objects.create(
        submission=submission,
        organisation=organisation,
        edition=edition,
        choice=SignOn.Choice(choice),
        said_by=by,
        said_at=now,
        about=organisation.about,
        called=organisation.name,
    )
