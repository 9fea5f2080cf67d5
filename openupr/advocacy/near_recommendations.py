"""What of the record and of the review's report is near an ask, and what one State made."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.followup.public_follow_up import PublicLine
from openupr.followup.rules import WEIGHTS
from openupr.proposals.nearest import less_alike, nearest, rarity_of
from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.recommendation import response_badge, un_number_of_row
from openupr.recommendations.search import on_issues, search_record
from openupr.recommendations.similar import Alike, NothingToCompare, similar
from openupr.recommendations.targets import is_about_persons, persons_named
from openupr.recommendations.the_index import RecordNotReady
from openupr.text.nearness import read_text, shared_words, ways_to_write
from openupr.upr import responses
from openupr.upr.cycles import year_of_session
from openupr.upr.un_numbers import NO_NUMBER, UnNumber, number_order
from openupr.web.parts import Badge

from .asks import AskLine
from .models import Uptake
from .rules import EARLIER_LETTERS, shortened

_FEWEST_WORDS = 2
"""A recommendation on another issue has at least so many telling words of the ask."""
_SHARE_OF_CLOSE, _SHARE, _MEANT = 0.2, 0.25, 0.3
"""What has to come together for a row to be near: of the rarity of the ask's telling words the
share in common, of what is close and of other rows; nearness in meaning, of rows on the same group
of persons (docs/targets.md).
"""
_MOST_NEAR = 200

Row = Mapping[str, Any]
"""The fields of a recommendation in the record."""


def close_rows(text: str, issues: Collection[str], among: Chosen) -> list[Row]:
    """The recommendations in `among` that are close to the text, the newest first.

    `issues`: those of the ask. A recommendation on none of them must share two words with the text.
    Raises RecordNotReady.
    """
    try:
        near = nearest(Question(words=text, filters=among)).rows
    except NothingToCompare:
        return []
    draft = read_text(text)
    newest = sorted(near, key=lambda row: -(row["session"] or 0))
    return [
        row
        for row in newest
        if on_issues(row, issues) or len(shared_words(draft, read_text(row["text"]))) >= _FEWEST_WORDS
    ]


def near_rows(text: str, issues: Collection[str], among: Chosen, rows: Sequence[Row]) -> list[Row]:
    """Of these rows, all `among` the same, those near an ask, the nearest first: what has enough of
    its telling words; and what is about the same group of persons and has two of them, or its
    meaning. Raises RecordNotReady.
    """
    close = {row["id"] for row in close_rows(text, issues, among)}
    draft, persons = read_text(text), persons_named(text)
    rare, meant = rarity_of(draft), _cosines(text, among)
    whole = sum(rare.values()) or 1.0

    def in_common(row: Row) -> tuple[int, float]:
        shared = shared_words(draft, read_text(row["text"]))
        return len(shared), sum(rare[word] for word in shared) / whole

    def nearness_of(row: Row) -> float:
        return in_common(row)[1] + meant.get(row["id"], 0.0)

    def is_near(row: Row) -> bool:
        words, share = in_common(row)
        if row["id"] in close and (share >= _SHARE_OF_CLOSE or draft.named & read_text(row["text"]).named):
            return True
        if share >= _SHARE and (words >= _FEWEST_WORDS or on_issues(row, issues)):
            return True
        has_more = words >= _FEWEST_WORDS or meant.get(row["id"], 0.0) >= _MEANT
        return has_more and is_about_persons(row, persons)

    return sorted(filter(is_near, rows), key=nearness_of, reverse=True)


def _cosines(text: str, among: Chosen) -> dict[str, float]:
    """How near in meaning the rows are, by key; {} while that is not compared."""
    try:
        similar_rows = similar(Question(words=text, filters=among), method="vectors", limit=_MOST_NEAR)
    except NothingToCompare:
        return {}
    if similar_rows.method != "vectors":
        return {}
    return {row["id"]: group.score for group in similar_rows.groups for row in (group.nearest.fields, *group.others)}


def wording(row: Row) -> str:
    """Its text, the same for the same words."""
    return " ".join(row["text"].casefold().split())


_FOUND, _SEARCHED = 50, 3
_MOST_MADE = 1000
_RARE, _NAMED = 3.0, 0.3
"""Natural logarithm of one in how many rows of the record has a word that is rare; what a name in
common counts.
"""
_ENOUGH = 2
"""Words in common that tell what two texts are about, from which marking one for the other asks
nothing.
"""
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """A wording of the review's report, with all States that used it.

    `repeats`: it asks for the very same. `is_chosen`: a State that was chosen for the ask made it.
    `said`: what people said of it, where it is marked.
    """

    rows: Sequence[Fields]
    repeats: bool = False
    is_chosen: bool = False
    said: Badge | None = None

    @property
    def keys(self) -> list[str]:
        return [row["id"] for row in self.rows]

    @property
    def text(self) -> str:
        return str(self.rows[0]["text"])

    @property
    def states(self) -> str:
        """The States that made it, each with its paragraph."""
        return made_by([(row["from"] or "", un_number_of_row(row)) for row in self.rows])

    @property
    def document_url(self) -> str:
        """Where the report is; "" where no source tells its symbol."""
        return un_number_of_row(self.rows[0]).url

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.rows[0]["response"])

    def made_by(self, states: Collection[str]) -> bool:
        """Whether one of these States made it."""
        return any(row["from_iso3"] in states for row in self.rows)


def made_by(several: Iterable[tuple[str, UnNumber]]) -> str:
    """States, those of one paragraph together: "Chad, Mali (A/HRC/26/16, 118.12); Peru
    (A/HRC/26/16, 118.13)".
    """
    by_number: dict[str, list[str]] = defaultdict(list)
    for state, named in several:
        by_number[str(named)].append(state)
    places = [(", ".join(dict.fromkeys(filter(None, states))), named) for named, states in by_number.items()]
    return "; ".join(f"{states} ({named})".lstrip() if named else states for states, named in places)


def question_of(coalition: Coalition, words: str = "") -> Question:
    """What the record holds of the coalition's review: of its session, else of its cycle."""
    review = coalition.review
    when = {"session": (review.session,)} if review.session else {"cycle": (review.cycle,)}
    return Question(words=words, filters={"state": (review.iso3,), **when})


