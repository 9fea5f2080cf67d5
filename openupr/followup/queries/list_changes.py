"""What a thematic list would change, before it is taken."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.recommendations.models import SourceRecord
from openupr.undocs.values import ListedItem, ThematicList

from ..models import Assessment, Evidence, FollowUp, ListedRecommendation, Matrix, MatrixRow
from ..rules import words_of

# So many numbers are named; of the others, how many there are.
_MOST_NAMED = 20


def untouched_rows(rows: QuerySet[ListedRecommendation]) -> QuerySet[ListedRecommendation]:
    """Those of which nobody has said anything, and that nobody has chosen."""
    # What is judged with another one has the voices of that one.
    written = [
        Exists(kind.objects.filter(listed=OuterRef(name)))
        for kind in (Assessment, Evidence, FollowUp)
        for name in ("pk", "judged_with")
    ]
    return rows.filter(*(~each for each in written), version=0, priority=False, published=False)


@dataclass(frozen=True)
class ListChanges:
    """What a list has that the earlier one of the same session has not, by number; `stays`: rows that people wrote on.

    Without an earlier one: what the record of a review that it holds has not.
    """

    earlier: Matrix | None = None
    new: Sequence[str] = ()
    missing: Sequence[str] = ()
    reworded: Sequence[str] = ()
    renumbered: Sequence[str] = ()
    stays: Sequence[str] = ()

    @property
    def to_ask(self) -> bool:
        """Whether a person decides first."""
        return bool(self.earlier or self.new)

    @property
    def in_words(self) -> list[str]:
        """One line for each kind of change."""
        if self.earlier is None:
            return [_told(_("Not in the record of this review: %(n)s"), self.new)] if self.new else []
        kinds = (
            (_("New: %(n)s"), self.new),
            (_("Missing: %(n)s"), self.missing),
            (_("Changed wording: %(n)s"), self.reworded),
            (_("Other number: %(n)s"), self.renumbered),
            (_("Stay on the follow-up list, because people worked on them: %(n)s"), self.stays),
        )
        found = [_told(words, numbers) for words, numbers in kinds if numbers]
        return found or [_("The same recommendations in another file.")]


def _told(words: str, numbers: Sequence[str]) -> str:
    named = ", ".join(numbers[:_MOST_NAMED])
    more = " …" if len(numbers) > _MOST_NAMED else ""
    return f"{words % {'n': len(numbers)}} ({named}{more})"


def list_changes(coalition: Coalition, document: ThematicList) -> ListChanges:
    """What bringing this list in would change. Nothing is written."""
    earlier = coalition.matrices.filter(session=document.session).first()
    if earlier is None:
        return ListChanges(new=_unknown(coalition, document))
    return _compared(coalition, earlier, document)


def same_file(coalition: Coalition, data: bytes) -> Matrix | None:
    """The list of which this is the very same file."""
    return coalition.matrices.filter(sha256=hashlib.sha256(data).hexdigest()).first()


def _compared(coalition: Coalition, earlier: Matrix, document: ThematicList) -> ListChanges:
    rows = list(earlier.entries.prefetch_related("listed"))
    before, after = {words_of(row.text): row for row in rows}, {words_of(item.text) for item in document.items}
    gone = [row for row in rows if words_of(row.text) not in after]
    by_number = {row.number: row for row in gone if row.number}
    new: list[str] = []
    reworded: list[str] = []
    renumbered: list[str] = []
    for item in document.items:
        same = before.get(words_of(item.text))
        if same is not None:
            if same.number != item.number:
                renumbered.append(f"{_name(same)} → {_name(item)}")
        else:
            row = by_number.get(item.number)
            if row is None or sorted(row.states) != sorted(item.states):
                new.append(_name(item))
            else:
                reworded.append(_name(item))
                gone.remove(by_number.pop(item.number))
    own = {each.pk for row in gone for each in row.listed.all() if not each.ask_key}
    left = set(untouched_rows(coalition.follow_up_list.filter(pk__in=own)).values_list("pk", flat=True))
    stays = [row for row in gone if any(each.pk in own - left for each in row.listed.all())]
    return ListChanges(earlier, new, [_name(row) for row in gone], reworded, renumbered, [_name(row) for row in stays])


def _unknown(coalition: Coalition, document: ThematicList) -> list[str]:
    """What neither the record nor the follow-up list has of this review, if they have anything of it."""
    records = SourceRecord.objects.filter(
        ask__review__iso3=coalition.review.iso3, ask__review__session=document.session
    )
    numbers: set[str] = set()
    words: set[str] = set()
    for number, text in records.values_list("number", "text"):
        numbers.add(number)
        words.add(words_of(text))
    if not words:
        return []
    words.update(
        map(words_of, coalition.follow_up_list.filter(session=document.session).values_list("text", flat=True))
    )
    return [
        _name(item)
        for item in document.items
        if words_of(item.text) not in words and not (item.number and item.number in numbers)
    ]


def _name(row: ListedItem | MatrixRow) -> str:
    """Its number; without one, its first words."""
    return row.number or f"{row.text[:40]} …"


def row_losses(listed: ListedRecommendation) -> list[str]:
    """What goes with a recommendation that is taken off the list."""
    said, held = listed.assessments.count(), listed.evidence.count()
    lines = listed.follow_ups.select_related("group")
    found = [_("The line of the group %(group)s") % {"group": each.group} for each in lines]
    if said:
        found.append(ngettext("%(n)s assessment", "%(n)s assessments", said) % {"n": said})
    if held:
        told = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", held)
        found.append(told % {"n": held})
    return found
