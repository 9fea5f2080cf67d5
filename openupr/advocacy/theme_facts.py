"""What is known of a group's theme: the record, the follow-up, an example, its SDG targets."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition, Group
from openupr.followup.assessments import levels_of_organisations
from openupr.followup.counts import assessed_sentence
from openupr.followup.follow_up_list import Viewer, short_lines
from openupr.followup.public_follow_up import PublicLine, public_by_ask
from openupr.followup.rules import own_words, spread_of
from openupr.proposals.rules.sdg import suggested_targets
from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.counts import NOTHING, count, tallies
from openupr.recommendations.dimension_values import WITHOUT
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.recommendation import un_number_of_row
from openupr.recommendations.search import on_issues, search_record
from openupr.recommendations.similar import NothingToCompare, similar
from openupr.recommendations.whole_reviews import whole_reviews
from openupr.submissions.submissions import beginning_of_part
from openupr.text.smart import only_continues
from openupr.upr import responses
from openupr.upr.cycles import session_with_year
from openupr.upr.states import CODES, State, by_iso3
from openupr.web.languages import in_page_language

from .asks import AskLine
from .models import Factsheet
from .near_recommendations import Row, close_rows
from .paper_words import WORDINGS, Told, all_of, counted_subject, spoken_name
from .short_asks import ShortLine, asks_in_short

_SESSIONS, _COMMITMENTS = 3, 3
NAMED = 4
"""So many States are named, those that made most."""
_ENGLISH = "en"


@dataclass(frozen=True)
class SessionFacts:
    """What the State was recommended on the theme in one session, and what it answered.

    `of`: all its recommendations in the session. `known`: for how many of them the issue or group
    of people is known. `in_part`: not all of them are loaded. `judged`: how many are in each state
    (`Spread.state`), as organisations assess them.
    """

    session: int
    count: int
    responses: Mapping[str | int | None, int]
    states: Sequence[State]
    known: int
    of: int
    in_part: bool
    judged: Mapping[str, int]
    organisations: int

    @property
    def assessed(self) -> int:
        """How many of its recommendations on the theme some organisation assesses."""
        return sum(self.judged.values())

    @property
    def is_least(self) -> bool:
        """Whether there may be more of them than the record knows."""
        return self.known < self.of or self.in_part

    @property
    def amount(self) -> str:
        """How many there are, in words: "34", or "at least 34"."""
        return _("at least %(n)s") % {"n": self.count} if self.is_least else str(self.count)

    @property
    def answers(self) -> list[tuple[str, int]]:
        """Each answer that was given, by its key, with how often."""
        return [(key, n) for key in responses.RESPONSES if (n := self.responses.get(key, 0))]


@dataclass(frozen=True)
class GroupFacts:
    """The facts of one group's theme.

    `sessions`: the last three with something on it, or for which this is not known.
    """

    group: Group
    sessions: Sequence[SessionFacts]
    commitments: Sequence[str]
    section: Told | None
    asks: Sequence[ShortLine]

    @property
    def on_theme(self) -> list[SessionFacts]:
        """The sessions in which something is known to be on the theme."""
        return [session for session in self.sessions if session.count]

    @property
    def part_key(self) -> str:
        """Of its part in the statement."""
        return f"theme-{self.group.pk}"

    @property
    def subject(self) -> str:
        """What the numbers count, within a sentence: each issue of a sum."""
        return counted_subject(self.group)

    def earlier(self) -> Iterator[str]:
        """What was recommended, which States did so, and how far it is implemented: in the active
        language.
        """
        for session in self.on_theme:
            yield " ".join(filter(None, [_session_counted(session), assessed_in_words(session)]))

    def gaps(self) -> Iterator[str]:
        """What is not known of the sessions: for who prepares a paper, and on no paper."""
        for session in self.sessions:
            context = {"session": session_with_year(session.session), "known": session.known, "of": session.of}
            if not session.known:
                sentence = ngettext("%(n)s recommendation", "%(n)s recommendations", session.of) % {"n": session.of}
                yield _("Session %(session)s: %(asked)s, theme not known here.") % {**context, "asked": sentence}
            elif session.known < session.of:
                yield _("Session %(session)s: the theme is known of %(known)s of %(of)s recommendations.") % context
            if session.in_part:
                yield _("Session %(session)s: this review is loaded in part.") % context

    def asked(self, language: str) -> list[Told]:
        """The group's asks: in this language where they have such a wording, else short, else as
        they are.
        """
        return [ask.told(language) for ask in self.asks]

    @property
    def questions(self) -> list[Told]:
        """The advance questions of its asks, each once."""
        return [Told(text, _ENGLISH) for text in dict.fromkeys(text for ask in self.asks for text in ask.questions)]


def facts_of_groups(coalition: Coalition, groups: Sequence[Group]) -> list[GroupFacts]:
    """The facts of each of these groups of the coalition. Raises RecordNotReady."""
    lines = short_lines(coalition, Viewer())
    # Totals count what the record holds: a row that only OHCHR's list has is none of them.
    levels = levels_of_organisations([line for line in lines if line.record])
    public, asks = public_by_ask(coalition), asks_in_short(coalition)
    facts = []
    for group in groups:
        near = [line for line in lines if not line.listed.is_pledge and set(line.issues) & set(group.issues)]
        facts.append(
            GroupFacts(
                group=group,
                sessions=_on_record(
                    coalition.review.iso3,
                    group,
                    [(line.listed.session, levels.get(line.listed.pk, {})) for line in near],
                ),
                commitments=_commitments(public[key] for line in near if (key := line.listed.ask_key) in public),
                section=_section(group),
                asks=[ask for ask in asks if ask.ask.proposal.group_id == group.pk],
            )
        )
    return facts


def theme_question(group: Group, iso3: str = "") -> Question | None:
    """The group's theme as a question to the record; None for a group without issues and groups of
    people.
    """
    about = {"issue": tuple(group.issues)} if group.issues else {"group": tuple(group.populations)}
    if not any(about.values()):
        return None
    return Question(filters={**({"state": (iso3,)} if iso3 else {}), **about})


Heard = tuple[int | None, Mapping[int, str]]
"""Of a recommendation its session, and the level that each organisation chose."""


def _on_record(iso3: str, group: Group, heard: Sequence[Heard]) -> list[SessionFacts]:
    question = theme_question(group, iso3)
    if question is None:
        return []
    counted = tallies(question, by=("session",), responses=True)
    states: dict[object, list[State]] = {}
    by_giver = tallies(question, by=("session", "from"), responses=False)
    # Where a source does not know one of the States, none is named: "from Chad" would be wrong.
    unknown = {session for session, giver in by_giver if giver not in CODES}
    named = [
        (by_iso3(str(giver)), session, tally.count)
        for (session, giver), tally in by_giver.items()
        if session not in unknown
    ]
    for state, session, _count in sorted(named, key=lambda entry: (-entry[2], entry[0].name)):
        states.setdefault(session, []).append(state)
    everything = Question(filters={"state": (iso3,)})
    [about] = question.filters.keys() - {"state"}
    all_by_session = tallies(everything, by=("session",), responses=False)
    uncoded = tallies(everything.narrowed(about, None), by=("session",), responses=False)
    in_part = whole_reviews().sessions_of_state_in_part(iso3)
    newest = sorted((session for (session,) in all_by_session if session is not None), key=int, reverse=True)
    facts = [
        SessionFacts(
            int(session),
            counted.get((session,), NOTHING).count,
            counted.get((session,), NOTHING).responses,
            states.get(session, []),
            all_by_session[session,].count - uncoded.get((session,), NOTHING).count,
            all_by_session[session,].count,
            int(session) in in_part,
            *_judged(heard, int(session)),
        )
        for session in newest
    ]
    return [session_facts for session_facts in facts if session_facts.count or not session_facts.known][:_SESSIONS]


def _judged(heard: Sequence[Heard], session: int) -> tuple[Counter[str], int]:
    """How many of a session's recommendations are in each state as organisations see them, and how
    many these are.
    """
    here = [levels for of_session, levels in heard if of_session == session and levels]
    states = Counter(spread_of(levels.values()).state for levels in here)
    return states, len({organisation for levels in here for organisation in levels})


def assessed_in_words(session: SessionFacts) -> str:
    """How many of the session's recommendations on the theme are assessed, by how many
    organisations, and how many are not; "" where none is.
    """
    n = session.organisations
    who = ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n}
    return assessed_sentence(session.judged, of=session.count, who=who)


def _session_counted(facts: SessionFacts) -> str:
    sentence = ngettext("%(n)s recommendation", "%(n)s recommendations", facts.count) % {"n": facts.amount}
    who = ngettext("%(n)s State", "%(n)s States", len(facts.states)) % {"n": len(facts.states)}
    names = all_of([spoken_name(state) for state in facts.states[:NAMED]]) if facts.states else ""
    values = {"session": session_with_year(facts.session), "asked": sentence, "who": who, "names": names}
    if not names:
        return _("Session %(session)s: %(asked)s.") % values
    if len(facts.states) > NAMED:
        return _("Session %(session)s: %(asked)s from %(who)s, such as %(names)s.") % values
    return _("Session %(session)s: %(asked)s from %(names)s.") % values


def _commitments(lines: Iterable[PublicLine]) -> list[str]:
    """What the State committed itself to, after the institution that is responsible: what the
    public page shows of it. An institution alone is no commitment.
    """
    of_state = ((line.institution.strip(), line.commitment.strip()) for line in lines if line.commitment.strip())
    return list(dict.fromkeys(": ".join(filter(None, parts)) for parts in of_state))[:_COMMITMENTS]


def _section(group: Group) -> Told | None:
    text, language = beginning_of_part(group)
    return Told(text, language) if text else None


_LOOKED_AT, _ASKS = 300, 4
"""So many recommendations on the theme are looked at, and so many of the group's asks."""
_LONGEST = 240
"""Letters of a recommendation that is quoted."""
_ANSWERED: Chosen = {"response": ("supported", "partly", "noted")}


