"""The record's addresses."""

from django.urls import path

from .views.api import api_count, api_description, api_search
from .views.disaggregate import (
    disaggregate,
    disaggregate_csv,
    disaggregate_json,
    disaggregate_png,
    disaggregate_svg,
    disaggregate_xlsx,
)
from .views.exports import search_csv, search_json, search_xlsx
from .views.gaps import gaps, gaps_file, gaps_json
from .views.importing import import_address, import_batch, import_refusals, importing
from .views.recommendation import recommendation
from .views.search import facet, search
from .views.similar import similar, similar_csv, similar_json, similar_progress
from .views.states import (
    state,
    state_brief,
    state_brief_pdf,
    state_recommends,
    state_recommends_brief,
    state_recommends_brief_pdf,
    states,
    states_csv,
    states_json,
)

app_name = "recommendations"
urlpatterns = [
    path("", search, name="search"),
    path("search.csv", search_csv, name="search-csv"),
    path("search.xlsx", search_xlsx, name="search-xlsx"),
    path("search.json", search_json, name="search-json"),
    path("facets/<slug:name>/", facet, name="facet"),
    path("recommendations/<slug:key>/", recommendation, name="recommendation"),
    path("states/", states, name="states"),
    path("states.csv", states_csv, name="states-csv"),
    path("states.json", states_json, name="states-json"),
    path("states/<str:name>/", state, name="state"),
    path("states/<str:name>/brief/", state_brief, name="state-brief"),
    path("states/<str:name>/brief.pdf", state_brief_pdf, name="state-brief-pdf"),
    path("states/<str:name>/recommends/", state_recommends, name="state-recommends"),
    path("states/<str:name>/recommends/brief/", state_recommends_brief, name="state-recommends-brief"),
    path("states/<str:name>/recommends/brief.pdf", state_recommends_brief_pdf, name="state-recommends-brief-pdf"),
    path("disaggregate/", disaggregate, name="disaggregate"),
    path("disaggregate.csv", disaggregate_csv, name="disaggregate-csv"),
    path("disaggregate.xlsx", disaggregate_xlsx, name="disaggregate-xlsx"),
    path("disaggregate.json", disaggregate_json, name="disaggregate-json"),
    path("disaggregate.svg", disaggregate_svg, name="disaggregate-svg"),
    path("disaggregate.png", disaggregate_png, name="disaggregate-png"),
    path("gaps/", gaps, name="gaps"),
    path("gaps.csv", gaps_file, {"kind": "csv"}, name="gaps-csv"),
    path("gaps.xlsx", gaps_file, {"kind": "xlsx"}, name="gaps-xlsx"),
    path("gaps.json", gaps_json, name="gaps-json"),
    path("similar/", similar, name="similar"),
    path("similar/progress/", similar_progress, name="similar-progress"),
    path("similar.csv", similar_csv, name="similar-csv"),
    path("similar.json", similar_json, name="similar-json"),
    path("import/", importing, name="import"),
    path("import/address/", import_address, name="import-address"),
    path("import/files/<int:number>/refused.csv", import_refusals, name="import-refusals"),
    path("import/<slug:token>/", import_batch, name="import-batch"),
    path("api/search", api_search, name="api-search"),
    path("api/gaps", gaps_json, name="api-gaps"),
    path("api/similar", similar_json, name="api-similar"),
    path("api/count", api_count, name="api-count"),
    path("api/openapi.json", api_description, name="api-description"),
]
