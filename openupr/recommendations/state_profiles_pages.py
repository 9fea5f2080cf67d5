"""A State as State under Review, and as recommending State."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.reviews.models import Review
from openupr.upr.states import State
from openupr.web.clock import TimedRequest
from openupr.web.drawing import linked, mini_bar
from openupr.web.numbers import grouped, share
from openupr.web.parts import NamedCell, NamedRow, Tab, Text

from .actions import READ_THE_RECORD
from .answer_changes import changes_of_positions
from .cards_pages import PositionLines, lines_of, search_url, uncoded
from .code_coverage import code_coverage
from .coverage import Coverage, coverage
from .question import Question
from .requests_pages import passed_over
from .state_profiles import (
    ComparedGiving,
    Given,
    ProfileLine,
    Received,
    ReviewStatus,
    SeenReview,
    received,
    recommended_by,
)
from .state_shapes_pages import (
    Number,
    apart_url,
    can_change,
    crumbs,
    described,
    figure,
    files_of,
    month,
    named_with_month,
    profile_rows,
    review_name,
    views_of,
    with_state,
)
from .total_basis import total_basis
from .whole_reviews import whole_reviews

FIRST_LINES = 6
"""Of a table; `all` in the address names the one that is shown whole."""
_TABLES = ("issues", "givers")
_EMPTY = NamedCell("", "")
STATUSES: dict[ReviewStatus, Text] = {
    "loaded": gettext_lazy("yes"),
    "held": gettext_lazy("not imported yet"),
    "to come": gettext_lazy("to come"),
    "undated": gettext_lazy("expected, no date yet"),
}


@page("states/<str:name>/", READ_THE_RECORD)
@with_state
def state(request: TimedRequest, *, state: State) -> HttpResponse:
    """Its reviews, and what was recommended in those that are loaded."""
    known = received(state)
    today = request.today
    loaded = coverage(state.iso3, today=today, reviews=[seen.review for seen in known.reviews])
    total, links = Number(known.total, search_url(known.question)), _links(known)
    whole = request.GET.get("all", "")
    codes = code_coverage(known.question, ("issue", "action"))
    context = {
        "state": state,
        "state_to_load": state,
        "known": known,
        "crumbs": crumbs(),
        "tabs": views_of(state, "state"),
        "files": files_of(state, "state"),
        "passed_over": passed_over(request, ("all",), values={"all": _TABLES}),
        "described": described(state),
        "figures": _figures(known, total, links),
        "uncoded": uncoded(known.question, codes),
        "rests": total_basis(
            known.question, codes, counted=known.basis, loaded=loaded, more=_of_reviews(known, loaded, today)
        ),
        "total": total,
        "total_url": total.address,
        "reviews": [_review(seen, today, loaded) for seen in known.reviews],
        "dates": [(review_name(seen), date_source) for seen in known.reviews if (date_source := _date_source(seen))],
        "positions": _positions(known, state),
        "since": since(known, today) if known.loaded else "",
        "change": {name: _change(known, getattr(known, name)) for name in ("issues", "givers", "actions")},
        "heads": [_head(known, cycle) for cycle in known.cycles],
        "issues": _lines("issues", known, whole),
        "givers": _lines("givers", known, whole),
        "actions": sorted_actions(known),
        "links": links,
    }
    return render(request, "recommendations/state.html", context)


def _of_reviews(known: Received, loaded: Coverage, today: date) -> list[str]:
    return [missing_sentence(known.reviews, today), loaded.doubts(), unlike_sentence(known.loaded)]


def _figures(known: Received, total: Number, links: dict[str, str]) -> list[tuple[str, SafeString]]:
    states = sum(1 for line in known.givers if line.value not in {None, "?"})
    issues = sum(1 for line in known.issues if line.value is not None)
    return [
        figure(_("recommendations"), grouped(total.count), total.url),
        figure(_("supported"), total.supported, total.supported_url),
        figure(_("recommending States"), grouped(states), links["givers"]),
        figure(_("issues of the list"), grouped(issues), links["issues"]),
    ]


def _review(seen: SeenReview, today: date, loaded: Coverage) -> NamedRow:
    """A row of the table of reviews: what is loaded of one, and its numbers."""
    name, when = review_name(seen), month(seen.session)
    status = Review.Status(seen.review.status).label
    cells = [
        NamedCell(_("In the record"), _stands(seen, today, loaded), ""),
        *(_numbers(seen) if seen.loaded else [_EMPTY] * 4),
        _pledges(seen) if seen.pledges else _EMPTY,
        NamedCell(_("Source"), _(seen.source.label), "muted") if seen.source else _EMPTY,
        NamedCell(
            _("Its date"), _link_naming_review(status, name, "#dates") if _date_source(seen) else status, "muted"
        ),
        _brief(seen, name) if seen.loaded else _EMPTY,
    ]
    named = format_html('{} <span class="muted">{}</span>', name, when) if when else name
    return NamedRow(named, cells, "in-part" if seen.in_part else "" if seen.loaded else "absent")


def _numbers(seen: SeenReview) -> list[NamedCell]:
    number = Number(seen.tally, search_url(seen.question))
    return [
        NamedCell(_("Total"), number.link),
        NamedCell(_("Supported"), number.supported_link if number.supported_url else "0%"),
        NamedCell(_("Noted"), number.noted_link),
        NamedCell("", mini_bar(number.parts), "bar"),
    ]


def _pledges(seen: SeenReview) -> NamedCell:
    address = search_url(Question(filters=seen.question.filters, kind="pledge"))
    return NamedCell(_("Pledges"), SafeString(linked(grouped(seen.pledges), address)))


def _brief(seen: SeenReview, name: str) -> NamedCell:
    address = reverse("recommendations:state-brief", args=[seen.review.iso3])
    return NamedCell("", _link_naming_review(_("One page"), name, f"{address}?cycle={seen.review.cycle}"), "")


def _link_naming_review(label: object, name: str, url: str) -> SafeString:
    """A link; a screen reader says which review it is about."""
    return format_html('<a href="{}">{}<span class="visually-hidden"> {}</span></a>', url, label, name)


def _date_source(seen: SeenReview) -> str:
    # For a review known only from an import, the source is the name of a person's file.
    return "" if seen.review.status == Review.Status.IMPORTED else seen.review.source


def _positions(known: Received, state: State) -> list[tuple[str, PositionLines]]:
    """(review, how the State's positions changed since the report) of each review where some
    did.
    """
    changes = changes_of_positions(state.iso3)
    return [
        (str(review_name(seen)), lines_of(changes[seen.review.pk], review=seen.review.pk, iso3=state.iso3))
        for seen in known.reviews
        if seen.review.pk in changes
    ]


def _stands(seen: SeenReview, today: date, loaded: Coverage) -> Text:
    """Whether the record has a review: "yes" only where nothing speaks against its having all of
    it.
    """
    session = seen.review.session or 0
    refused = loaded.refused.get(session, 0)
    if seen.loaded and refused:
        sentence = ngettext("in part: %(n)s row was refused", "in part: %(n)s rows were refused", refused)
        return sentence % {"n": grouped(refused)}
    if seen.loaded and session in loaded.few:
        return _("perhaps in part: few rows")
    if seen.in_part:
        return _("in part: its document or another source has more")
    status = seen.status(today)
    if session and status == "undated":  # which session is known, not when it is
        return _("to come, no date yet")
    return STATUSES[status]


def missing_sentence(reviews: Iterable[SeenReview], today: date) -> str:
    """Which reviews are over and missing from every number; "" when none is.

    That one took place is said only where a source names the State in that session.
    """
    missing = [seen for seen in reviews if seen.status(today) == "held"]
    sure = [named_with_month(seen) for seen in missing if seen.review.status == Review.Status.SOURCED]
    others = [named_with_month(seen) for seen in missing if seen.review.status != Review.Status.SOURCED]
    return " ".join(sentence for sentence in (_took_place(sure), _was_due(others)) if sentence)


def _was_due(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    sentence = ngettext(
        "One more review should have taken place, if the order of the last cycle was kept: %(reviews)s. We do not know "
        "whether it did. No number on this page includes it.",
        "%(n)s more reviews should have taken place, if the order of the last cycle was kept: %(reviews)s. We do not "
        "know whether they did. No number on this page includes them.",
        len(missing),
    )
    return sentence % {"n": len(missing), "reviews": ", ".join(missing)}


def _took_place(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    sentence = ngettext(
        "One more review took place, but its recommendations have not been imported here yet: %(reviews)s. No number "
        "on this page includes it.",
        "%(n)s more reviews took place, but their recommendations have not been imported here yet: %(reviews)s. No "
        "number on this page includes them.",
        len(missing),
    )
    return sentence % {"n": len(missing), "reviews": ", ".join(missing)}


def since(known: Received, today: date) -> str:
    """What "the last review" is here: the last one held, or only the last one loaded whole."""
    if not known.whole:
        return _("what was recommended")
    last = known.reviews.index(known.whole[-1])
    if any(seen.in_part or seen.status(today) == "held" for seen in known.reviews[last:]):
        return _("since the last review loaded here")
    return _("since the last review")


def unlike_sentence(loaded: Iterable[SeenReview]) -> str:
    """That loaded reviews are counted in different ways, and in which; "" where all are counted
    alike.
    """
    ways: dict[str, list[str]] = {}
    for seen in loaded:
        if seen.source:
            ways.setdefault(seen.source.counting, []).append(review_name(seen))
    if len(ways) < 2:
        return ""
    ways_in_words = "; ".join(f"{', '.join(names)}: {_(counting)}" for counting, names in ways.items())
    return _("Not all reviews are counted alike, so do not compare their numbers. %(ways)s.") % {"ways": ways_in_words}


def _lines(name: str, known: Received, whole: str) -> tuple[list[NamedRow], Tab | None]:
    """The first rows of a table or, where that is asked for, all; and the way to all where some are
    left out.
    """
    lines: Sequence[ProfileLine] = getattr(known, name)
    with_change = can_change(lines, known)
    if name == whole or len(lines) <= FIRST_LINES:
        return profile_rows(lines, known, with_change=with_change), None
    sentence = _("Show all %(number)s") % {"number": grouped(len(lines))}
    return profile_rows(lines[:FIRST_LINES], known, with_change=with_change), Tab(sentence, f"?all={name}#{name}")


def _head(known: Received, cycle: int) -> tuple[Tab, bool]:
    """The name of a cycle's column: its session where there is one, with the address of its rows;
    and whether the review is loaded in part.
    """
    seen = known.of_cycle(cycle)
    return Tab(review_name(seen), search_url(known.question.narrowed("cycle", cycle))), seen.in_part


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """Whether a table has a column "Change", and what is said of it."""

    shown: bool
    sentence: str


def _change(known: Received, lines: Sequence[ProfileLine]) -> ChangeColumn:
    return ChangeColumn(can_change(lines, known), _of_change(known, lines))


def _of_change(known: Received, lines: Sequence[ProfileLine]) -> str:
    """Why there is no column "Change"; else the two reviews that it compares, where these are not
    the last two columns.
    """
    if len(known.cycles) < 2:
        return ""
    if known.compared is None:
        if len(known.whole) < 2:
            return _("No change is shown: it needs two reviews that are loaded whole.")
        return _("No change is shown: the sources of the last two reviews do not count alike.")
    if not can_change(lines, known):
        return _("No change is shown: of one of the two reviews too few recommendations are coded.")
    if not known.in_part:
        return ""
    before, now = (named_with_month(known.of_cycle(known.cycles[at])) for at in known.compared)
    parts = ", ".join(review_name(seen) for seen in known.in_part)
    return _("Change: from %(before)s to %(now)s. No change is counted to what is loaded in part: %(parts)s.") % {
        "before": before,
        "now": now,
        "parts": parts,
    }


def sorted_actions(known: Received) -> list[NamedRow]:
    """Action categories in their own order, from least to most."""
    in_order = sorted(known.actions, key=lambda line: (line.value is None, str(line.value)))
    return profile_rows(in_order, known, with_change=can_change(in_order, known))


def _links(known: Received) -> dict[str, str]:
    return {
        "issues": apart_url(known.question, "issue", "session", top="all"),
        "givers": apart_url(known.question, "from", "session", top="all"),
        "who_asks_what": apart_url(known.question, "issue", "from-region", show="response"),
        "gaps": reverse("recommendations:gaps") + f"?state={known.state.iso3}",
        "targets": reverse("recommendations:targets") + f"?state={known.state.iso3}",
        "brief": reverse("recommendations:state-brief", args=[known.state.iso3]),
        "pledges": search_url(Question(filters=known.question.filters, kind="pledge")),
    }


MOST_LINES = 15


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A line: its number, its share of what this State recommends, and the share it has with all
    States.
    """

    label: str
    number: Number
    own: str
    everyone: str
    more: bool


@page("states/<str:name>/recommends/", READ_THE_RECORD)
@with_state
def state_recommends(request: HttpRequest, *, state: State) -> HttpResponse:
    """What it recommends, to whom, and how often that is supported."""
    known = recommended_by(state)
    total = Number(known.total, search_url(known.question))
    codes = code_coverage(known.question, ("issue", "action"))
    context = {
        "state": state,
        "known": known,
        "crumbs": crumbs(),
        "tabs": views_of(state, "state-recommends"),
        "files": files_of(state, "state-recommends"),
        "passed_over": passed_over(request, ()),
        "described": described(state),
        "uncoded": uncoded(known.question, codes),
        "rests": total_basis(known.question, codes, counted=known.basis),
        "total": total,
        "total_url": total.address,
        "figures": figures(known),
        "compared_sentence": compared_sentence(known),
        **tables(known, most=MOST_LINES),
        "sessions": [(line.label, line.tally.count) for line in known.sessions if line.value],
        "in_part": _in_part(known),
        "links": links(known),
    }
    return render(request, "recommendations/state_recommends.html", context)


def _in_part(known: Given) -> list[str]:
    """The sessions that are loaded in part, by their names."""
    in_part = whole_reviews(known.question).sessions_in_part
    return [line.label for line in known.sessions if line.value in in_part]


def tables(known: Given, *, most: int) -> dict[str, list[ComparedRow]]:
    """The tables of the page and of its printed brief."""
    return {
        "issues": [compared(line, known) for line in known.issues[:most]],
        "actions": [compared(line, known) for line in known.actions],
        "receivers": [compared(line, known) for line in known.receivers[:most]],
        "regions": [compared(line, known) for line in known.regions],
    }


def compared(line: ComparedGiving, known: Given) -> ComparedRow:
    """A line beside the same of all States.

    `more`: at least a quarter more of it than all States have.
    """
    return ComparedRow(
        label=line.label,
        number=Number(line.tally, search_url(known.question.narrowed(line.name, line.value))),
        own=share(line.tally.count, line.of),
        everyone=share(line.everyone, line.of_everyone),
        more=line.tally.count * line.of_everyone > 1.25 * line.everyone * line.of,
    )


def figures(known: Given) -> list[tuple[str, SafeString]]:
    """The large numbers at the head, each leading to its rows or to the table of its parts."""
    total, whole = Number(known.total, search_url(known.question)), links(known)
    issues = sum(1 for line in known.issues if line.value is not None)
    return [
        figure(_("recommendations"), grouped(total.count), total.url),
        figure(_("to States"), grouped(len(known.receivers)), whole["receivers"]),
        figure(_("supported"), total.supported, total.supported_url),
        figure(_("issues of the list"), grouped(issues), whole["issues"]),
    ]


def compared_sentence(known: Given) -> str:
    """How often its recommendations are supported, beside those of all States."""
    return _("Supported: %(own)s of what it recommends; of what all States recommend, %(everyone)s.") % {
        "own": share(known.total.supported, known.total.count) or "0%",
        "everyone": share(known.everyone.supported, known.everyone.count) or "0%",
    }


def links(known: Given) -> dict[str, str]:
    """The addresses of each whole list, and of the pages beside this one."""
    return {
        "issues": apart_url(known.question, "issue", "response", top="all"),
        "receivers": apart_url(known.question, "state", "response", top="all"),
        "what_to_whom": apart_url(known.question, "issue", "region", show="response"),
        "brief": reverse("recommendations:state-recommends-brief", args=[known.state.iso3]),
    }