def best_example(facts: GroupFacts) -> Told | None:
    """The words of one recommendation with its State and its answer, of the sessions that the
    factsheet names. What only asks to continue comes last. What is near an ask of the group comes
    before what is only on its theme. Of both the newest is taken, of that the nearest, or the most
    specific by its action category. Raises RecordNotReady.
    """
    ranked = [(row, rank) for rank, rows in enumerate((_near_asks(facts), _on_theme(facts))) for row in rows]
    # A question of the same page may quote it, too.
    questions = " ".join(question.text for question in facts.questions)
    short = [
        (row, rank)
        for row, rank in ranked
        if row["from_iso3"] in CODES and len(row["text"]) < _LONGEST and _words(row) not in questions
    ]
    return _quoted(min(short, key=_order)[0]) if short else None


def _order(ranked: tuple[Row, int]) -> tuple[bool, int, int, int]:
    row, rank = ranked
    specific = int(row["action"] or 0) if rank else 0
    return only_continues(own_words(row["text"])), rank, -int(row["session"]), -specific


def _near_asks(facts: GroupFacts) -> Sequence[Row]:
    """Recommendations on the theme that are close to one of the group's asks: ask by ask, the
    newest first.
    """
    among: Chosen = {**_ANSWERED, "state": (facts.group.coalition.review.iso3,), "session": _sessions(facts)}
    if not facts.sessions:
        return ()
    asks = [(ask.text or ask.ask.text, ask.ask.issues) for ask in facts.asks[:_ASKS]]
    near = (row for text, issues in asks for row in close_rows(text, issues, among))
    return [row for row in near if on_issues(row, facts.group.issues) or not facts.group.issues]


