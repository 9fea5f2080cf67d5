"""Which State an address means, and a profile's numbers in the shapes of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openupr.upr.cycles import UprSession
from openupr.upr.groups import REGIONS
from openupr.upr.names import UnknownName
from openupr.upr.responses import RESPONSES, label
from openupr.upr.states import State, find_state
from openupr.web.charts import Part
from openupr.web.downloads import File
from openupr.web.drawing import linked, mini_bar
from openupr.web.numbers import grouped, share
from openupr.web.parts import NamedCell, NamedRow, Tab

from .cards_pages import search_url
from .counts import Tally
from .question import Question
from .recommendation import TONES
from .requests_pages import refused
from .state_profiles import ProfileLine, Received, SeenReview
from .the_index import RecordNotReady


def with_state(view: Callable[..., File]) -> Callable[..., File]:
    """Hands the view the State of its address; another name of it is redirected, an unknown one is
    a page not found.
    """

    @wraps(view)
    def answered(request: HttpRequest, name: str, **more: str) -> File:
        try:
            state = find_state(name)
        except UnknownName as unknown:
            return refused(request, unknown, status=404)
        if name != state.iso3:
            match = request.resolver_match
            address = reverse(match.view_name if match else "recommendations:state", args=[state.iso3])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{address}?{query}" if query else address)
        try:
            return view(request, state=state, **more)
        except UnknownName as unknown:
            return refused(request, unknown)
        except RecordNotReady as reason:
            return refused(request, reason, status=503)

    return answered


_REGION_NAMES = {region.code: region.name for region in REGIONS}


@dataclass(frozen=True)
class Number:
    """A tally of rows that have an `address`, a search narrowed at least once and not by the
    response. Each of its numbers has the address of its own rows, "" for 0.
    """

    tally: Tally
    address: str

    @property
    def count(self) -> int:
        return self.tally.count

    @property
    def noted(self) -> int:
        return self.tally.noted

    @property
    def supported(self) -> str:
        """The share supported, in words."""
        return share(self.tally.supported, self.tally.count)

    @property
    def url(self) -> str:
        return self.address if self.count else ""

    @property
    def supported_url(self) -> str:
        return self._answered("supported") if self.tally.supported else ""

    @property
    def noted_url(self) -> str:
        return self._answered("noted") if self.noted else ""

    @property
    def link(self) -> SafeString:
        """The count, in a link to its rows unless it is 0."""
        return SafeString(linked(grouped(self.count), self.url) if self.count else '<span class="muted">0</span>')

    @property
    def supported_link(self) -> SafeString:
        """The share supported, in a link to these rows where there are any."""
        return SafeString(linked(self.supported, self.supported_url))

    @property
    def noted_link(self) -> SafeString:
        """How many were noted, in a link to these rows where there are any."""
        return SafeString(linked(grouped(self.noted), self.noted_url))

    @property
    def parts(self) -> list[Part]:
        """The responses, for a small bar, without those that count 0."""
        return [
            Part(_(label(name)), self.tally.responses[name], TONES[name])
            for name in RESPONSES
            if self.tally.responses.get(name)
        ]

    @property
    def linked_parts(self) -> list[Part]:
        """The same, each with the address of its rows, for a legend."""
        return [
            Part(_(label(name)), self.tally.responses[name], TONES[name], self._answered(name))
            for name in RESPONSES
            if self.tally.responses.get(name)
        ]

    def _answered(self, response: str) -> str:
        return f"{self.address}&response={response}"


def figure(name: str, value: str, url: str) -> tuple[str, SafeString]:
    """A large number that leads to its rows."""
    return name, format_html('<a href="{}">{}</a>', url, value) if url else format_html("{}", value)


def can_change(lines: Sequence[ProfileLine], known: Received) -> bool:
    """Whether of any line it can be said how it changed."""
    return known.compared is not None and any(line.is_comparable(known.compared) for line in lines)


def profile_rows(lines: Sequence[ProfileLine], known: Received, *, with_change: bool) -> list[NamedRow]:
    """Lines of a profile: the number in each review, how it changed, all of it, the share that was
    supported.
    """
    heads = [review_name(known.of_cycle(cycle)) for cycle in known.cycles]
    return [_row(line, known, heads, with_change=with_change) for line in lines]


def _row(line: ProfileLine, known: Received, heads: Sequence[str], *, with_change: bool) -> NamedRow:
    own = search_url(known.question.narrowed(line.name, line.value))
    numbers = [Number(tally, f"{own}&cycle={cycle}") for tally, cycle in zip(line.by_cycle, known.cycles, strict=True)]
    total = Number(line.total, own)
    cells = [
        NamedCell(head, _not_coded() if n is None else number.link)
        for head, n, number in zip(heads, line.numbers, numbers, strict=True)
    ]
    in_part = {known.cycles.index(seen.review.cycle) for seen in known.in_part}
    for at in in_part:
        label = f"{cells[at].label} ({_('loaded in part')})"
        cells[at] = replace(cells[at], label=label, css="number in-part")
    if places := known.compared if with_change else None:
        difference = change(*(line.by_cycle[at].count for at in places)) if line.is_comparable(places) else ""
        cells.append(NamedCell(_("Change"), difference, "number muted"))
    if len(heads) > 1:
        cells.append(NamedCell(_("All"), total.link))
    cells.append(NamedCell("", mini_bar(total.parts), "bar"))
    cells.append(NamedCell(_("Supported"), total.supported_link))
    return NamedRow(SafeString(linked(line.label, own)), cells)


def _not_coded() -> SafeString:
    """In place of a 0 in a review that no source coded."""
    return format_html(
        '<span class="muted"><span aria-hidden="true">–</span><span class="visually-hidden">{}</span></span>',
        _("not coded"),
    )


def change(before: int, now: int) -> str:
    """How a number changed since the review before, in words short enough for a table."""
    if not before:
        return _("new") if now else ""
    if not now:
        return _("not again")
    return f"+{now - before}" if now > before else f"−{before - now}" if now < before else "="


def review_name(seen: SeenReview) -> str:
    """ "Session 18", or the cycle where no session is known."""
    if seen.review.session:
        return _("Session %(number)s") % {"number": seen.review.session}
    return _("Cycle %(number)s") % {"number": seen.review.cycle}


def month(session: UprSession | None) -> str:
    """ "January 2014"; "" where it is not known."""
    return date_format(session.start, "F Y") if session and session.start else ""


def named_with_month(seen: SeenReview) -> str:
    """ "session 18 (January 2014)"."""
    when = month(seen.session)
    name = review_name(seen)
    return f"{name} ({when})" if when else name


def crumbs() -> list[Tab]:
    """The pages above a State's."""
    return [Tab(_("States"), reverse("recommendations:states"))]


