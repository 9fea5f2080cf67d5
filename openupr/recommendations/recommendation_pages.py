"""One recommendation's page."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.upr import actions, ohchr_themes, sources
from openupr.upr.groups import StateGroup, find_organisation, find_region
from openupr.upr.issues import issue
from openupr.upr.names import UnknownName
from openupr.web.languages import in_page_language
from openupr.web.parts import Tab

from .actions import READ_THE_RECORD
from .cards_pages import card, search_url
from .dimension_values import UNKNOWN_LABEL, action_label
from .dimensions import dimension
from .importing.labels import sdg_labels, sdgs_in
from .memberships import memberships_of_ours
from .models import Ask, RecordChange, SourceRecord
from .question import ask as question_by_names
from .recommendation import AskWithRecords, ask_of, response_badge, same_paragraph, un_number_among
from .requests_pages import back_to, passed_over
from .sentences import other_language
from .similar import neighbours, percentage
from .suggestions import codes_of
from .tasks import begin_computing_vectors


@page("recommendations/<slug:key>/", READ_THE_RECORD)
def recommendation(request: HttpRequest, key: str) -> HttpResponse:
    """The text, where it is recorded and how it was answered, and what else was asked like it."""
    recorded_ask = ask_of(key)
    if recorded_ask is None:
        raise Http404(_("There is no recommendation of this name in the record that is loaded here."))
    context = {
        "ask": recorded_ask.ask,
        "crumbs": _crumbs(recorded_ask.ask),
        "back": back_to(request),
        "passed_over": passed_over(request, ()),
        "record": recorded_ask.counted,
        "quoted": recorded_ask.counted.text,
        "un_number": un_number_among(recorded_ask.records),
        "quoted_in": other_language(recorded_ask.counted.text),
        "badge": response_badge(recorded_ask.counted.response, recorded_ask.counted.source_response),
        "first_response": _first_response(recorded_ask),
        "explanation": next((record.explanation for record in recorded_ask.records if record.explanation), ""),
        "coding": _coding(recorded_ask),
        "disagreements": _disagreements(recorded_ask),
        **_neighbours(recorded_ask),
        "records": [
            (
                record,
                sources.source(record.source),
                _pairs(record),
                _as_it_stood(record),
                _history(record),
                _in_other_languages(record),
            )
            for record in recorded_ask.records
        ],
    }
    response = render(request, "recommendations/recommendation.html", context)
    patch_vary_headers(response, ["Referer"])
    return response


def _crumbs(ask: Ask) -> list[Tab]:
    """State > review > here."""
    review = ask.review
    state = Tab(_(review.state_name), reverse("recommendations:state", args=[review.iso3]))
    if review.session:
        name, filters = _("Session %(number)s") % {"number": review.session}, {"session": str(review.session)}
    else:
        name, filters = _("Cycle %(number)s") % {"number": review.cycle}, {"cycle": str(review.cycle)}
    rows = question_by_names(filters={"state": [review.iso3], **{k: [v] for k, v in filters.items()}}, kind=ask.kind)
    return [Tab(_("States"), reverse("recommendations:states")), state, Tab(name, search_url(rows))]


def _neighbours(recorded_ask: AskWithRecords) -> dict[str, object]:
    """(heading, cards, circle, share of it that has a meaning) of each circle round the ask that
    holds any; and how far meaning is.
    """
    near = neighbours(recorded_ask)
    if near.waits:
        begin_computing_vectors(recorded_ask.ask.review.iso3)
    state = _(recorded_ask.ask.review.state_name)
    circles = [
        (_("The same asked by other States in this review"), near.same_ask),
        (_("Nearest in this review"), near.same_review),
        (_("Nearest asked of %(state)s before") % {"state": state}, near.before),
        (_("Nearest asked of %(state)s since") % {"state": state}, near.after),
        (_("Nearest asked of other States"), near.elsewhere),
    ]
    cards = [
        (heading, [card(result) for result in circle.results], circle, percentage(circle.coverage))
        for heading, circle in circles
        if circle.results or circle.waits or circle.compared
    ]
    return {"neighbours": cards, "computed": percentage(near.coverage)}


def _coding(recorded_ask: AskWithRecords) -> list[tuple[str, object]]:
    """What the ask is counted by, each value linked to the rows that share it."""
    ask, record = recorded_ask.ask, recorded_ask.counted
    lines: list[tuple[str, object]] = [
        (_("State under Review"), _profile(_(ask.review.state_name), "state", ask.review.iso3))
    ]
    if ask.from_name:
        lines.append((_("Recommending State"), _profile(_(ask.from_name), "state-recommends", ask.from_iso3)))
    when = _("session %(session)s, cycle %(cycle)s") % {"session": ask.review.session, "cycle": ask.review.cycle}
    if ask.review.session:
        lines.append((_("Review"), _link(when, state=ask.review.iso3, session=str(ask.review.session))))
    for name, values in memberships_of_ours(ask, record):
        lines.append((str(dimension(name).title), _of_our_lists(name, values)))
    codes = codes_of(ask)
    if keys := record.issues or codes.confirmed_issues:
        lines.append((_("Issues"), _issues(keys, confirmed=not record.issues)))
    if themes := dict.fromkeys(value for of_source in recorded_ask.records for value in of_source.themes):
        by_theme = ((_link(_(ohchr_themes.label_of_theme(value)), theme=value),) for value in themes)
        lines.append((_("OHCHR themes"), format_html_join(", ", "{}", by_theme)))
    if codes.suggested_issues:
        lines.append((_("Suggested issues"), _issues(codes.suggested_issues, suggested=True)))
    if number := record.action or codes.confirmed_action:
        lines.append((_("Action category"), _action(number, confirmed=not record.action)))
    elif codes.suggested_action:
        lines.append((_("Suggested action category"), _action(codes.suggested_action, suggested=True)))
    if others := same_paragraph(recorded_ask):
        links = (
            (reverse("recommendations:recommendation", args=[o.key]), _(o.from_name or UNKNOWN_LABEL)) for o in others
        )
        lines.append((_("In the same paragraph"), format_html_join(", ", '<a href="{}">{}</a>', links)))
    lines.append((_("Permanent name"), format_html("<code>{}</code>", ask.key)))
    return lines


def _issues(keys: Sequence[str], *, confirmed: bool = False, suggested: bool = False) -> SafeString:
    links = format_html_join(", ", "{}", ((_link(_(issue(k).label), suggested=suggested, issue=k),) for k in keys))
    return _by_whom(links, confirmed=confirmed, suggested=suggested)


def _action(number: int, *, confirmed: bool = False, suggested: bool = False) -> SafeString:
    category = actions.ACTIONS[number - 1]
    link = _link(action_label(number), suggested=suggested, action=str(number))
    meaning = format_html("{}<br><small>{}</small>", link, _(category.meaning))
    return _by_whom(meaning, confirmed=confirmed, suggested=suggested)


def _of_our_lists(name: str, codes: Sequence[str]) -> SafeString:
    """Regions or organisations that the counted source does not give."""
    questions = ((code, question_by_names(filters={name: [code]})) for code in codes)
    links = format_html_join(
        ", ", '<a href="{}">{}</a>', ((search_url(rows), dimension(name).label(code)) for code, rows in questions)
    )
    ours = _("From OpenUPR’s lists (of 2014, with later changes).")
    return format_html("{}<br><small>{}</small>", links or _("none of those listed"), ours)


def _by_whom(value: SafeString, *, confirmed: bool, suggested: bool) -> SafeString:
    """Who says so, where no source does."""
    if suggested:
        return format_html("{}<br><small>{}</small>", value, _("Suggested by OpenUPR. Not confirmed yet."))
    if confirmed:
        return format_html("{}<br><small>{}</small>", value, _("Suggested by OpenUPR and confirmed here."))
    return value


def _disagreements(recorded_ask: AskWithRecords) -> list[tuple[str, str]]:
    """(what, who says which) of what two sources say otherwise; a source that says nothing
    agrees.
    """
    lines = []
    for title, value, in_words in _COMPARED:
        values = [(record, value(record)) for record in recorded_ask.records if value(record)]
        if len({compared for record, compared in values}) > 1:
            parts = [f"{_(sources.source(record.source).label)}: {in_words(record)}" for record, compared in values]
            lines.append((str(title), "; ".join(parts)))
    return lines


def _profile(name: str, page: str, iso3: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"recommendations:{page}", args=[iso3]), name)


def _link(label: str, *, suggested: bool = False, **filters: str) -> SafeString:
    question = question_by_names(filters={name: [value] for name, value in filters.items()}, suggested=suggested)
    return format_html('<a href="{}">{}</a>', search_url(question), label)


def _each_in_page_language(values: Sequence[str]) -> str:
    return ", ".join(map(in_page_language, values))


def _groups(codes: Sequence[str], find: Callable[[str], StateGroup]) -> str:
    """Groups of States by their names in the reader's language; as the source has them where we
    have no other name.
    """
    return ", ".join(_group(code, find) for code in codes)


def _group(code: str, find: Callable[[str], StateGroup]) -> str:
    try:
        name = find(code).name
    except UnknownName:
        return code
    translated = in_page_language(name)
    return code if translated == name else translated


def _pairs(record: SourceRecord) -> list[tuple[str, object]]:
    """A source record's own values, in the reader's language where we have it; empty ones left
    out.
    """
    pairs = [
        (_("Response"), in_page_language(record.source_response)),
        (
            _("OHCHR themes") if record.source in ohchr_themes.SOURCES else _("Issues"),
            _each_in_page_language(record.source_issues),
        ),
        (_("Action category"), record.action),
        (_("Paragraph"), record.number),
        (_("Document"), record.symbol),
        (_("Response taken from"), record.source_position),
        (_("What the State says"), record.explanation),
        (_("SDGs"), _sdgs(record)),
        (_("Groups of people"), _each_in_page_language(record.source_persons)),
        (_("Region of the State under Review"), _groups([record.state_region], find_region)),
        (_("Its organisations"), _groups(record.state_organisations, find_organisation)),
        (_("Region of the recommending State"), _groups([record.from_region], find_region)),
        (_("Its organisations"), _groups(record.from_organisations, find_organisation)),
        (_("What one row is"), in_page_language(sources.source(record.source).counting)),
        (_("First entered with file and row"), f"{record.file.name}, {record.row}"),
    ]
    return [(name, value) for name, value in pairs if value not in ("", None)]


_FIELDS = {
    "source_response": gettext_lazy("Response"),
    "source_issues": gettext_lazy("Issues"),
    "action": gettext_lazy("Action category"),
    "number": gettext_lazy("Paragraph"),
    "symbol": gettext_lazy("Document"),
    "sdgs": gettext_lazy("SDGs"),
    "source_persons": gettext_lazy("Groups of people"),
    "source_position": gettext_lazy("Response taken from"),
    "explanation": gettext_lazy("What the State says"),
    "url": gettext_lazy("Address"),
    "state_region": gettext_lazy("Region of the State under Review"),
    "state_organisations": gettext_lazy("Organisations of the State under Review"),
    "from_region": gettext_lazy("Region of the recommending State"),
    "from_organisations": gettext_lazy("Organisations of the recommending State"),
}


_ORDER = list(_FIELDS)

_COMPARED: tuple[tuple[Promise, Callable[[SourceRecord], str], Callable[[SourceRecord], str]], ...] = (
    (gettext_lazy("Response"), attrgetter("response"), attrgetter("source_response")),
    (gettext_lazy("Paragraph"), attrgetter("number"), attrgetter("number")),
    (gettext_lazy("Document"), attrgetter("symbol"), attrgetter("symbol")),
)


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What a file changed in a record: "Response: To be examined became Noted"."""

    file: str
    when: str
    lines: list[str]


