"""A roadmap's Word file that came back: what it says, compared with what is kept, and saving it."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.coalitions.uploads import FileCameBack
from openupr.files.refusal import RefusedFile
from openupr.files.word.with_changes import ReturnedFile, ReturnedParagraph, read_returned_apart
from openupr.files.word.with_changes.values import Pieces, accepted
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import ever_worded, propose, save_wording
from openupr.proposals.rules.proposals import AdoptedAlready, cleaned_wording
from openupr.returning.rows import RowBack, SentRow, compare_rows, row_mark
from openupr.returning.units import returned_of
from openupr.web.refusing import in_words

from .actions import ANSWER
from .answers import answer, answer_of
from .rules.paper import MOST, NotADay, day_written, language_written, recommendations_in, same
from .rules.roadmap import Kind, questions
from .rules.word_marks import BOXES, WordMark, mark_of, roadmap_code
from .word_boxes import KeptPlace, kept_places

_SHOWN = 200
_MOST_NAMED = 40


class NotThisRoadmap(Refused):
    """A file that has no marks of this group's roadmap."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the file to fill in of this group's roadmap. Take that one with "
            "“Take the Word file to fill in”. Nothing was changed."
        )


@dataclass(frozen=True)
class RoadmapBack:
    """What a file says. `new`: recommendations; `strange`: sentences on what could not be taken;
    `comments`: (by whom, on what, text); `left_out`: pictures and parts that were not read.
    """

    rows: Sequence[RowBack] = ()
    new: Sequence[str] = ()
    strange: Sequence[str] = ()
    comments: Sequence[Sequence[str]] = ()
    left_out: int = 0

    def as_data(self) -> dict[str, Any]:
        """As plain data; `from_data` makes it again."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "RoadmapBack":
        """Of what `as_data` gave, by way of JSON."""
        rows = [RowBack(**{**row, "cells": tuple(row["cells"])}) for row in data["rows"]]
        return cls(rows, data["new"], data["strange"], data["comments"], data["left_out"])


@dataclass(frozen=True, slots=True)
class PlaceDiffers:
    """A place where the file says something else. `both`: it changed here too since the file
    went out.
    """

    kept: KeptPlace
    text: str
    both: bool


@dataclass(frozen=True)
class RoadmapCompared:
    """`stays`: (place, why) of what is left as it is; `new`: recommendations that the group has not
    yet.
    """

    same: int
    differ: Sequence[PlaceDiffers]
    new: Sequence[str]
    stays: Sequence[tuple[str, str]]
    strange: Sequence[str]

    @property
    def seen(self) -> str:
        """What is kept here of the places that are asked about, in a few letters."""
        versions = [(place.kept.key, place.kept.version) for place in self.differ]
        return hashlib.sha256(repr((versions, list(self.new))).encode()).hexdigest()


def groups_marked(file: ReturnedFile, coalition: Coalition) -> tuple[bool, Group | None]:
    """Whether a file is a roadmap with marks, and the group of this coalition whose it is."""
    marks = (mark_of(name) for paragraph in file.paragraphs for name in (*paragraph.anchors, *paragraph.within))
    counted = Counter(mark.roadmap for mark in marks if mark)
    groups = {roadmap_code(coalition.key, group.pk): group for group in coalition.groups.all()}
    own = [code for code, _number in counted.most_common() if code in groups]
    return bool(counted), groups[own[0]] if own else None


def read_roadmap(group: Group, data: bytes) -> RoadmapBack:
    """What a Word file says, with all tracked changes accepted. Raises RefusedFile,
    NotThisRoadmap.
    """
    return content_of(read_returned_apart(data), group)


def content_of(file: ReturnedFile, group: Group) -> RoadmapBack:
    """What a file that was read says. Raises NotThisRoadmap."""
    reading = _RoadmapReading(roadmap_code(group.coalition.key, group.pk))
    for number, paragraph in enumerate(file.paragraphs):
        reading.read(paragraph, is_title=number == 0)
    if not reading.knows_it:
        raise NotThisRoadmap
    strange = reading.strange[:_MOST_NAMED]
    if more := len(reading.strange) - len(strange):
        strange.append(_("And %(n)s more.") % {"n": more})
    comments = [
        (comment.mark.author, " ".join(comment.quoted.split()), comment.text)
        for comment in file.comments
        if comment.text
    ]
    return RoadmapBack(reading.rows, reading.new, strange, comments, len(file.unread) + file.pictures)


@dataclass
class _RoadmapReading:
    """One file while it is being read."""

    code: str
    rows: list[RowBack] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    knows_it: bool = False

    def read(self, paragraph: ReturnedParagraph, *, is_title: bool) -> None:
        marks = self._marks(paragraph.anchors)
        self.knows_it = self.knows_it or bool(marks)
        if any(mark.place in BOXES for mark in marks):
            self._boxes(paragraph)
            return
        words = " ".join(paragraph.text.split())
        stays = any(mark.said == row_mark((words,)) for mark in marks)
        if words and not stays and not (is_title and paragraph.kind == "heading" and not marks):
            self._tell(_("Outside the boxes: “%(words)s”"), words)

    def _marks(self, names: Sequence[str]) -> list[WordMark]:
        return [mark for mark in map(mark_of, names) if mark and mark.roadmap == self.code]

    def _boxes(self, table: ReturnedParagraph) -> None:
        marks = [self._box(names) for names in table.row_anchors]
        takes_new = any(mark and mark.place == "n" for mark in marks)
        for mark, cells in zip(marks, table.rows, strict=True):
            label, text = _words(cells[0]) if cells else "", "\n".join(filter(None, map(_words, cells[1:])))
            if mark is None and takes_new:
                # Somebody added a row; its words may stand in either cell.
                self.new += filter(None, [text or label])
            elif mark is None:
                self._tell(_("In a box that was added: “%(words)s”"), f"{label} {text}".strip())
            elif any(row.key == mark.key for row in self.rows):
                self._tell(_("A box is in the file twice. The second says: “%(words)s”"), text)
            else:
                if label and not mark.names(label):
                    self._tell(_("Beside a box: “%(words)s”"), label)
                self._box_says(mark, text)

    def _box(self, names: Sequence[str]) -> WordMark | None:
        return next((mark for mark in self._marks(names) if mark.place in BOXES), None)

    def _box_says(self, mark: WordMark, text: str) -> None:
        if mark.place == "n":
            self.new += filter(None, [text])
        else:
            if mark.place == "d" and (day := day_written(text)):
                text = day.isoformat()
            self.rows.append(RowBack(len(self.rows) + 1, "", (text,), mark.key, mark.said))

    def _tell(self, sentence: str, words: str) -> None:
        if words:
            self.strange.append(sentence % {"words": _short(words)})


def roadmap_compared(group: Group, back: RoadmapBack) -> RoadmapCompared:
    """What the file says against what is kept now."""
    places = kept_places(group)
    strange = list(back.strange)
    for row in back.rows:
        if row.key not in places and any(row.cells) and row_mark(row.cells) != row.mark:
            sentence = _("Of a recommendation that was merged or dropped: “%(words)s”")
            strange.append(sentence % {"words": _short(row.cells[0])})
    rows = [row for row in back.rows if row.key in places]
    compared_rows = compare_rows([SentRow(key, "", (place.text,)) for key, place in places.items()], rows)
    differ = []
    for place in compared_rows.differ:
        kept, [text] = places[place.key], place.theirs[0]
        try:
            _check(kept, text)
            differ.append(PlaceDiffers(kept, text, place.both))
        except Refused as refusal:
            strange.append(f"{kept.title}: “{_short(text)}”. {in_words(refusal)}")
    order = list(places)
    differ.sort(key=lambda place: order.index(place.kept.key))
    new, not_new = _new(group, back.new)
    gone = [key for key in compared_rows.missing if key.startswith("a") and key not in _without_box()]
    stays = [(places[key].title, _("empty in the file")) for key in compared_rows.emptied]
    stays += [(places[key].title, _("not in the file")) for key in gone]
    return RoadmapCompared(compared_rows.same, differ, new, stays, [*strange, *not_new])


def _without_box() -> set[str]:
    """Answers that have a box only where they say something."""
    return {f"a{question.number}" for question in questions() if question.kind == Kind.RECOMMENDATIONS}


def _new(group: Group, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The recommendations that the group has not yet, and sentences on those that cannot
    be taken.
    """
    known = {same(text) for text in ever_worded(Proposal.objects.filter(group=group)).get(group.pk, ())}
    texts_by_key = {same(part): part for text in texts for part in recommendations_in(text)}
    new, strange = [], []
    for key, text in texts_by_key.items():
        if key in known:
            continue
        try:
            new.append(cleaned_wording(text, language_written(text, group.coalition.languages)))
        except Refused as refusal:
            strange.append(f"“{_short(text)}”. {in_words(refusal)}")
    strange += [
        _("More than %(most)s new recommendations: “%(words)s”.") % {"most": MOST, "words": _short(recommendation)}
        for recommendation in new[MOST:]
    ]
    return new[:MOST], strange


