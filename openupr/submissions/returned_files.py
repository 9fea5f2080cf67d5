"""A draft goes out for comments as a Word file; it comes back as suggestions and comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.uploads import FileCameBack
from openupr.documents import word
from openupr.documents.light_markup import cited, plain_words
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.comparing import compare
from openupr.returning.outcomes import Compared, HeadingSaid, ParagraphOutcome
from openupr.returning.sent_draft import Sent
from openupr.returning.units import Returned, UnitComment, returned_of
from openupr.returning.which_draft import lines_sent, nearest_draft

from .actions import BRING_BACK, CIRCULATE
from .citations import citations, in_its_language, marks, told_of_demo
from .models import Circulation, Paragraph, Remark, ReturnedCopy, Submission, Suggestion
from .rules.for_comments import document_for_comments, paragraphs_of, sent_of
from .rules.refusals import NothingLeft, NotThatDraft, StillUnsure, TakenBackAlready
from .submissions import check_open


def for_comments(circulation: Circulation) -> word.Document:
    """The draft as it was circulated, as the Word file that is to come back.

    One query beyond the edition's.
    """
    content, cite = circulation.edition.content, _cite(circulation)
    with in_its_language(circulation.submission):
        document = document_for_comments(content, cite, circulation.submission.language)
        return replace(document, furniture=word.Furniture(header=told_of_demo(cite)))


def sent(circulation: Circulation) -> Sent:
    """The draft with which a returned file is compared."""
    with in_its_language(circulation.submission):
        return sent_of(circulation.edition.content, _cite(circulation), circulation.submission.language)


def compared_with(
    circulation: Circulation, returned: Returned, decided: Mapping[int, int | None] | None = None
) -> tuple[Sent, Compared]:
    """What a returned file changes in each paragraph of a round."""
    draft = sent(circulation)
    return draft, compare(draft, returned, decided)


def _cite(circulation: Circulation) -> dict[str, str]:
    texts = [paragraph["text"] for _, paragraph in paragraphs_of(circulation.edition.content)]
    return citations(texts, circulation.submission) | marks(key for text in texts for key in cited(text))


def members_named(circulation: Circulation, names: Sequence[str]) -> dict[str, Person]:
    """The members whose names are in a returned file; without names that two members have."""
    by_name: dict[str, list[Person]] = {}
    for part in circulation.submission.coalition.participations.select_related("person"):
        for called in {str(part.person.called).casefold(), part.person.username.casefold()}:
            by_name.setdefault(called, []).append(part.person)
    alike = {name: by_name.get(name.strip().casefold(), []) for name in names}
    return {name: people[0] for name, people in alike.items() if name and len({person.pk for person in people}) == 1}


def taken_back(circulation: Circulation, sha256: str) -> bool:
    """Whether the file with this fingerprint was taken back in this round already."""
    return ReturnedCopy.objects.filter(circulation=circulation, sha256=sha256).exists()


def draft_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that takes back the round whose draft is nearest to the file. Raises RefusedFile."""
    rounds = Circulation.objects.filter(submission__coalition=coalition).exclude(
        submission__state=Submission.State.LODGED
    )
    circulations = list(rounds.select_related("edition", "submission__coalition").order_by("pk"))
    if not circulations or not _is_word(data):
        return None
    back = returned_of(read_returned_apart(data))
    nearness = {circulation: _nearness(circulation, back) for circulation in circulations}
    nearest = max(circulations, key=lambda circulation: (nearness[circulation], circulation.pk))
    if not nearness[nearest]:
        return None
    where = [coalition.key, nearest.submission_id, nearest.number]
    return FileCameBack(reverse("submissions:returned", args=where))


def _nearness(circulation: Circulation, back: Returned) -> float:
    """The share of paragraphs that the file and the draft have in common, 0 to 1."""
    draft = {unit.text for unit in sent(circulation).units if unit.kind != "heading"}
    read = {unit.before for unit in back.units if unit.before and unit.kind != "heading"}
    return 2 * len(draft & read) / (len(draft) + len(read)) if draft and read else 0.0