def count_made(coalition: Coalition) -> tuple[int, str, str]:
    """How many recommendations the record has of the review, how they are counted, and why none
    could be read.
    """
    try:
        matches = search_record(question_of(coalition), limit=0)
    except RecordNotReady as reason:
        return 0, "", str(reason)
    return matches.total, matches.basis, ""


@dataclass(frozen=True)
class NearAnAsk:
    """What is near an ask and not decided yet, the nearest first."""

    near: Sequence[Made] = ()
    compared: bool = True


def near_in_report(coalition: Coalition, ask: AskLine, decided: Collection[str], report: Iterable[Made]) -> NearAnAsk:
    """Every row that shares a rare word or a name with the ask, is close to it or less alike; the
    nearest first.
    """
    chosen = set(ask.carried_by)
    left = [
        Made(rows, is_chosen=row_of_report.made_by(chosen))
        for row_of_report in report
        if (rows := _undecided(row_of_report.rows, decided))
    ]
    by_hand = NearAnAsk([candidate for candidate in left if candidate.is_chosen], compared=False)
    if not ask.is_comparable or not ask.text:
        return by_hand
    question = question_of(coalition, ask.text)
    try:
        comparison = nearest(question)
        meant = similar(question, method="vectors", limit=_MOST_MADE)
    except (NothingToCompare, RecordNotReady):
        return by_hand
    draft, rare = read_text(ask.text), rarity_of(read_text(ask.text))
    cosines = {row["id"]: group.score for group in meant.groups for row in _rows_of(group)}
    if meant.method != "vectors":
        cosines = {}
    alike = _keys_of([*comparison.close, *less_alike(comparison)])
    repeated = _keys_of(comparison.repeated)
    whole = sum(rare.values()) or 1.0

    def nearness_of(candidate: Made) -> float:
        its = read_text(candidate.text)
        shared = sum(rare[word] for word in draft.words.keys() & its.words.keys()) / whole
        return shared + max(cosines.get(key, 0.0) for key in candidate.keys) + _NAMED * bool(draft.named & its.named)

    def is_near(candidate: Made) -> bool:
        its = read_text(candidate.text)
        common = draft.words.keys() & its.words.keys()
        return bool(
            alike & set(candidate.keys) or draft.named & its.named or any(rare[word] >= _RARE for word in common)
        )

    near = [
        replace(candidate, repeats=bool(repeated & set(candidate.keys))) for candidate in left if is_near(candidate)
    ]
    return NearAnAsk(sorted(near, key=nearness_of, reverse=True), comparison.compared)


