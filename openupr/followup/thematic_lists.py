"""OHCHR's thematic list: brought in, matched with the follow-up list, taken away, and filled in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask, SourceRecord
from openupr.undocs.list_assessments import add_column, fill_list
from openupr.undocs.values import CellPlace, ListedItem, ThematicList
from openupr.upr.populations import from_label

from .actions import FILL_MATRIX
from .arranging import counted_asks, list_asks
from .follow_up_list import FollowUpLine, Viewer, lines_of
from .models import Assessment, Evidence, FollowUp, ListedRecommendation, Matrix, MatrixRow
from .rules import ListOfAnotherState, words_of


@dataclass(frozen=True)
class MatrixLine:
    """A recommendation of the file, with the lines of the coalition's list that it is."""

    row: MatrixRow
    lines: Sequence[FollowUpLine]

    @property
    def told(self) -> list[str]:
        """What its cell says; nothing where nobody has assessed it."""
        return list(dict.fromkeys(text for line in self.lines for text in told_of(line)))


@dataclass(frozen=True)
class FilledMatrix:
    """The whole list."""

    matrix: Matrix
    lines: Sequence[MatrixLine]

    @property
    def assessed(self) -> int:
        """How many of its recommendations somebody has assessed."""
        return sum(any(follow_up_line.spread.is_assessed for follow_up_line in line.lines) for line in self.lines)


def matrix_with_lines(coalition: Coalition, matrix: Matrix) -> FilledMatrix:
    """A list with what is said of each recommendation, in a constant number of queries.

    Nothing that only some may see is in it: the file leaves the coalition.
    """
    rows = list(matrix.entries.prefetch_related("listed"))
    lines = {line.listed.pk: line for line in lines_of(coalition, Viewer())}
    return FilledMatrix(matrix, [MatrixLine(row, [lines[listed.pk] for listed in row.listed.all()]) for row in rows])


def told_of(line: FollowUpLine) -> Iterator[str]:
    """What each chose and why, and the sources that everyone may see. Who differs stays visible."""
    yield from line.told_outside
    for source in line.evidence_outside:
        day = f", {source.day.isoformat()}" if source.day else ""
        unsure = "" if source.is_quotable else " (not verified)"
        yield f"Source: {source.source}{day}{unsure}"


@dataclass(frozen=True)
class MatrixFile:
    """The Word file, and how many cells had words already and were left as they were."""

    data: bytes
    left: int


def filled_file(filled: FilledMatrix) -> MatrixFile:
    """The same file with the column filled; a copy with a new column if it has none.

    Raises RefusedFile.
    """
    data = bytes(Matrix.objects.only("data").get(pk=filled.matrix.pk).data)
    sentences = [(line, line.told) for line in filled.lines]
    if filled.matrix.has_column:
        filling = fill_list(
            data, {CellPlace(*place): sentence for line, sentence in sentences if sentence for place in line.row.cells}
        )
        return MatrixFile(filling.data, len(filling.left))
    return MatrixFile(
        add_column(
            data, {CellPlace(*place): sentence for line, sentence in sentences if sentence for place in line.row.rows}
        ),
        0,
    )


# So many numbers are named; of the others, how many there are.
_MOST_NAMED = 20


def untouched_rows(rows: QuerySet[ListedRecommendation]) -> QuerySet[ListedRecommendation]:
    """Rows that nobody assessed or chose."""
    # What is judged with another one has the voices of that one.
    written = [
        Exists(kind.objects.filter(listed=OuterRef(name)))
        for kind in (Assessment, Evidence, FollowUp)
        for name in ("pk", "judged_with")
    ]
    return rows.filter(*(~condition for condition in written), version=0, priority=False, published=False)