def _on_theme(facts: GroupFacts) -> Sequence[Row]:
    question = theme_question(facts.group, facts.group.coalition.review.iso3)
    if question is None or not facts.sessions:
        return ()
    answered = replace(question, filters={**question.filters, **_ANSWERED, "session": _sessions(facts)})
    return [result.fields for result in search_record(answered, limit=_LOOKED_AT, sort="-session").results]


def _sessions(facts: GroupFacts) -> tuple[int, ...]:
    return tuple(session.session for session in facts.sessions)


def _words(row: Row) -> str:
    return " ".join(row["text"].split()).rstrip(" .;")


def _quoted(row: Row) -> Told:
    """In English, as the record has it."""
    state = by_iso3(row["from_iso3"]).spoken
    session = f"session {session_with_year(row['session'])}"
    parts = (state, session, responses.label(row["response"]).lower(), str(un_number_of_row(row) or ""))
    return Told(f"“{_words(row)}” ({', '.join(filter(None, parts))})", "en")


MOST = 6
_NEAREST = 20


@dataclass(frozen=True)
class TargetChoice:
    """A target to confirm, with the reason why it is suggested ("" of one that a person confirmed
    before).
    """

    code: str
    wording: str
    confirmed: bool
    reason: str


def targets_of_theme(group: Group, sheet: Factsheet, asks: Collection[AskLine]) -> list[TargetChoice]:
    """The targets of recommendations on the theme, those with most first; where the record knows
    none, those that the words of its focus and its asks speak for. Raises RecordNotReady.
    """
    question = theme_question(group)
    words = " ".join([group.focus, *(ask.text for ask in asks if ask.language != "km")])
    return _choices(sheet.sdg_targets, (_of_record(question) if question else {}) or _of_words(words))


