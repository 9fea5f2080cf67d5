"""Taking back a draft that went out as Word: its changes become suggestions, its comments comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.clock import day_of
from openupr.documents.light_markup import plain_words
from openupr.returning.outcomes import Compared, HeadingSaid, Outcome
from openupr.returning.sent_draft import Sent
from openupr.returning.units import Returned, Said

from ..actions.drafting import BRING_BACK, CIRCULATE
from ..models import Circulation, Paragraph, Remark, ReturnedCopy, Submission, Suggestion
from ..queries.returning import compared_with, members_named
from ..rules.refusals import NothingLeft, NotThatDraft, StillUnsure, TakenBackAlready
from .open_for_writing import check_open

_LONGEST_NAME = 120
_FIRST_WORDS = 80
_NO_CLOCK_BEFORE = 2000
"""A computer without a clock says 1970 or 1980."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a coordinator said of a returned file.

    `sender`: from whom it is, for what nobody is named in. `placed`: for each unit that was unsure the sent unit it
    is, None for a new one. `people`: which names in it are members of the coalition.
    """

    sender: str
    placed: Mapping[int, int | None] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    # Whether who brings the file is the sender: then names of others in it are shown with theirs.
    is_own: bool = False


@act(CIRCULATE, gettext_lazy("Upload a draft that others changed"), about="circulation")
def take_back(
    *, by: Person, circulation: Circulation, returned: Returned, sha256: str, choices: Choices, now: datetime
) -> ReturnedCopy:
    """Put what came back to the paragraphs as suggestions and comments of whoever wrote them.

    `counts` of the result say how many of each were added. A paragraph that has changed since the round keeps its
    text; the suggestion holds the text that went out beside its own. What says the same as a suggestion or comment
    that is there already adds nothing. Raises Locked, TakenBackAlready, NotThatDraft, StillUnsure, NothingLeft.
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
    """The same for the file of the person who brings it: all in it is theirs, beside the names that the file has.

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
    """Raise NotThatDraft where no paragraph of the draft is in the file, nor anything that may be one."""
    if not compared.unsure and all(each.kind in {"added", "removed"} for each in compared.outcomes):
        raise NotThatDraft


class _Taking:
    """One file while it is being taken back."""

    def __init__(self, circulation: Circulation, sent: Sent, choices: Choices, now: datetime) -> None:
        self.circulation, self.sent, self.choices, self.now = circulation, sent, choices, now
        within = {"section__submission": circulation.submission, "section__taken_out_at": None}
        found = Paragraph.objects.filter(**within)
        self.paragraphs = {each.anchor: each for each in found.order_by("section__order", "order", "pk")}
        if not self.paragraphs:
            raise NothingLeft
        self.suggestions = self.remarks = 0

    def all(self, compared: Compared, comments: Sequence[Said]) -> dict[str, int]:
        """Add everything; how much that was."""
        for outcome in compared.outcomes:
            self._outcome(outcome)
        for heading in compared.headings:
            self._heading(heading)
        at = self.now
        for said in comments:
            at = max(self._moment(said.when), at) if said.answer else self._moment(said.when)
            place = compared.places[said.unit] if said.unit is not None else None
            self._comment(said, place, at)
        added = {"suggestions": self.suggestions, "comments": self.remarks}
        return compared.counts() | added

    def _outcome(self, outcome: Outcome) -> None:
        if outcome.kind == "added":
            near = self._near(outcome.owner)
            # Where nothing of its section is left there is no place before the others of it.
            first = outcome.owner is None or (outcome.first and near.anchor in self._with(outcome.owner))
            self._suggest(near, outcome, is_new=True, first=first)
            if outcome.owner is None:
                self._note(outcome, _("In the returned file this new paragraph comes before all others: “%(words)s”."))
            elif outcome.under:
                told = _("In the returned file this new paragraph is below the heading “%(heading)s”: “%(words)s”.")
                self._note(outcome, told, heading=outcome.under)
            return
        paragraph = self.paragraphs.get(self.sent.paragraphs[outcome.owner or 0].anchor)
        if outcome.kind in {"removed", "joined"} and not outcome.text:
            if paragraph:
                self._suggest(paragraph, outcome, removes=True)
                if outcome.joined_to is not None:
                    told = _("In the returned file this paragraph is joined to the one that begins “%(words)s”.")
                    self._note(outcome, told, self._read(self.sent.paragraphs[outcome.joined_to].text))
        elif outcome.kind != "unchanged" and paragraph is None:
            # It was taken out meanwhile: what was made of it is offered where it stood.
            self._suggest(self._near(outcome.owner), outcome, is_new=True)
        elif outcome.kind != "unchanged" and paragraph and paragraph.text != outcome.text:
            self._suggest(paragraph, outcome)
        if outcome.moved_after is not None and paragraph:
            self._moved(outcome)
        for source in outcome.sources_gone:
            self._note(outcome, _("The returned file no longer has this source: “%(words)s”."), source)
        for source, reads in outcome.sources_changed:
            told = _("In the returned file the source “%(source)s” reads “%(reads)s”.")
            names = list(outcome.names) or [self.choices.sender]
            self._remark(self._near(outcome.owner), names, told % {"source": source, "reads": reads}, self.now)

    def _moved(self, outcome: Outcome) -> None:
        after = outcome.moved_after
        words = self._read(self.sent.paragraphs[after].text) if after is not None and after >= 0 else ""
        if outcome.moved_to == "":
            told = _("In the returned file this paragraph is moved above all headings.")
        elif outcome.moved_to and words:
            told = _(
                "In the returned file this paragraph is moved to the section “%(heading)s”: it follows the one that "
                "begins “%(words)s”."
            )
        elif outcome.moved_to:
            told = _("In the returned file this paragraph is moved to the section “%(heading)s”: it comes first there.")
        elif words:
            told = _("In the returned file this paragraph is moved: it follows the one that begins “%(words)s”.")
        else:
            told = _("In the returned file this paragraph is moved: it comes first in its section.")
        self._note(outcome, told, words, heading=outcome.moved_to or "")

    def _near(self, owner: int | None) -> Paragraph:
        """A paragraph that was sent; where it stands no more, the nearest before it, else the nearest after it, of its
        own section if one is left.
        """
        at = owner or 0
        own = self.sent.paragraphs[at].section
        order = [*reversed(self.sent.paragraphs[: at + 1]), *self.sent.paragraphs[at + 1 :]]
        order.sort(key=lambda each: each.section != own)
        found = (self.paragraphs[each.anchor] for each in order if each.anchor in self.paragraphs)
        return next(found, next(iter(self.paragraphs.values())))

    def _with(self, owner: int) -> set[str]:
        """The anchors of all that was sent of a paragraph's section."""
        own = self.sent.paragraphs[owner].section
        return {each.anchor for each in self.sent.paragraphs if each.section == own}

    def _suggest(self, paragraph: Paragraph, outcome: Outcome, **given: bool) -> None:
        """Add a suggestion, unless the same one is there, settled or not."""
        names = [*outcome.names, *([] if outcome.tracked and outcome.names else [self.choices.sender])]
        same = {"paragraph": paragraph, "text": outcome.text, "from_name": self._from(names), **given}
        if Suggestion.objects.filter(**same).exists():
            return
        Suggestion.objects.create(
            **same, base="" if given.get("is_new") else outcome.base, author=self._author(names), made_at=self.now
        )
        self.suggestions += 1

    def _note(self, outcome: Outcome, told: str, words: str = "", heading: str = "") -> None:
        """What of a paragraph cannot be said as another text of it."""
        names = list(outcome.names) or [self.choices.sender]
        said = told % {"words": _begun(words or self._read(outcome.text)), "heading": heading}
        self._remark(self._near(outcome.owner), names, said, self.now)

    def _read(self, text: str) -> str:
        """A paragraph as it is read, without its markup."""
        return plain_words(text, cite=self.sent.cite.get)

    def _heading(self, said: HeadingSaid) -> None:
        if said.moved_after:
            told = _("In the returned file the section “%(before)s” follows the section “%(follows)s”.")
        elif said.moved_after is not None:
            told = _("In the returned file the section “%(before)s” comes before all others.")
        elif not said.before:
            told = _("In the returned file there is a new heading here: “%(after)s”.")
        elif not said.after:
            told = _("The returned file no longer has this heading: “%(before)s”.")
        else:
            told = _("In the returned file the heading “%(before)s” reads “%(after)s”.")
        text = told % {"before": said.before, "after": said.after, "follows": said.moved_after}
        self._remark(self._near(said.owner), list(said.names) or [self.choices.sender], text, self.now)

    def _comment(self, said: Said, place: int | None, at: datetime) -> None:
        text, on = said.text.strip() or _("(a comment without words)"), self._near(place)
        if said.quoted and not said.answer and not self._is_whole(on, said.quoted):
            text = f"“{said.quoted}”: {text}"
        self._remark(on, [said.name or self.choices.sender], text, at, resolved=said.done)

    def _is_whole(self, paragraph: Paragraph, quoted: str) -> bool:
        """Whether a comment was made on all of a paragraph, as far as its quoted words tell, which are cut off where
        they are many: it stands on that here, and need not repeat it.
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
        """Who is named; of others in a member's own file, also whose file it is."""
        if not self.choices.is_own or all(name in self.choices.people for name in names if name):
            return _joined(names)
        others = [name for name in names if name not in self.choices.people]
        told = _("%(names)s, in the file of %(sender)s")
        return (told % {"names": _joined(others), "sender": self.choices.sender})[:_LONGEST_NAME]

    def _author(self, names: Sequence[str]) -> Person | None:
        """The member whose it is, where it is one person's and the coordinator says that it is them."""
        found = {self.choices.people.get(name) for name in names}
        return found.pop() if len(found) == 1 else None

    def _moment(self, when: str) -> datetime:
        """When a comment says that it was made, also where that was before the round; never later than now.

        Word means the time of its own place.
        """
        try:
            said = datetime.fromisoformat(when)
        except ValueError:
            return self.now
        said = said if said.tzinfo else said.replace(tzinfo=UTC)
        return min(said, self.now) if said.year >= _NO_CLOCK_BEFORE else self.now


def _joined(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))[:_LONGEST_NAME]


def _begun(text: str) -> str:
    """The first words of a paragraph."""
    line = " ".join(text.split())
    return line if len(line) <= _FIRST_WORDS else line[:_FIRST_WORDS].rsplit(" ", 1)[0] + "…"