@dataclass(frozen=True)
class ListChanges:
    """What a list changes against the earlier one of its session; `stays`: rows that people worked
    on.

    Without an earlier list: what the record of the review lacks.
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
            return [_with_numbers(_("Not in the record of this review: %(n)s"), self.new)] if self.new else []
        kinds = (
            (_("New: %(n)s"), self.new),
            (_("Missing: %(n)s"), self.missing),
            (_("Changed wording: %(n)s"), self.reworded),
            (_("Other number: %(n)s"), self.renumbered),
            (_("Stay on the follow-up list, because people worked on them: %(n)s"), self.stays),
        )
        sentences = [_with_numbers(words, numbers) for words, numbers in kinds if numbers]
        return sentences or [_("The same recommendations in another file.")]


def _with_numbers(words: str, numbers: Sequence[str]) -> str:
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
    """The stored list that is the same file."""
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
    own = {listed.pk for row in gone for listed in row.listed.all() if not listed.ask_key}
    left = set(untouched_rows(coalition.follow_up_list.filter(pk__in=own)).values_list("pk", flat=True))
    stays = [row for row in gone if any(listed.pk in own - left for listed in row.listed.all())]
    return ListChanges(earlier, new, [_name(row) for row in gone], reworded, renumbered, [_name(row) for row in stays])


def _unknown(coalition: Coalition, document: ThematicList) -> list[str]:
    """Rows of the file that are in neither the record nor the follow-up list; none if both have
    nothing of this review.
    """
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
    assessments, evidence = listed.assessments.count(), listed.evidence.count()
    lines = listed.follow_ups.select_related("group")
    losses = [_("The line of the group %(group)s") % {"group": line.group} for line in lines]
    if assessments:
        losses.append(ngettext("%(n)s assessment", "%(n)s assessments", assessments) % {"n": assessments})
    if evidence:
        sentence = ngettext("%(n)s piece of evidence", "%(n)s pieces of evidence", evidence)
        losses.append(sentence % {"n": evidence})
    return losses


_LONGEST_NUMBER = 24


@act(FILL_MATRIX, gettext_lazy("Bring OHCHR's thematic list in"), about="coalition")
def add_matrix(*, by: Person, coalition: Coalition, data: bytes, document: ThematicList, today: date) -> Matrix:
    """Keep the file and match its rows; it replaces an earlier list of the session.

    Rows that only the earlier list brought are removed, unless somebody worked on them.
    Recommendations come on the follow-up list from the record, or in OHCHR's words. Assessments
    stay. Raises ListOfAnotherState.
    """
    if document.state != coalition.review.iso3:
        raise ListOfAnotherState
    reviewed = {"review__iso3": document.state, "review__session": document.session}
    list_asks(coalition, counted_asks(Ask.objects.filter(**reviewed)))
    before = _Before(coalition, document)
    coalition.matrices.filter(session=document.session).delete()
    matrix = Matrix.objects.create(
        coalition=coalition,
        session=document.session,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        has_column="assessment" in document.columns,
        added_by=by,
        added_on=today,
    )
    known = _Known(coalition, document.session)
    for order, item in enumerate(document.items):
        row = MatrixRow.objects.create(
            matrix=matrix,
            order=order,
            number=item.number[:_LONGEST_NUMBER],
            text=item.text,
            states=list(item.states),
            rows=[list(place) for place in item.rows],
            cells=[list(place) for place in item.assessments],
        )
        row.listed.set(known.found(item) or before.reworded(item) or _written_in(coalition, document, item))
        _note_themes(row, item)
    kept = ListedRecommendation.objects.filter(matrix_rows__matrix=matrix).values("pk")
    gone = coalition.follow_up_list.filter(pk__in=before.listed, ask_key="").exclude(pk__in=kept)
    untouched_rows(gone).delete()
    return matrix


class _Before:
    """The list of the same session that is replaced."""

    def __init__(self, coalition: Coalition, document: ThematicList) -> None:
        words = {words_of(item.text) for item in document.items}
        self.listed: set[int] = set()
        self._by_number: dict[str, MatrixRow] = {}
        rows = MatrixRow.objects.filter(matrix__coalition=coalition, matrix__session=document.session)
        self._listed = {row.pk: list(row.listed.all()) for row in rows.prefetch_related("listed")}
        for row in rows:
            self.listed.update(listed.pk for listed in self._listed[row.pk])
            # Words that the new list still has belong to the row that has them there.
            if row.number and words_of(row.text) not in words:
                self._by_number[row.number] = row

    def reworded(self, item: ListedItem) -> list[ListedRecommendation]:
        """Rows with the same number and States but other words; untouched ones get the new
        words.
        """
        row = self._by_number.get(item.number)
        if row is None or sorted(row.states) != sorted(item.states):
            return []
        rows = self._listed[row.pk]
        numbers = [listed.pk for listed in rows]
        untouched_rows(ListedRecommendation.objects.filter(pk__in=numbers, ask_key="")).update(text=item.text)
        return rows


class _Known:
    """What the coalition's list has of one session, by number and by words."""

    def __init__(self, coalition: Coalition, session: int | None) -> None:
        self.by_number: Mapping[str, list[ListedRecommendation]] = defaultdict(list)
        self.by_words: Mapping[str, list[ListedRecommendation]] = defaultdict(list)
        listed = {row.pk: row for row in coalition.follow_up_list.filter(session=session)}
        by_ask = {row.ask_id: row for row in listed.values() if row.ask_id}
        for row in listed.values():
            self.by_words[words_of(row.text)].append(row)
        records = SourceRecord.objects.filter(ask__in=by_ask).values_list("ask", "number", "text")
        for ask, number, text in records:
            for key, index in ((number, self.by_number), (words_of(text), self.by_words)):
                if key and by_ask[ask] not in index[key]:
                    index[key].append(by_ask[ask])

    def found(self, item: ListedItem) -> list[ListedRecommendation]:
        """The list's rows for a recommendation of the file: same words or number, by one of its
        States.

        A number can have two wordings: the same words come first.
        """
        for candidates in (self.by_words[words_of(item.text)], self.by_number[item.number] if item.number else []):
            ours = [
                candidate for candidate in candidates if not candidate.from_iso3 or candidate.from_iso3 in item.states
            ]
            if ours:
                return ours
        return []


def _written_in(coalition: Coalition, document: ThematicList, item: ListedItem) -> list[ListedRecommendation]:
    """A row for each recommending State, as the record counts; all are judged with the first."""
    rows: list[ListedRecommendation] = []
    for iso3 in item.states or ("",):
        rows.append(
            ListedRecommendation.objects.create(
                coalition=coalition,
                from_iso3=iso3,
                session=document.session,
                text=item.text,
                response=item.position,
                sdgs=[code for sdg in item.sdgs if (code := sdg.partition(" ")[0])],
                judged_with=rows[0] if rows else None,
            )
        )
    return rows


def _note_themes(row: MatrixRow, item: ListedItem) -> None:
    populations = sorted({population.key for label in item.persons for population in from_label(label)})
    row.listed.update(themes=list(item.themes), populations=populations)


@act(FILL_MATRIX, gettext_lazy("Take OHCHR's thematic list away"), about="coalition")
def remove_matrix(*, by: Person, coalition: Coalition, matrix: Matrix) -> None:
    """Take the file away; the follow-up list and what is said there stay."""
    coalition.matrices.filter(pk=matrix.pk).delete()


@act(FILL_MATRIX, gettext_lazy("Take a recommendation off the list that the record does not hold"), about="coalition")
def remove_row(*, by: Person, coalition: Coalition, listed: ListedRecommendation) -> None:
    """Take a recommendation off the list that the record does not hold, with what is said of it."""
    coalition.follow_up_list.filter(pk=listed.pk, ask_key="", ask=None).delete()
