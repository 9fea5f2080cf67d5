"""One recommendation's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openupr.upr import actions, sources
from openupr.upr.issues import issue

from ..models import SourceRecord
from ..queries.question import ask as question_by_names
from ..queries.recommendation import ask_of
from . import showing


@require_safe
def recommendation(request: HttpRequest, key: str) -> HttpResponse:
    """The text, where it is recorded and how it was answered, and what else was asked like it."""
    found = ask_of(key)
    if found is None:
        raise Http404(_("There is no recommendation of this name in the record that is loaded here."))
    counted = found.counted
    context = {
        "ask": found.ask,
        "record": counted,
        "badge": showing.response_badge(counted.response, counted.source_response),
        "issues": [(issue(key).label, _rows_of(issue=key)) for key in counted.issues],
        "action": actions.ACTIONS[counted.action - 1] if counted.action else None,
        "records": [(record, sources.source(record.source), _pairs(record)) for record in found.records],
        "state_url": _rows_of(state=found.ask.review.iso3),
        "from_url": _rows_of(**{"from": found.ask.from_iso3}) if found.ask.from_iso3 else "",
        "session_url": _rows_of(state=found.ask.review.iso3, session=str(found.ask.review.session)),
    }
    return render(request, "recommendations/recommendation.html", context)


def _rows_of(**filters: str) -> str:
    return showing.search_url(question_by_names(filters={name: [value] for name, value in filters.items()}))


def _pairs(record: SourceRecord) -> list[tuple[str, object]]:
    """A source record's own values, as that source gives them; empty ones left out."""
    told = [
        (_("Response"), record.source_response),
        (_("Issues"), ", ".join(record.source_issues)),
        (_("Action category"), record.action),
        (_("Paragraph"), record.number),
        (_("Document"), record.symbol),
        (_("SDGs"), ", ".join(record.sdgs)),
        (_("Region of the State under Review"), record.state_region),
        (_("Its organisations"), ", ".join(record.state_organisations)),
        (_("Region of the recommending State"), record.from_region),
        (_("Its organisations"), ", ".join(record.from_organisations)),
        (_("File and row"), f"{record.file.name}, {record.row}"),
    ]
    return [(name, value) for name, value in told if value not in ("", None)]
