"""The mid-term report in English: its front, then themes with each recommendation once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.recommendations.models import Ask
from openupr.reviews.models import Review
from openupr.timeline.dates_in_words import window_words
from openupr.timeline.rules.phases import DatedPhase, dated_phases
from openupr.timeline.rules.statuses import PUBLISHED
from openupr.upr import ohchr_themes
from openupr.upr.cycles import SESSIONS
from openupr.upr.issues import issue
from openupr.upr.phases import ADOPTION, REVIEW
from openupr.upr.un_numbers import in_series, number_order
from openupr.web.hooks import Hook

from .assessments import short_names_in_words, voices_in_words
from .evidence_counts import count_of_all
from .follow_up_list import FollowUpLine, Viewer, five_numbers, lines_of
from .models import Level
from .rules import UNKNOWN, WEIGHTS, words_of

# From so many characters in a cell, rows may break across pages. Otherwise half a page stays empty.
_LONG = 900
_SHORT = 60


def themes_of(line: FollowUpLine) -> list[str]:
    """The themes of a recommendation in the report: OHCHR's if any source gives them, else
    issues.
    """
    themes = [ohchr_themes.label_of_theme(value) for value in line.themes]
    return themes or [issue(key).in_words for key in line.issues]


@dataclass(frozen=True)
class ReportRow:
    """A recommendation in one wording: the lines of the States that made it in one review, one
    answer.
    """

    lines: Sequence[FollowUpLine]

    @property
    def first(self) -> FollowUpLine:
        return self.lines[0]

    @cached_property
    def themes(self) -> list[str]:
        return list(dict.fromkeys(theme for line in self.lines for theme in themes_of(line)))

    @property
    def is_answered(self) -> bool:
        """Whether somebody says anything of it, if only that they lack information."""
        return any(line.voices for line in self.lines)

    @property
    def is_sourced(self) -> bool:
        """Whether it names a source for readers."""
        return any(line.evidence_outside for line in self.lines)

    @property
    def name(self) -> str:
        """How other places of the report call it: by the UN's number, else by its first words."""
        numbers = list(dict.fromkeys(line.un_number.number for line in self.lines if line.un_number.number))
        text = self.first.listed.text
        return ", ".join(numbers) or f"“{text if len(text) <= _SHORT else text[:_SHORT].rsplit(' ', 1)[0] + '…'}”"

    @property
    def order(self) -> tuple[int, bool, tuple[int, ...], int]:
        """The latest review first, then by number; without one as the list has it."""
        named = self.first.un_number.number
        return -(self.first.listed.session or 0), not named, number_order(named), self.first.listed.pk

    @property
    def lead(self) -> int | None:
        """The other row's recommendation with which this row is judged: all its words come from
        there.
        """
        leads = {line.listed.judged_with_id for line in self.lines}
        own = {line.listed.pk for line in self.lines}
        said_here = any(assessment.listed_id in own for line in self.lines for assessment in line.assessments)
        return None if len(leads) != 1 or said_here or leads & own else leads.pop()


def report_rows(lines: Sequence[FollowUpLine]) -> list[ReportRow]:
    """The lines as rows: States that made the same recommendation share one."""
    same: dict[tuple[object, ...], list[FollowUpLine]] = defaultdict(list)
    for line in lines:
        same[line.listed.kind, line.listed.session, words_of(line.listed.text), line.response].append(line)
    return sorted(map(ReportRow, same.values()), key=lambda row: row.order)


@dataclass(frozen=True)
class ReportTheme:
    """A theme: its rows, and rows of other themes that concern it, too."""

    name: str
    rows: Sequence[ReportRow]
    elsewhere: Sequence[ReportRow]

    @property
    def references(self) -> str:
        """References to rows under other themes, by theme; "" without any."""
        by_theme: dict[str, list[str]] = defaultdict(list)
        for row in self.elsewhere:
            by_theme[row.themes[0]].append(row.name)
        return "; ".join(f"{', '.join(names)} (under “{theme}”)" for theme, names in sorted(by_theme.items()))


def by_theme(rows: Sequence[ReportRow]) -> list[ReportTheme]:
    """The themes of these rows in the order of their names."""
    return [
        ReportTheme(
            theme,
            [row for row in rows if row.themes[0] == theme],
            [row for row in rows if theme in row.themes[1:]],
        )
        for theme in sorted({theme for row in rows for theme in row.themes})
    ]