def targets_of_ask(ask: AskLine) -> list[TargetChoice]:
    """The targets of the recommendations nearest to an ask; where the record knows none, those its
    words speak for.

    Raises RecordNotReady.
    """
    reasons: dict[str, str] = {}
    if ask.text and ask.language != "km":
        reasons = _of_nearest(ask) or _of_words(ask.text)
    return _choices(ask.proposal.sdg_targets, reasons)


def _of_words(text: str) -> dict[str, str]:
    sentence = _("its words: %(words)s")
    return {target.code: sentence % {"words": ", ".join(target.words)} for target in suggested_targets(text)}


def _of_record(question: Question) -> dict[str, str]:
    targets = Counter({str(code): n for (code,), n in count(question, by=("target",)).cells if code not in WITHOUT})
    known = code_coverage(question, ["sdg"])["sdg"].n
    sentence = _("%(n)s of the %(total)s recommendations on this theme whose SDGs are known")
    return {code: sentence % {"n": n, "total": known} for code, n in targets.most_common(MOST)}


def _of_nearest(ask: AskLine) -> dict[str, str]:
    try:
        nearest = similar(Question(words=ask.text), limit=_NEAREST)
    except NothingToCompare:
        return {}
    keys = [group.nearest.fields["id"] for group in nearest.groups]
    asks = Ask.objects.filter(key__in=keys)
    records = SourceRecord.objects.filter(preferred=True, ask__in=asks).values_list("sdgs", flat=True)
    targets = Counter(code for sdgs in records for code in set(sdgs) if "." in code)
    sentence = _("%(n)s of the %(total)s nearest recommendations")
    return {code: sentence % {"n": n, "total": len(keys)} for code, n in targets.most_common(MOST)}


def _choices(confirmed: Collection[str], reasons: dict[str, str]) -> list[TargetChoice]:
    codes = dict.fromkeys([*confirmed, *reasons])
    return [
        TargetChoice(code, in_page_language(WORDINGS.get(code, "")), code in confirmed, reasons.get(code, ""))
        for code in codes
    ]