def views_of(state: State, current: str) -> list[Tab]:
    """The pages of one State, as tabs; `current` is the name of one's address."""
    pages = {"state": _("As State under Review"), "state-recommends": _("As recommending State")}
    return [
        Tab(title, reverse(f"recommendations:{name}", args=[state.iso3]), name == current)
        for name, title in pages.items()
    ]


def files_of(state: State, page: str) -> list[tuple[str, str]]:
    """A State's profile to take away: (kind, address); `page` is the name of its address."""
    return [
        (kind.upper(), reverse(f"recommendations:{page}-{kind}", kwargs={"name": state.iso3}))
        for kind in ("csv", "xlsx", "json")
    ]


def described(state: State) -> str:
    """Who the State is, in the vocabulary's words: formal name, regional group, organisations,
    code.
    """
    parts = [state.formal] if state.formal and state.formal != state.name and _(state.name) == state.name else []
    parts += [_(_REGION_NAMES.get(state.region, state.region))] if state.region else []
    parts += [", ".join(state.organisations)] if state.organisations else []
    return " · ".join([*parts, state.iso3])


def apart_url(question: Question, rows: str, columns: str, **more: str) -> str:
    """The address where the question's rows are taken apart."""
    pairs = [*question.pairs(), ("rows", rows), ("columns", columns), *more.items()]
    return f"{reverse('recommendations:disaggregate')}?{urlencode(pairs)}"