def table_of(rows: Sequence[ReportRow], every: Sequence[ReportRow]) -> word.DocumentTable:
    """What was recommended, and the state now. `every`: all rows of the report, for references."""
    rows_by_line = {line.listed.pk: row for row in every for line in row.lines}
    several = len({row.first.listed.session for row in every}) > 1
    cells = [
        (tuple(_recommendation_runs(row, with_session=several)), tuple(_now(row, rows_by_line.get(row.lead or 0))))
        for row in rows
    ]
    longest = max(sum(len(run.text) for run in cell if isinstance(run, word.Run)) for row in cells for cell in row)
    return word.DocumentTable(
        tuple(cells),
        header=(word.plain("Recommendation and answer"), word.plain("Now")),
        widths=(1, 1.15),
        keeps_rows=longest <= _LONG,
    )


def _recommendation_runs(row: ReportRow, *, with_session: bool) -> Iterator[word.Run]:
    """`with_session`: the report covers several reviews, so each recommendation names its own."""
    if with_session and row.first.listed.session:
        yield word.Run(f"Session {row.first.listed.session}\n", bold=True)
    if named := in_series(line.un_number for line in row.lines):
        yield word.Run(f"{named}\n", bold=True, link=row.first.un_number.url)
    yield word.Run(row.first.listed.text)
    states = sorted({line.listed.from_name for line in row.lines if line.listed.from_name})
    answer = str(row.first.answer.label) if row.first.answer else ""
    if origin := ". ".join(filter(None, ["; ".join(states), answer])):
        yield word.Run(f"\n{origin}.", italic=True)


def _now(row: ReportRow, lead: ReportRow | None) -> Iterator[word.Run]:
    if lead is not None and lead is not row:
        yield word.Run(f"Assessed together with {lead.name}: see there.")
        return
    statements: list[tuple[str, str]] = []
    for line in row.lines:
        if claim := line.claim:
            sentence = f": {Level(claim.level).outside.lower()}. “{claim.reason}” ({claim.source})"
            statements.append(
                ("The Government says", sentence if claim.reason else f": {Level(claim.level).outside.lower()}.")
            )
        for (level, _number), views in zip(line.levels, line.told_outside, strict=True):
            statements.append((level.outside, views.removeprefix(level.outside)))
        if sources := line.sources_named:
            statements.append(("Sources" if len(sources) > 1 else "Source", f": {'; '.join(sources)}"))
    for place, (head, text) in enumerate(dict.fromkeys(statements)):
        yield word.Run(f"\n{head}" if place else head, bold=True)
        yield word.Run(text)


CONTACTS = Hook[Callable[[Coalition], str]]("CONTACTS")
"""How to reach a coalition, in words that it printed elsewhere; "" where it printed none."""
_COUNCIL = {session.number: session.council_session for session in SESSIONS}


def front(coalition: Coalition, lines: Sequence[FollowUpLine], *, today: date) -> word.DocumentTable:
    """The review and its adoption, the coalition with members and contact, the day of the
    report.
    """
    sessions = {line.listed.session for line in lines if line.listed.session}
    reviews = list(Review.objects.filter(iso3=coalition.review.iso3, session__in=sessions).order_by("-session"))
    rows = [
        ("Review", "\n".join(_review(review, lines) for review in reviews) or "[Session and cycle]"),
        ("Outcome adopted", "\n".join(map(_adoption, reviews)) or "[Day of adoption]"),
        ("Report by", coalition.name),
        ("Members", _members(coalition, lines)),
        ("Contact", contact_of(coalition) or "[How to reach us]"),
        ("As of", date_format(today, "j F Y")),
    ]
    return word.DocumentTable(
        tuple(((word.Run(name, bold=True),), word.plain(text)) for name, text in rows), widths=(1, 3.6), keeps_rows=True
    )


def of_which_reviews(coalition: Coalition, lines: Sequence[FollowUpLine]) -> Iterator[str]:
    """A sentence if the list covers several reviews or part of one: how many recommendations of
    each.
    """
    sessions = Counter(line.listed.session for line in lines if not line.listed.is_pledge)
    counted = Count("asks", Q(asks__kind=Ask.Kind.RECOMMENDATION, asks__records__preferred=True), distinct=True)
    reviews = Review.objects.filter(
        iso3=coalition.review.iso3, session__in=[session for session in sessions if session]
    )
    recorded = dict(reviews.annotate(recorded=counted).values_list("session", "recorded"))
    if len(sessions) > 1 or any(n < recorded.get(session, 0) for session, n in sessions.items()):
        latest_first = sorted(sessions.items(), key=lambda item: -(item[0] or 0))
        parts = [_part(session, n, recorded.get(session, 0)) for session, n in latest_first]
        yield f"Recommendations on the list: {get_text_list(parts, 'and')}."


