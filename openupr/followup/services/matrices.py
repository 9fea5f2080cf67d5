"""OHCHR's thematic list: brought in, its rows matched to the coalition's list."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask, SourceRecord
from openupr.undocs.values import ListedItem, ThematicList
from openupr.upr.populations import from_label

from ..models import ListedRecommendation, Matrix, MatrixRow
from ..permissions import FILL_MATRIX
from ..queries.list_changes import untouched_rows
from ..rules import ListOfAnotherState, words_of
from .listing import counted_asks, list_asks

_LONGEST_NUMBER = 24


@act(FILL_MATRIX, _("Bring OHCHR's thematic list in"), about="coalition")
def add_matrix(*, by: Person, coalition: Coalition, data: bytes, document: ThematicList, today: date) -> Matrix:
    """Keep the file as it is, and match its rows; it takes the place of an earlier list of the same session.

    The rows that only the earlier list brought go with it, unless somebody wrote on them.

    What of it the record holds comes on the follow-up list; what the record does not hold comes there as OHCHR words
    it. Assessments stay. Raises ListOfAnotherState.
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
            self.listed.update(each.pk for each in self._listed[row.pk])
            # Words that the new list still has belong to the row that has them there.
            if row.number and words_of(row.text) not in words:
                self._by_number[row.number] = row

    def reworded(self, item: ListedItem) -> list[ListedRecommendation]:
        """The rows of the same number and States, whose words this one alters; those nobody wrote on take its words."""
        row = self._by_number.get(item.number)
        if row is None or sorted(row.states) != sorted(item.states):
            return []
        found = self._listed[row.pk]
        numbers = [each.pk for each in found]
        untouched_rows(ListedRecommendation.objects.filter(pk__in=numbers, ask_key="")).update(text=item.text)
        return found


class _Known:
    """What the coalition's list has of one session, by number and by words."""

    def __init__(self, coalition: Coalition, session: int | None) -> None:
        self.by_number: Mapping[str, list[ListedRecommendation]] = defaultdict(list)
        self.by_words: Mapping[str, list[ListedRecommendation]] = defaultdict(list)
        listed = {each.pk: each for each in coalition.follow_up_list.filter(session=session)}
        by_ask = {each.ask_id: each for each in listed.values() if each.ask_id}
        for each in listed.values():
            self.by_words[words_of(each.text)].append(each)
        records = SourceRecord.objects.filter(ask__in=by_ask).values_list("ask", "number", "text")
        for ask, number, text in records:
            for key, found in ((number, self.by_number), (words_of(text), self.by_words)):
                if key and by_ask[ask] not in found[key]:
                    found[key].append(by_ask[ask])

    def found(self, item: ListedItem) -> list[ListedRecommendation]:
        """The list's rows for a recommendation of the file: the same words or number, by one of its States.

        A number can hold two wordings: the same words come first.
        """
        for found in (self.by_words[words_of(item.text)], self.by_number[item.number] if item.number else []):
            ours = [each for each in found if not each.from_iso3 or each.from_iso3 in item.states]
            if ours:
                return ours
        return []


def _written_in(coalition: Coalition, document: ThematicList, item: ListedItem) -> list[ListedRecommendation]:
    """A row for each State that recommended it, as the record counts; they are judged as the first is."""
    made: list[ListedRecommendation] = []
    for iso3 in item.states or ("",):
        made.append(
            ListedRecommendation.objects.create(
                coalition=coalition,
                from_iso3=iso3,
                session=document.session,
                text=item.text,
                response=item.position,
                sdgs=[code for each in item.sdgs if (code := each.partition(" ")[0])],
                judged_with=made[0] if made else None,
            )
        )
    return made


def _note_themes(row: MatrixRow, item: ListedItem) -> None:
    populations = sorted({each.key for label in item.persons for each in from_label(label)})
    row.listed.update(themes=list(item.themes), populations=populations)


@act(FILL_MATRIX, _("Take OHCHR's thematic list away"), about="coalition")
def remove_matrix(*, by: Person, coalition: Coalition, matrix: Matrix) -> None:
    """Take the file away; the follow-up list and what is said there stay."""
    coalition.matrices.filter(pk=matrix.pk).delete()


@act(FILL_MATRIX, _("Take a recommendation off the list that the record does not hold"), about="coalition")
def remove_row(*, by: Person, coalition: Coalition, listed: ListedRecommendation) -> None:
    """Take a recommendation off the list that the record does not hold, with what is said of it."""
    coalition.follow_up_list.filter(pk=listed.pk, ask_key="", ask=None).delete()