def _is_word(data: bytes) -> bool:
    return data.startswith(b"PK") and b"word/document.xml" in data


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Signs of another round: `nearer` to the file's words than this one, a `copy` of the same file
    there.
    """

    nearer: Circulation | None
    copy: ReturnedCopy | None


def elsewhere(circulation: Circulation, returned: Returned, sha256: str) -> Elsewhere:
    """Another round of the file, or one that took it back already. A constant number of queries."""
    others = ReturnedCopy.objects.filter(circulation__submission=circulation.submission, sha256=sha256)
    copy = others.exclude(circulation=circulation).select_related("circulation__edition").last()
    rounds = {
        draft_round.number: draft_round for draft_round in circulation.submission.circulations.select_related("edition")
    }
    if len(rounds) < 2:
        return Elsewhere(None, copy)
    texts = {
        number: [
            paragraph["text"]
            for section in draft_round.edition.content["sections"]
            for paragraph in section["paragraphs"]
        ]
        for number, draft_round in rounds.items()
    }
    every = [text for draft_texts in texts.values() for text in draft_texts]
    with in_its_language(circulation.submission):
        cite = citations(every, circulation.submission) | marks(key for text in every for key in cited(text))
    drafts = {number: lines_sent(draft_texts, cite.get) for number, draft_texts in texts.items()}
    number = nearest_draft(returned.units, drafts, circulation.number)
    return Elsewhere(rounds[number] if number != circulation.number else None, copy)


_LONGEST_NAME = 120
_FIRST_WORDS = 80
_NO_CLOCK_BEFORE = 2000
"""A computer without a clock says 1970 or 1980."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a coordinator decided about a returned file.

    `sender`: from whom it is, for changes without a name. `placed`: for each unsure unit, the sent
    unit that it is, None for a new one. `people`: which names in it are members of the coalition.
    """

    sender: str
    placed: Mapping[int, int | None] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    # Whether the uploader is the sender: then names of others in it are shown with theirs.
    is_own: bool = False


@act(CIRCULATE, gettext_lazy("Upload a draft that others changed"), about="circulation")
def take_back(
    *, by: Person, circulation: Circulation, returned: Returned, sha256: str, choices: Choices, now: datetime
) -> ReturnedCopy:
    """Add what came back to the paragraphs, as suggestions and comments of their authors.

    `counts` of the result: how many of each were added. A paragraph that has changed since the
    round keeps its text; the suggestion also holds the text that was sent. Suggestions and comments
    that are there already are not added again. Raises Locked, TakenBackAlready, NotThatDraft,
    StillUnsure, NothingLeft.
    """
    return _take_back(by, circulation, returned, sha256, choices, now)


@act(BRING_BACK, gettext_lazy("Upload a draft that one changed"), about="circulation")
def bring_back(
    *,
    by: Person,
    circulation: Circulation,
    returned: Returned,
    sha256: str,
    placed: Mapping[int, int | None],
    now: datetime,
) -> ReturnedCopy:
    """The same for the file of the person who uploads it: all in it is theirs, with names in the
    file.

    No text of the draft changes. Raises what `take_back` does.
    """
    own = {name: one for name, one in members_named(circulation, returned.names).items() if one == by}
    sender = str(by)[:_LONGEST_NAME]
    choices = Choices(sender=sender, placed=placed, people=own | {sender: by}, is_own=True)
    return _take_back(by, circulation, returned, sha256, choices, now)


def _take_back(
    by: Person, circulation: Circulation, returned: Returned, sha256: str, choices: Choices, now: datetime
) -> ReturnedCopy:
    check_open(circulation.submission)
    Submission.objects.select_for_update().get(pk=circulation.submission_id)
    if ReturnedCopy.objects.filter(circulation=circulation, sha256=sha256).exists():
        raise TakenBackAlready
    sent, compared = compared_with(circulation, returned, choices.placed)
    check_is_of(compared)
    if compared.unsure:
        raise StillUnsure(len(compared.unsure))
    counts = _Taking(circulation, sent, choices, now).all(compared, returned.comments)
    return ReturnedCopy.objects.create(
        circulation=circulation,
        sha256=sha256,
        taken_on=day_of(circulation.submission.coalition, now),
        sender=choices.sender[:_LONGEST_NAME],
        brought_by=by,
        counts=counts,
    )


def check_is_of(compared: Compared) -> None:
    """Raise NotThatDraft where the file has no paragraph of the draft, or nothing similar."""
    if not compared.unsure and all(outcome.kind in {"added", "removed"} for outcome in compared.outcomes):
        raise NotThatDraft


class _Taking:
    """One file while it is being taken back."""

    def __init__(self, circulation: Circulation, sent: Sent, choices: Choices, now: datetime) -> None:
        self.circulation, self.sent, self.choices, self.now = circulation, sent, choices, now
        within = {"section__submission": circulation.submission, "section__taken_out_at": None}
        paragraphs = Paragraph.objects.filter(**within)
        self.paragraphs = {
            paragraph.anchor: paragraph for paragraph in paragraphs.order_by("section__order", "order", "pk")
        }
        if not self.paragraphs:
            raise NothingLeft
        self.suggestions = self.remarks = 0

    def all(self, compared: Compared, comments: Sequence[UnitComment]) -> dict[str, int]:
        """Add everything; return how much."""
        for outcome in compared.outcomes:
            self._outcome(outcome)
        for heading in compared.headings:
            self._heading(heading)
        at = self.now
        for comment in comments:
            at = max(self._moment(comment.when), at) if comment.answer else self._moment(comment.when)
            place = compared.places[comment.unit] if comment.unit is not None else None
            self._comment(comment, place, at)
        added = {"suggestions": self.suggestions, "comments": self.remarks}
        return compared.counts() | added

    def _outcome(self, outcome: ParagraphOutcome) -> None:
        if outcome.kind == "added":
            near = self._near(outcome.owner)
            # A section without paragraphs has no place before its first one.
            first = outcome.owner is None or (outcome.first and near.anchor in self._with(outcome.owner))
            self._suggest(near, outcome, is_new=True, first=first)
            if outcome.owner is None:
                self._note(outcome, _("In the returned file this new paragraph comes before all others: “%(words)s”."))
            elif outcome.under:
                sentence = _("In the returned file this new paragraph is below the heading “%(heading)s”: “%(words)s”.")
                self._note(outcome, sentence, heading=outcome.under)
            return
        paragraph = self.paragraphs.get(self.sent.paragraphs[outcome.owner or 0].anchor)
        if outcome.kind in {"removed", "joined"} and not outcome.text:
            if paragraph:
                self._suggest(paragraph, outcome, removes=True)
                if outcome.joined_to is not None:
                    sentence = _("In the returned file this paragraph is joined to the one that begins “%(words)s”.")
                    self._note(outcome, sentence, self._read(self.sent.paragraphs[outcome.joined_to].text))
        elif outcome.kind != "unchanged" and paragraph is None:
            # It was taken out meanwhile: the change is offered at its place.
            self._suggest(self._near(outcome.owner), outcome, is_new=True)
        elif outcome.kind != "unchanged" and paragraph and paragraph.text != outcome.text:
            self._suggest(paragraph, outcome)
        if outcome.moved_after is not None and paragraph:
            self._moved(outcome)
        for source in outcome.sources_gone:
            self._note(outcome, _("The returned file no longer has this source: “%(words)s”."), source)
        for source, reads in outcome.sources_changed:
            sentence = _("In the returned file the source “%(source)s” reads “%(reads)s”.")
            names = list(outcome.names) or [self.choices.sender]
            self._remark(self._near(outcome.owner), names, sentence % {"source": source, "reads": reads}, self.now)

    def _moved(self, outcome: ParagraphOutcome) -> None:
        after = outcome.moved_after
        words = self._read(self.sent.paragraphs[after].text) if after is not None and after >= 0 else ""
        if outcome.moved_to == "":
            sentence = _("In the returned file this paragraph is moved above all headings.")
        elif outcome.moved_to and words:
            sentence = _(
                "In the returned file this paragraph is moved to the section “%(heading)s”: it follows the one that "
                "begins “%(words)s”."
            )
        elif outcome.moved_to:
            sentence = _(
                "In the returned file this paragraph is moved to the section “%(heading)s”: it comes first there."
            )
        elif words:
            sentence = _("In the returned file this paragraph is moved: it follows the one that begins “%(words)s”.")
        else:
            sentence = _("In the returned file this paragraph is moved: it comes first in its section.")
        self._note(outcome, sentence, words, heading=outcome.moved_to or "")

    def _near(self, owner: int | None) -> Paragraph:
        """A paragraph that was sent; where it is gone, the nearest one.

        First those before it, then those after it; of its own section where one is left.
        """
        at = owner or 0
        own = self.sent.paragraphs[at].section
        order = [*reversed(self.sent.paragraphs[: at + 1]), *self.sent.paragraphs[at + 1 :]]
        order.sort(key=lambda sent_paragraph: sent_paragraph.section != own)
        standing = (
            self.paragraphs[sent_paragraph.anchor]
            for sent_paragraph in order
            if sent_paragraph.anchor in self.paragraphs
        )
        return next(standing, next(iter(self.paragraphs.values())))

    def _with(self, owner: int) -> set[str]:
        """The anchors of all paragraphs that were sent in a paragraph's section."""
        own = self.sent.paragraphs[owner].section
        return {paragraph.anchor for paragraph in self.sent.paragraphs if paragraph.section == own}

    def _suggest(self, paragraph: Paragraph, outcome: ParagraphOutcome, **flags: bool) -> None:
        """Add a suggestion, unless the same one is there, settled or not."""
        names = [*outcome.names, *([] if outcome.tracked and outcome.names else [self.choices.sender])]
        same = {"paragraph": paragraph, "text": outcome.text, "from_name": self._from(names), **flags}
        if Suggestion.objects.filter(**same).exists():
            return
        Suggestion.objects.create(
            **same, base="" if flags.get("is_new") else outcome.base, author=self._author(names), made_at=self.now
        )
        self.suggestions += 1

    def _note(self, outcome: ParagraphOutcome, sentence: str, words: str = "", heading: str = "") -> None:
        """Add, as a comment, a change that cannot be a suggestion for the paragraph."""
        names = list(outcome.names) or [self.choices.sender]
        text = sentence % {"words": _begun(words or self._read(outcome.text)), "heading": heading}
        self._remark(self._near(outcome.owner), names, text, self.now)

    def _read(self, text: str) -> str:
        """A paragraph as it is read, without its markup."""
        return plain_words(text, cite=self.sent.cite.get)

    def _heading(self, heading: HeadingSaid) -> None:
        if heading.moved_after:
            sentence = _("In the returned file the section “%(before)s” follows the section “%(follows)s”.")
        elif heading.moved_after is not None:
            sentence = _("In the returned file the section “%(before)s” comes before all others.")
        elif not heading.before:
            sentence = _("In the returned file there is a new heading here: “%(after)s”.")
        elif not heading.after:
            sentence = _("The returned file no longer has this heading: “%(before)s”.")
        else:
            sentence = _("In the returned file the heading “%(before)s” reads “%(after)s”.")
        text = sentence % {"before": heading.before, "after": heading.after, "follows": heading.moved_after}
        self._remark(self._near(heading.owner), list(heading.names) or [self.choices.sender], text, self.now)

    def _comment(self, comment: UnitComment, place: int | None, at: datetime) -> None:
        text, on = comment.text.strip() or _("(a comment without words)"), self._near(place)
        if comment.quoted and not comment.answer and not self._is_whole(on, comment.quoted):
            text = f"“{comment.quoted}”: {text}"
        self._remark(on, [comment.name or self.choices.sender], text, at, resolved=comment.done)

    def _is_whole(self, paragraph: Paragraph, quoted: str) -> bool:
        """Whether a comment is about the whole paragraph; then its quote need not be repeated.

        The file cuts off long quotes: one that has at least half of the paragraph counts as all of
        it.
        """
        begins, whole = quoted.removesuffix("…"), " ".join(self._read(paragraph.text).split())
        is_cut = begins != quoted
        return whole.startswith(begins) and len(whole) <= (2 * len(begins) if is_cut else len(begins) + 1)

    def _remark(
        self, paragraph: Paragraph, names: Sequence[str], text: str, at: datetime, *, resolved: bool = False
    ) -> None:
        """Add a comment, unless the same one is there."""
        same = {"paragraph": paragraph, "from_name": self._from(names), "text": text, "circulation": self.circulation}
        if Remark.objects.filter(**same).exists():
            return
        Remark.objects.create(**same, author=self._author(names), made_at=at, resolved=resolved)
        self.remarks += 1

    def _from(self, names: Sequence[str]) -> str:
        """The names in the file; for names of others in a member's own file, also that member."""
        if not self.choices.is_own or all(name in self.choices.people for name in names if name):
            return _joined(names)
        others = [name for name in names if name not in self.choices.people]
        sentence = _("%(names)s, in the file of %(sender)s")
        return (sentence % {"names": _joined(others), "sender": self.choices.sender})[:_LONGEST_NAME]

    def _author(self, names: Sequence[str]) -> Person | None:
        """The author as a member, where all names are one person's and the coordinator confirmed
        it.
        """
        authors = {self.choices.people.get(name) for name in names}
        return authors.pop() if len(authors) == 1 else None

    def _moment(self, when: str) -> datetime:
        """When a comment was made, by its own date; never later than now.

        A date without a zone is taken as UTC, though Word writes local time.
        """
        try:
            moment = datetime.fromisoformat(when)
        except ValueError:
            return self.now
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(moment, self.now) if moment.year >= _NO_CLOCK_BEFORE else self.now


def _joined(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))[:_LONGEST_NAME]


def _begun(text: str) -> str:
    """The first words of a paragraph."""
    line = " ".join(text.split())
    return line if len(line) <= _FIRST_WORDS else line[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"