def _keys_of(groups: Iterable[Alike]) -> set[str]:
    return {row["id"] for group in groups for row in _rows_of(group)}


def unlike(coalition: Coalition, ask: AskLine, keys: Collection[str]) -> list[Fields]:
    """The rows of the review with these keys that are unlike the ask.

    They have fewer than _ENOUGH words and no name in common with it, and are not the same request.
    An ask that cannot be compared gets no rows.
    """
    if not ask.is_comparable or not ask.text:
        return []
    try:
        comparison = nearest(question_of(coalition, ask.text))
    except (NothingToCompare, RecordNotReady):
        return []
    left = set(keys) - _keys_of(comparison.repeated) if comparison.compared else ()
    rows = made_by_key(coalition, left) if left else []
    return [row for row in rows if not _have_enough_in_common(ask.text, row["text"])]


def _have_enough_in_common(one: str, other: str) -> bool:
    first, second = read_text(one), read_text(other)
    return bool(first.named & second.named) or len(shared_words(first, second)) >= _ENOUGH


def search_words(text: str) -> str:
    """A search for an ask: its rarest words, any of them, in any way to write them."""
    draft = read_text(text)
    rare = rarity_of(draft)
    rarest = [draft.words[telling] for telling in sorted(rare, key=lambda word: -rare[word])[:_SEARCHED]]
    return " OR ".join(way for word in rarest for way in ways_to_write(word))


def _rows_of(group: Alike) -> list[Fields]:
    return [group.nearest.fields, *group.others]


def _undecided(rows: Iterable[Fields], decided: Collection[str]) -> list[Fields]:
    return [row for row in rows if row["id"] not in decided]


def find_made(coalition: Coalition, words: str, opinions: Mapping[str, Badge]) -> list[Made]:
    """The first recommendations of the review with these words; none without words.

    `opinions`: what people said of recommendations, by key. Raises RecordNotReady.
    """
    hits = made_by_wording(coalition, words, limit=_FOUND if words else 0)
    return [replace(hit, said=next((opinions[key] for key in hit.keys if key in opinions), None)) for hit in hits]


def made_by_wording(coalition: Coalition, words: str = "", *, limit: int = _MOST_MADE) -> list[Made]:
    matches = search_record(question_of(coalition, words), limit=limit)
    by_text: dict[str, list[Fields]] = defaultdict(list)
    for result in matches.results:
        by_text[" ".join(result.fields["text"].casefold().split())].append(result.fields)
    return [Made(rows) for rows in by_text.values()]


def made_by_key(coalition: Coalition, keys: Collection[str]) -> list[Fields]:
    """The rows of the review with these keys. Raises RecordNotReady."""
    matches = search_record(question_of(coalition), limit=_MOST_MADE)
    return [result.fields for result in matches.results if result.fields["id"] in keys]


_MOST_EARLIER = 100


@dataclass(frozen=True)
class Earlier:
    """What the State recommended before, how it was answered, and what happened since, as far as
    that is public.
    """

    text: str
    session: int | None
    answer: str
    since: str
    un_number: UnNumber = NO_NUMBER

    @property
    def told(self) -> str:
        """ "2014, session 18, noted"."""
        year = year_of_session(self.session)
        session = _("session %(n)s") % {"n": self.session} if self.session else ""
        return ", ".join(part for part in (str(year or ""), session, self.answer) if part)