def _part(session: int | None, n: int, recorded: int) -> str:
    if session is None:
        return f"{n} of no session that we know"
    return f"{n} of session {session}" + (f" (our record has {recorded})" if n < recorded else "")


def contact_of(coalition: Coalition) -> str:
    """How to reach the coalition, as it printed it elsewhere; "" where it did not."""
    return next(filter(None, (contact(coalition) for contact in CONTACTS)), "")


def _phase(review: Review, key: str) -> DatedPhase:
    dated = dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session)
    return next(phase for phase in dated if phase.phase.key == key)


def _review(review: Review, lines: Sequence[FollowUpLine]) -> str:
    phase = _phase(review, REVIEW)
    of_review = [line.un_number.symbol for line in lines if line.listed.session == review.session]
    facts = [f"Cycle {review.cycle}, session {review.session}"]
    facts += [window_words(phase.window)] if phase.window and phase.status == PUBLISHED else []
    return ", ".join([*facts, *sorted({symbol for symbol in of_review if symbol})])


def _adoption(review: Review) -> str:
    phase = _phase(review, ADOPTION)
    council = _COUNCIL.get(review.session or 0)
    where = f"Human Rights Council, session {council}" if council else "Human Rights Council"
    if phase.window is None or phase.status != PUBLISHED:
        return f"{where} [day of adoption]"
    day = "" if phase.window.is_one_day else " [day of adoption]"
    return f"{where}, {window_words(phase.window)}{day}"


def _members(coalition: Coalition, lines: Sequence[FollowUpLine]) -> str:
    """How many, and the names of those that agreed to be named in files; nobody else is named."""
    agreed = {voice.organisation_id for line in lines for voice in line.voices if voice.named and voice.organisation_id}
    every = coalition.member_organisations.select_related("organisation")
    names = [member.organisation.in_full for member in every if member.organisation_id in agreed]
    return "".join(_organisations_in_words(names, len(every)))


def _organisations_in_words(names: Collection[str], number: int) -> Iterator[str]:
    yield f"{number} organisation{'' if number == 1 else 's'}"
    if names:
        yield f": {'; '.join(names)}" if len(names) == number else f", among them {'; '.join(names)}"
    else:
        yield " [names of those that agree to be named]"


_CONTEXT = (
    "[What changed in the country since the review: laws, elections, the space for civil society. Name your sources.]"
)


def mid_term_report(coalition: Coalition, *, today: date) -> word.Document:
    """The report of the list, by theme, in English.

    Public evidence only; organisations by consent.
    """
    with translation.override("en"):
        lines = lines_of(coalition, Viewer())
        rows = report_rows(lines)
        blocks: list[word.Block | word.Annex] = [
            front(coalition, lines, today=today),
            word.Heading(word.plain("Context")),
            word.Paragraph(word.plain(_CONTEXT)),
            word.Heading(word.plain(_("Method"))),
            *(word.Paragraph(word.plain(text)) for text in _method(lines, rows, today)),
            word.Heading(word.plain(_("In numbers"))),
            _numbers(lines),
            *(word.Paragraph(word.plain(text)) for text in of_which_reviews(coalition, lines)),
            *_sections(rows),
            *_not_assessed([line for line in lines if not line.spread.is_assessed]),
        ]
        return word.Document(
            title=_("Mid-term report: %(state)s") % {"state": coalition.state.name},
            blocks=tuple(blocks),
            language="en",
            furniture=word.Furniture(header=coalition.state.name),
            labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
            points=11,
        )


def _sections(rows: Sequence[ReportRow]) -> Iterator[word.Block]:
    """Answered rows: recommendations by theme, those without a theme, the State's own pledges."""
    answered = [row for row in rows if row.is_answered]
    recommendations = [row for row in answered if not row.first.listed.is_pledge]
    themes = by_theme([row for row in recommendations if row.themes])
    for theme in themes:
        if theme.rows:
            yield word.Heading(word.plain(theme.name))
            if theme.references:
                yield word.Paragraph(word.plain(f"See also {theme.references}."), keeps_next=True)
            yield table_of(theme.rows, rows)
    if elsewhere := [theme for theme in themes if not theme.rows]:
        yield word.Heading(word.plain("Themes of recommendations that are under another theme"))
        items = (word.Item(word.plain(f"{theme.name}: {theme.references}")) for theme in elsewhere)
        yield word.Listing(tuple(items))
    others = [row for row in recommendations if not row.themes]
    pledges = [row for row in answered if row.first.listed.is_pledge]
    for name, left in ((_("Other recommendations"), others), ("Voluntary pledges of the State", pledges)):
        if left:
            yield word.Heading(word.plain(name))
            yield table_of(left, rows)