def _check(kept: KeptPlace, text: str) -> None:
    """Raise Refused where a text cannot be taken at its place."""
    if kept.wording:
        if kept.wording.proposal.state == Proposal.State.ADOPTED:
            raise AdoptedAlready
        cleaned_wording(text, kept.wording.language)
    elif not kept.is_day:
        cleaned_answer(text)
    elif not day_written(text):
        raise NotADay


def _words(pieces: Pieces) -> str:
    """The words of a cell, its notes in brackets."""
    pieces_of_text = []
    for piece in accepted(pieces):
        note = "".join(word.text for word in piece.note or ()).strip()
        pieces_of_text.append(f" [{note}]" if note else piece.text)
    return "".join(pieces_of_text).strip()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + "…"


_ENOUGH = 3  # questions of the sheet that a file must hold to be one


def roadmap_that_came_back(coalition: Coalition, data: bytes) -> FileCameBack | None:
    """The page that takes over what a file with marks says; of one without marks, where a person
    types it in.

    Raises RefusedFile, also where the marks are of no group of this coalition.
    """
    if not (data.startswith(b"PK") and b"word/document.xml" in data):
        return None
    file = read_returned_apart(data)
    is_marked, group = groups_marked(file, coalition)
    if group:
        return FileCameBack(reverse("roadmaps:roadmap-back", args=[coalition.key, group.pk]))
    if is_marked:
        raise RefusedFile(_("This is a roadmap, but not of a group of this coalition. Nothing was changed."))
    text = "\n".join(unit.text for unit in returned_of(file).units)
    if sum(question.en in text or bool(question.km and question.km in text) for question in questions()) < _ENOUGH:
        return None
    named = [group for group in coalition.groups.filter(closed=False) if group.name in text]
    if not named:
        return None
    group = max(named, key=lambda candidate: len(candidate.name))
    address = reverse("roadmaps:roadmap-type-in", args=[coalition.key, group.pk])
    return FileCameBack(f"{address}?file=1", takes_file=False)


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What the file says of one question; None: not taken. `day`: as it is written. `version`: the
    one shown.
    """

    version: int
    text: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class TakenWording:
    """Another text of a recommendation that the group has. `version`: the one that was shown."""

    wording: Wording
    version: int
    text: str


@act(ANSWER, gettext_lazy("Take a roadmap from a changed file"), about="group")
def take_roadmap_back(
    *,
    by: Person,
    group: Group,
    answers: Mapping[int, TakenAnswer],
    wordings: Sequence[TakenWording],
    new: Sequence[str],
    now: datetime,
) -> list[Proposal]:
    """Save what was ticked, all of it or nothing; owners and due dates stay. Returns the new
    drafts.

    Raises SavedMeanwhile where one of them changed since it was shown, AnswerTooLong, TooLong,
    InOtherLetters.
    """
    for number, taken in answers.items():
        kept = answer_of(group, number)
        day = day_written(taken.day) if taken.day else kept.day if kept else None
        answer(
            by=by,
            group=group,
            question=number,
            text=taken.text if taken.text is not None else kept.text if kept else "",
            version=taken.version,
            owner=kept.owner if kept else None,
            due=kept.due if kept else None,
            day=day,
            now=now,
        )
    for wording in wordings:
        save_wording(
            by=by,
            proposal=wording.wording.proposal,
            language=wording.wording.language,
            text=wording.text,
            version=wording.version,
            now=now,
        )
    languages = group.coalition.languages
    return [propose(by=by, group=group, text=text, language=language_written(text, languages), now=now) for text in new]