@dataclass(frozen=True)
class MadeInReview:
    """Lines in the order of the report, as many as a sheet has room for.

    `left`: how many more the State made; `room`: so many letters are left on the sheet.
    """

    lines: Sequence[Earlier] = ()
    left: int = 0
    room: int = EARLIER_LETTERS


def made_in_review(coalition: Coalition, iso3: str) -> MadeInReview:
    """What the State recommended to the coalition's in its review: first what takes up an ask, then
    the rest in the order of the report. Raises RecordNotReady.
    """
    matches = search_record(question_of(coalition).narrowed("from", iso3), limit=_MOST_EARLIER)
    taken = list(_taken_up_by(coalition, iso3))
    first = {uptake.ask_key for uptake in taken}
    rows = sorted((hit.fields for hit in matches.results), key=lambda row: (row["id"] not in first, _in_report(row)))
    by_hand = list(dict.fromkeys(_by_hand(uptake) for uptake in taken if uptake.text and not uptake.ask_key))
    lines: list[Earlier] = []
    room = EARLIER_LETTERS
    for line in [*by_hand, *(replace(told_of(row, {}), session=None) for row in rows)]:
        if lines and len(line.text) > room:
            break
        room -= len(line.text)
        lines.append(line)
    return MadeInReview(lines, matches.total + len(by_hand) - len(lines), room)


def taken_up_by(coalition: Coalition, iso3: str) -> Mapping[int, list[Uptake]]:
    """By ask, what the State recommended that takes it up, of the pairs that people looked at
    together.
    """
    by_ask: dict[int, list[Uptake]] = {}
    for uptake in _taken_up_by(coalition, iso3):
        by_ask.setdefault(uptake.proposal_id, []).append(uptake)
    return by_ask


def _taken_up_by(coalition: Coalition, iso3: str) -> QuerySet[Uptake]:
    marked = Uptake.objects.filter(proposal__group__coalition=coalition, iso3=iso3, looked_on__isnull=False)
    return marked.exclude(said=Uptake.Said.NOT)


def taken_in_words(uptakes: Iterable[Uptake]) -> str:
    """ "Taken up in part by your State: 140.12"; "" without any."""
    several = list(uptakes)
    if not several:
        return ""
    is_full = any(uptake.said == Uptake.Said.FULL for uptake in several)
    sentence = _("Taken up by your State") if is_full else _("Taken up in part by your State")
    numbers = ", ".join(dict.fromkeys(uptake.number for uptake in several if uptake.number))
    return f"{sentence}: {numbers}" if numbers else sentence


def _by_hand(uptake: Uptake) -> Earlier:
    """What a person wrote in that the record does not hold."""
    text = shortened(" ".join(uptake.text.split()), EARLIER_LETTERS)
    return Earlier(text, None, "", "", UnNumber("", uptake.number))


def _in_report(row: Row) -> tuple[bool, tuple[int, ...]]:
    number = str(row.get("number", ""))
    return not number, number_order(number)


def told_of(row: Row, public: Mapping[str, PublicLine]) -> Earlier:
    """A row as a line of a sheet. `public`: by key, what the public follow-up page shows."""
    text = shortened(" ".join(row["text"].split()), EARLIER_LETTERS)
    answer = str(_(responses.label(row["response"]))).lower() if row["response"] else ""
    return Earlier(text, row["session"], answer, _since(public.get(row["id"])), un_number_of_row(row))


def _since(line: PublicLine | None) -> str:
    """What its public page says happened since, with the source."""
    if line is None:
        return ""
    parts = [_("the Government says: %(claim)s") % {"claim": line.claim.lower()}] if line.claim else []
    parts += [
        _("civil society (%(n)s): %(level)s") % {"n": who, "level": str(level.label).lower()}
        for level, who in line.levels
        if level in WEIGHTS
    ]
    sentence = _("Since then: %(what)s.") % {"what": "; ".join(parts)} if parts else ""
    source = _("Source: %(source)s") % {"source": line.evidence[0]} if line.evidence else ""
    return " ".join(part for part in (sentence, source) if part)
