"""From units that were matched to what the file says of each paragraph."""

from collections.abc import Iterator, Mapping, Sequence

from openupr.documents.light_markup import plain_words
from openupr.returning.matching import matched
from openupr.returning.outcomes import Compared, HeadingSaid, ParagraphOutcome, Unsure
from openupr.returning.positions import Moved, Positions
from openupr.returning.sent_draft import Sent, without_last
from openupr.returning.sources import said_by
from openupr.returning.units import Returned, Unit, composed


def compare(sent: Sent, returned: Returned, decided: Mapping[int, int | None] | None = None) -> Compared:
    """Compare a returned file with what was sent.

    `decided`: what a person said of units that were unsure: which sent unit it is, None for a new
    one. Anything that was no question is not heard.
    """
    matches = matched(sent.units, returned.units, {})
    heard = {
        at: to
        for at, to in (decided or {}).items()
        if at in matches.unsure and (to is None or to in matches.unsure[at])
    }
    if heard:
        matches = matched(sent.units, returned.units, heard)
    return _Comparing(sent, returned.units, matches.of_returned(), matches.unsure).whole()


class _Comparing:
    """`made`: for each returned unit the sent ones it is made of; `held`: for each paragraph its
    returned units.
    """

    def __init__(
        self, sent: Sent, units: Sequence[Unit], sources_of: Mapping[int, list[int]], unsure: Mapping[int, list[int]]
    ) -> None:
        self.sent, self.units, self.made, self.unsure = sent, units, sources_of, unsure
        self.belongs = [self._owner(at) for at in range(len(units))]
        self._take_in()
        self.positions = Positions(sent, units, sources_of, self.belongs)
        self.deleted = self._deleted()
        self.places = self._places()
        self.held: dict[int, list[int]] = {}
        for at, owner in enumerate(self.belongs):
            if owner is not None:
                self.held.setdefault(owner, []).append(at)

    def whole(self) -> Compared:
        moved = self.positions.moved({owner: self._first(owner) for owner in self.held})
        waiting = {self.sent.owners[number] for numbers in self.unsure.values() for number in numbers}
        outcomes = [
            self._outcome(owner, moved.get(owner))
            for owner in range(len(self.sent.paragraphs))
            if self.sent.units_of(owner) and (owner in self.held or owner not in waiting)
        ]
        questions = tuple(
            Unsure(at, self.units[at].text, tuple((number, self.sent.units[number].text) for number in numbers))
            for at, numbers in self.unsure.items()
        )
        return Compared((*outcomes, *self._added()), tuple(self._headings()), questions, tuple(self.places))

    def _owner(self, at: int) -> int | None:
        """The paragraph whose words a returned unit holds; the first, where several were joined."""
        return next((self.sent.owners[of] for of in self.made.get(at, ()) if self.sent.owners[of] is not None), None)

    def _is_new(self, at: int) -> bool:
        return self.units[at].lives and at not in self.made and at not in self.unsure

    def _take_in(self) -> None:
        """What is new between two units of one paragraph, and a further item of its list, belongs
        to it.
        """
        live = [at for at, unit in enumerate(self.units) if unit.lives]
        known = [self.belongs[at] for at in live]
        following: list[int | None] = []
        after: int | None = None
        for at, owner in zip(reversed(live), reversed(known), strict=True):
            following.append(after)
            after = after if self._is_new(at) else owner
        before: int | None = None
        was_item = False
        for at, after in zip(live, reversed(following), strict=True):
            unit = self.units[at]
            if not self._is_new(at):
                before = self.belongs[at]
            elif before is not None and unit.kind != "heading" and (before == after or (unit.is_item and was_item)):
                self.belongs[at] = before
            else:
                before = None if unit.kind == "heading" else before
            was_item = unit.is_item and self.belongs[at] is not None

    def _deleted(self) -> dict[int, int]:
        """For sent units what stands of them as deleted: by their anchor, else by their words."""
        anchors = {name: number for number, unit in enumerate(self.sent.units) for name in unit.anchors}
        gone = [at for at, unit in enumerate(self.units) if not unit.lives]
        standing = {anchors[name]: at for at in gone for name in self.units[at].anchors if name in anchors}
        missing = (
            set(range(len(self.sent.units))) - {of for numbers in self.made.values() for of in numbers} - set(standing)
        )
        waiting = {self.sent.units[number].before: number for number in sorted(missing, reverse=True)}
        for at in gone:
            if at not in standing.values() and (number := waiting.pop(self.units[at].before, None)) is not None:
                standing[number] = at
        return standing

    def _places(self) -> list[int | None]:
        """The paragraph that each unit belongs to, or that it stands by."""
        places = [self.positions.place(at) for at in range(len(self.units))]
        for number, at in self.deleted.items():
            own = self.sent.owners[number]
            opened = self.sent.opens[number]
            own = self.sent.first_of(opened) if own is None and opened is not None else own
            places[at] = own if own is not None else places[at]
        return places

    def _first(self, owner: int) -> int:
        return next(at for at in self.held[owner] if at in self.made)

    def _outcome(self, owner: int, moved: Moved | None) -> ParagraphOutcome:
        base, original = self.sent.base(owner), self.sent.paragraphs[owner].text
        numbers = [number for number, of in enumerate(self.sent.owners) if of == owner]
        if owner not in self.held:
            return self._missing(owner, numbers)
        back = [self.units[at] for at in self.held[owner]]
        gone, changed = self.sent.sources_changed(owner, [unit.text for unit in back])
        text = self._restored(back, owner, [note for _, note in changed])
        parted = any(sum(number in self.made.get(at, ()) for at in self.held[owner]) > 1 for number in numbers)
        joins = any(self.sent.owners[of] != owner for at in self.held[owner] for of in self.made.get(at, ()))
        marked = self._marked(owner, numbers)
        same = text == base
        return ParagraphOutcome(
            kind="unchanged" if same else "joined" if joins else "split" if parted else "changed",
            owner=owner,
            base=original,
            text=original if same else grafted(original, base, text),
            names=_names(marked) or (moved.names if moved and moved.to is not None else ()),
            when=max((unit.when for unit in marked), default=""),
            moved_after=moved.after if moved else None,
            moved_to=moved.to if moved else None,
            sources_gone=tuple(gone),
            sources_changed=tuple((source, said_by(note)) for source, note in changed),
            tracked=same or self._is_tracked(owner, numbers),
        )

    def _marked(self, owner: int, numbers: Sequence[int]) -> list[Unit]:
        """The units of a paragraph, also deleted ones, that name somebody."""
        back = [self.units[at] for at in self.held[owner]]
        return [unit for unit in (*back, *self._gone_of(numbers)) if unit.names]

    def _is_tracked(self, owner: int, numbers: Sequence[int]) -> bool:
        """Whether a paragraph, and what was joined to it, reads as it was sent once all tracked
        changes are undone.
        """
        back = self.held[owner]
        others = [of for at in back for of in self.made.get(at, ()) if of not in numbers]
        before = [self.sent.units[number] for number in sorted({*numbers, *others})]
        units_back = [*(self.units[at] for at in back), *self._gone_of([*numbers, *others])]
        # Where two were joined no blank stands between them.
        return _signs(before) == _signs(units_back)

    def _missing(self, owner: int, numbers: Sequence[int]) -> ParagraphOutcome:
        """One of which no word is left, or whose words were taken into another."""
        to = next((self.belongs[at] for at, of in self.made.items() if set(of) & set(numbers)), None)
        marked = self._gone_of(numbers)
        tracked = bool(_names(marked))
        if to is not None and self._is_tracked(to, [number for number, of in enumerate(self.sent.owners) if of == to]):
            marked, tracked = [*marked, *self._marked(to, ())], True
        return ParagraphOutcome(
            kind="removed" if to is None else "joined",
            owner=owner,
            base=self.sent.paragraphs[owner].text,
            names=_names(marked),
            when=max((unit.when for unit in marked), default=""),
            joined_to=to,
            tracked=tracked,
        )

    def _gone_of(self, numbers: Sequence[int]) -> list[Unit]:
        """What stands of sent units as deleted in the file."""
        return [self.units[self.deleted[number]] for number in numbers if number in self.deleted]

    def _restored(self, units: Sequence[Unit], owner: int | None, notes: Sequence[str] = ()) -> str:
        """Units as one text, the sources left out that stand with the paragraph; `notes` are what
        they read as now.
        """
        text = composed(units)
        for note in notes:
            text = without_last(text, note)
        return self.sent.restored(text, owner)

    def _added(self) -> Iterator[ParagraphOutcome]:
        """New paragraphs; items of a list that follow each other are one."""
        group: list[int] = []
        for at, unit in enumerate(self.units):
            if not unit.lives:
                continue
            new = self._is_new(at) and self.belongs[at] is None and unit.kind != "heading"
            if group and not (new and unit.is_item and self.units[group[-1]].is_item):
                yield self._new(group)
                group = []
            if new:
                group.append(at)
        if group:
            yield self._new(group)

    def _new(self, group: Sequence[int]) -> ParagraphOutcome:
        units = [self.units[at] for at in group]
        section = self.positions.under[group[0]]
        follows = section is None or self.positions.follows[group[0]] is not None
        empty = section is not None and self.sent.first_of(section) is None
        return ParagraphOutcome(
            kind="added",
            owner=self.places[group[0]],
            first=not follows and not empty,
            under=self.sent.sections[section] if section is not None and empty else "",
            text=self._restored(units, None),
            names=_names(units),
            when=max(unit.when for unit in units),
            tracked=all(unit.names and not unit.before for unit in units),
        )

    def _headings(self) -> Iterator[HeadingSaid]:
        """Headings, titles and other words that belong to no paragraph, where they are not as they
        were sent.
        """
        frame = [number for number, owner in enumerate(self.sent.owners) if owner is None]
        became = {of: at for at, numbers in self.made.items() for of in numbers}
        for number in frame:
            at, sent = became.get(number), self.sent.units[number]
            if at is None:
                yield HeadingSaid(sent.text, "", self._under(number), _names(self._gone_of([number])))
            elif self.units[at].text != sent.text and self.belongs[at] is None:
                yield HeadingSaid(sent.text, self.units[at].text, self._under(number), self.units[at].names)
        for section, after in self.positions.sections_moved().items():
            unit, heading = self.units[self.positions.over[section]], self.sent.sections[section]
            follows = "" if after is None else self.sent.sections[after]
            names = unit.names if unit.moved or not unit.before else ()
            yield HeadingSaid(heading, heading, self.places[self.positions.over[section]], names, follows)
        for at, unit in enumerate(self.units):
            if unit.kind == "heading" and self._is_new(at) and self.belongs[at] is None:
                below = self.positions.below[at]
                stays = below is not None and self.positions.home(below) == self.positions.under[at]
                yield HeadingSaid("", unit.text, below if stays else self.places[at], unit.names)

    def _under(self, number: int) -> int | None:
        """The first paragraph under a heading; where it has none, the last before it, else the
        next.
        """
        section = self.sent.opens[number]
        first = None if section is None else self.sent.first_of(section)
        after = next((owner for owner in self.sent.owners[number:] if owner is not None), None)
        before = next((owner for owner in reversed(self.sent.owners[:number]) if owner is not None), None)
        return first if first is not None else after if before is None else before


def _names(units: Sequence[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for unit in units for name in unit.names))


def _signs(units: Sequence[Unit]) -> str:
    """What units read as with tracked changes undone, blanks left out."""
    return "".join("".join(unit.before for unit in units).split())


def grafted(original: str, base: str, text: str) -> str:
    """The returned text with the words that stayed spelled as they were in the draft ("__so__" and
    not "**so**").
    """
    written, read = original.split(" "), base.split(" ")
    if original == base or len(written) != len(read):
        return text
    spelled = dict(zip(read, written, strict=True))
    candidate = " ".join(spelled.get(word, word) for word in text.split(" "))
    return candidate if plain_words(candidate) == plain_words(text) else text
