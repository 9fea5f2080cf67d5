"""The record's addresses."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from openupr.web.downloads import TABLE_KINDS

from .views.api import api_count, api_description, api_index, api_search
from .views.disaggregate import (
    disaggregate,
    disaggregate_file,
    disaggregate_json,
    disaggregate_png,
    disaggregate_svg,
)
from .views.documents import (
    document_add,
    document_import,
    document_page,
    document_remove,
    document_review,
    document_undo,
)
from .views.exports import search_file, search_json
from .views.facet import facet
from .views.gaps import gaps, gaps_file, gaps_json
from .views.importing import (
    import_address,
    import_batch,
    import_fetched,
    import_refusals,
    import_state,
    importing,
)
from .views.recommendation import recommendation
from .views.search import search
from .views.similar import similar, similar_file, similar_json, similar_progress
from .views.states import (
    state,
    state_brief,
    state_brief_pdf,
    state_file,
    state_json,
    state_recommends,
    state_recommends_brief,
    state_recommends_brief_pdf,
    state_recommends_file,
    state_recommends_json,
    states,
    states_file,
    states_json,
)
from .views.suggestions import (
    suggestion_decide,
    suggestions,
    suggestions_confirm,
    suggestions_of,
    suggestions_undo,
)
from .views.targets import answers, targets, targets_file, targets_json

app_name = "recommendations"


def _files(address: str, view: Callable[..., HttpResponseBase], *, name: str = "") -> list[URLPattern]:
    """The same table as CSV and as XLSX: `search.csv` is called "search-csv"."""
    return [path(f"{address}.{kind}", view, {"kind": kind}, name=f"{name or address}-{kind}") for kind in TABLE_KINDS]


# Before the pages: a program asks often, and each address tried in vain before its own takes time.
_API = [
    path("", api_index, name="api"),
    path("disaggregate", disaggregate_json, name="api-disaggregate"),
    path("states", states_json, name="api-states"),
    path("states/<str:name>", state_json, name="api-state"),
    path("states/<str:name>/recommends", state_recommends_json, name="api-state-recommends"),
    path("search", api_search, name="api-search"),
    path("gaps", gaps_json, name="api-gaps"),
    path("targets", targets_json, name="api-targets"),
    path("similar", similar_json, name="api-similar"),
    path("count", api_count, name="api-count"),
    path("openapi.json", api_description, name="api-description"),
]
urlpatterns = [
    path("search/", search, name="search"),
    path("api/", include(_API)),
    *_files("search", search_file),
    path("search.json", search_json, name="search-json"),
    path("facets/<slug:name>/", facet, name="facet"),
    path("recommendations/<slug:key>/", recommendation, name="recommendation"),
    path("states/", states, name="states"),
    *_files("states", states_file),
    path("states.json", states_json, name="states-json"),
    path("states/<str:name>/", state, name="state"),
    *_files("states/<str:name>/received", state_file, name="state"),
    path("states/<str:name>/received.json", state_json, name="state-json"),
    path("states/<str:name>/brief/", state_brief, name="state-brief"),
    path("states/<str:name>/brief.pdf", state_brief_pdf, name="state-brief-pdf"),
    path("states/<str:name>/recommends/", state_recommends, name="state-recommends"),
    *_files("states/<str:name>/recommends", state_recommends_file, name="state-recommends"),
    path("states/<str:name>/recommends.json", state_recommends_json, name="state-recommends-json"),
    path("states/<str:name>/recommends/brief/", state_recommends_brief, name="state-recommends-brief"),
    path("states/<str:name>/recommends/brief.pdf", state_recommends_brief_pdf, name="state-recommends-brief-pdf"),
    path("disaggregate/", disaggregate, name="disaggregate"),
    *_files("disaggregate", disaggregate_file),
    path("disaggregate.json", disaggregate_json, name="disaggregate-json"),
    path("disaggregate.svg", disaggregate_svg, name="disaggregate-svg"),
    path("disaggregate.png", disaggregate_png, name="disaggregate-png"),
    path("gaps/", gaps, name="gaps"),
    *_files("gaps", gaps_file),
    path("gaps.json", gaps_json, name="gaps-json"),
    path("targets/", targets, name="targets"),
    *_files("targets", targets_file),
    path("targets.json", targets_json, name="targets-json"),
    path("targets/answers/", answers, name="answers"),
    path("similar/", similar, name="similar"),
    path("similar/progress/", similar_progress, name="similar-progress"),
    *_files("similar", similar_file),
    path("similar.json", similar_json, name="similar-json"),
    path("import/", importing, name="import"),
    path("import/address/", import_address, name="import-address"),
    path("import/state/", import_state, name="import-state"),
    path("import/fetched/<str:iso3>.jsonl", import_fetched, name="import-fetched"),
    path("import/files/<int:number>/refused.csv", import_refusals, name="import-refusals"),
    path("import/documents/<slug:sha256>/", document_review, name="document-review"),
    path("import/documents/<slug:sha256>/<int:number>.png", document_page, name="document-page"),
    path("import/documents/<slug:sha256>/undo/", document_undo, name="document-undo"),
    path("import/documents/<slug:sha256>/add/", document_add, name="document-add"),
    path("import/documents/<slug:sha256>/remove/", document_remove, name="document-remove"),
    path("import/documents/<slug:sha256>/import/", document_import, name="document-import"),
    path("suggestions/", suggestions, name="suggestions"),
    path("suggestions/decisions/<int:number>/undo/", suggestions_undo, name="suggestions-undo"),
    path("suggestions/<slug:dimension>/<slug:value>/", suggestions_of, name="suggestions-of"),
    path("suggestions/<slug:dimension>/<slug:value>/confirm/", suggestions_confirm, name="suggestions-confirm"),
    path("suggestions/<slug:dimension>/<slug:value>/<int:number>/", suggestion_decide, name="suggestion-decide"),
    path("import/<slug:token>/", import_batch, name="import-batch"),
]