def _method(lines: Sequence[FollowUpLine], rows: Sequence[ReportRow], today: date) -> Iterator[str]:
    voices = [voice for line in lines for voice in line.voices if voice.level in WEIGHTS]
    who = f"{voices_in_words(voices)} of the coalition" if voices else "nobody"
    yield f"As of {date_format(today, 'j F Y')}, {who} assessed recommendations."
    yield (
        "Each has one voice. A recommendation is assessed if somebody says that it is not, partly or fully "
        "implemented; “not enough information” is counted apart."
    )
    yield "Different views are shown beside each other. What the Government says is marked as its own claim."
    yield (
        "States that made the same recommendation share a row; numbers count each State once. Each recommendation "
        "stands once, under its first theme. Themes are OHCHR's; where OHCHR gives none, UPR Info's issues."
    )
    assessed = [line for row in rows for line in row.lines if line.spread.is_assessed]
    sourced = {line.listed.pk for row in rows if row.is_sourced for line in row.lines}
    what = "recommendations and pledges" if any(line.listed.is_pledge for line in assessed) else "recommendations"
    n = sum(line.listed.pk in sourced for line in assessed)
    yield f"{n} of {len(assessed)} assessed {what} name a source that readers can check."
    yield from filter(None, (_evidence_named(lines, rows), _without_number(lines), short_names_in_words(lines)))


def _evidence_named(lines: Sequence[FollowUpLine], rows: Sequence[ReportRow]) -> str:
    """How much evidence the report names: of rows that have words of their own in it."""
    rows_by_line = {line.listed.pk: row for row in rows for line in row.lines}
    own = [row for row in rows if row.is_answered and rows_by_line.get(row.lead or 0, row) is row]
    named = count_of_all(line.evidence_count for row in own for line in row.lines).named
    return replace(count_of_all(line.evidence_count for line in lines), named=named).named_in_words


def _without_number(lines: Sequence[FollowUpLine]) -> str:
    recommendations = [line for line in lines if not line.listed.is_pledge]
    n = sum(not line.un_number.number for line in recommendations)
    which = (
        "these recommendations" if n == len(recommendations) else f"{n} of the {len(recommendations)} recommendations"
    )
    return f"Our sources give no paragraph number of the UN for {which}." if n else ""


def _numbers(lines: Sequence[FollowUpLine]) -> word.DocumentTable:
    """Each recommendation is in one state; pledges are none of them."""
    numbers, recommendations = five_numbers(lines), [line for line in lines if not line.listed.is_pledge]
    states = Counter(line.spread.state for line in recommendations)
    rows = [
        ("Recommendations on the list", numbers.listed),
        ("Supported by the State", numbers.supported),
        ("Noted by the State", sum(line.response == "noted" for line in recommendations)),
        ("Assessed by at least one", numbers.assessed),
        *((f"Of these {Level(level).label}", states[level]) for level in WEIGHTS),
        ("Of these judged differently", numbers.dissent),
        ("Not enough information", states[UNKNOWN]),
        ("No assessment yet", states[""]),
    ]
    if numbers.pledges:
        rows += [("Pledges of the State", numbers.pledges), ("Pledges assessed", numbers.pledges_assessed)]
    return word.DocumentTable(
        tuple((word.plain(name), word.plain(str(number))) for name, number in rows),
        header=(word.plain(_("What")), word.plain(_("Number"))),
        widths=(6, 1),
    )


def _not_assessed(left: Sequence[FollowUpLine]) -> Iterator[word.Block]:
    recommendations = [line for line in left if not line.listed.is_pledge]
    yield word.Heading(word.plain(_("Not assessed")))
    sentence = ngettext(
        "%(n)s recommendation on the list was not assessed. That says nothing about what was done.",
        "%(n)s recommendations on the list were not assessed. That says nothing about what was done.",
        len(recommendations),
    ) % {"n": len(recommendations)}
    if unsure := sum(line.spread.state == UNKNOWN for line in recommendations):
        sentence += f" On {unsure} of them somebody says that there is not enough information."
    if pledges := len(left) - len(recommendations):
        sentence += f" {pledges} pledge{' was' if pledges == 1 else 's were'} not assessed either."
    yield word.Paragraph(word.plain(sentence), keeps_next=bool(recommendations))
    # Each under its first theme, as in the report: the numbers add up.
    counts = Counter(next(iter(themes_of(line)), _("Other recommendations")) for line in recommendations)
    if counts:
        yield word.DocumentTable(
            tuple((word.plain(theme), word.plain(str(number))) for theme, number in sorted(counts.items())),
            header=(word.plain(_("Theme")), word.plain(_("Not assessed"))),
            widths=(6, 1),
        )