def _history(record: SourceRecord) -> list[SourceChange]:
    """How this source changed its mind, the latest first, in its own words: what we normalise
    follows from them.
    """
    sentence = _("%(field)s: %(before)s became %(after)s")
    by_file: dict[int, list[RecordChange]] = {}
    for change in record.changes.all():
        if change.field in _FIELDS:
            by_file.setdefault(change.file_id, []).append(change)
    return [
        SourceChange(
            file=changes[0].file.name,
            when=date_format(changes[0].file.finished, "j F Y"),
            lines=[
                sentence
                % {"field": _FIELDS[change.field], "before": _worded(change.before), "after": _worded(change.after)}
                for change in sorted(changes, key=lambda change: _ORDER.index(change.field))
            ],
        )
        for changes in by_file.values()
    ]


def _first_response(recorded_ask: AskWithRecords) -> str:
    """The response before it changed the first time, where it changed: what the report said."""
    changes = [
        change
        for record in recorded_ask.records
        for change in record.changes.all()
        if change.field == "source_response"
    ]
    return _worded(min(changes, key=attrgetter("pk")).before) if changes else ""


def _in_other_languages(record: SourceRecord) -> list[tuple[str, str, str]]:
    """(code, the language by its own name, text) of each further text that a source has."""
    return [(code, _own_name(code), text) for code, text in record.texts.items()]


def _own_name(code: str) -> str:
    try:
        return str(capfirst(get_language_info({"zh": "zh-hans"}.get(code, code))["name_local"]))
    except KeyError:
        return code


def _worded(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
    return text or _("nothing")


def _sdgs(record: SourceRecord) -> str:
    """Codes, and behind them what the source says and no list here holds."""
    _codes, unknown = sdgs_in(sdg_labels(record.raw.get("metadata", record.raw)))
    strange = [_("“%(label)s” (not in the list known here)") % {"label": label} for label in unknown]
    codes = ", ".join([*record.sdgs, *strange])
    by = sources.source(record.source).sdgs
    return f"{codes} ({by})" if codes and by else codes


def _as_it_stood(record: SourceRecord) -> list[tuple[str, object]]:
    """Every field of the source, understood or not."""
    return [
        (name, value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False))
        for name, value in record.raw.items()
        if value not in ("", None, [], {})
    ]
