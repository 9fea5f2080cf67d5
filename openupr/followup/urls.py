"""The coalition's follow-up list, and what was done since, of one group."""

from django.urls import path

from .views.answers import answers, answers_file, not_the_same
from .views.arranging import give, priorities, priority, reviews
from .views.changes import changes, changes_file, report_add, report_remove
from .views.clusters import clusters, judge_alone_again
from .views.evidence import (
    evidence_change,
    evidence_check,
    evidence_remove,
    organisation_evidence,
    organisation_evidence_change,
    organisation_evidence_remove,
)
from .views.evidence_files import (
    evidence_file,
    evidence_file_add,
    evidence_file_look,
    evidence_file_remove,
    organisation_file_add,
    organisation_file_look,
    organisation_file_remove,
)
from .views.follow_ups import (
    evidence_add,
    follow_up,
    follow_up_take_up,
    follow_ups,
    follow_ups_csv,
    follow_ups_json,
    owner,
)
from .views.government import government, government_file, government_take
from .views.group_part import part, part_file, part_take
from .views.listing import counts, counts_file, follow_up_list, list_file, page, page_file, theme
from .views.matrices import (
    matrices,
    matrix,
    matrix_add,
    matrix_file,
    matrix_remove,
    matrix_replace,
    own_matrix,
    row_remove,
)
from .views.mid_term import mid_term, mid_term_file
from .views.public_page import public, public_edit, public_preview
from .views.recommendation import assess, claim, facts, recommendation
from .views.voices import printed

_LIST = "<slug:coalition>/follow-up/"
_SINCE = "<slug:coalition>/groups/<int:group>/done-since/"
_FILE = f"{_LIST}<int:number>/evidence/<int:evidence>/file/"

app_name = "followup"
urlpatterns = [
    path(_LIST, follow_up_list, name="list"),
    path(f"{_LIST}list.<slug:kind>", list_file, name="list-file"),
    path(f"{_LIST}page/", page, name="page"),
    path(f"{_LIST}page.<slug:kind>", page_file, name="page-file"),
    path(f"{_LIST}numbers/", counts, name="counts"),
    path(f"{_LIST}numbers.<slug:kind>", counts_file, name="counts-file"),
    path(f"{_LIST}changes/", changes, name="changes"),
    path(f"{_LIST}changes.<slug:kind>", changes_file, name="changes-file"),
    path(f"{_LIST}reports/add/", report_add, name="report-add"),
    path(f"{_LIST}reports/<int:number>/remove/", report_remove, name="report-remove"),
    path(f"{_LIST}answers/", answers, name="answers"),
    path(f"{_LIST}answers.<slug:kind>", answers_file, name="answers-file"),
    path(f"{_LIST}answers/not-the-same/", not_the_same, name="not-the-same"),
    path(f"{_LIST}reviews/", reviews, name="reviews"),
    path(f"{_LIST}priorities/", priorities, name="priorities"),
    path("published-follow-up/<slug:key>/", public, name="public"),
    path(f"{_LIST}public/", public_edit, name="public-edit"),
    path(f"{_LIST}public/preview/", public_preview, name="public-preview"),
    path(f"{_LIST}mid-term-report/", mid_term, name="mid-term"),
    path(f"{_LIST}mid-term-report.docx", mid_term_file, name="mid-term-file"),
    path(f"{_LIST}government/", government, name="government"),
    path(f"{_LIST}government/take/", government_take, name="government-take"),
    path(f"{_LIST}government.<slug:kind>", government_file, name="government-file"),
    path(f"{_LIST}together/", clusters, name="clusters"),
    path(f"{_LIST}<int:number>/alone/", judge_alone_again, name="judge-alone"),
    path(f"{_LIST}printed/", printed, name="printed"),
    path(f"{_LIST}give/", give, name="give"),
    path(f"{_LIST}themes/<slug:issue>/", theme, name="theme"),
    path(f"{_LIST}thematic-lists/", matrices, name="matrices"),
    path(f"{_LIST}thematic-lists/add/", matrix_add, name="matrix-add"),
    path(f"{_LIST}thematic-lists/replace/", matrix_replace, name="matrix-replace"),
    path(f"{_LIST}thematic-lists/<int:number>/", matrix, name="matrix"),
    path(f"{_LIST}thematic-lists/<int:number>/thematic-list.docx", matrix_file, name="matrix-file"),
    path(f"{_LIST}thematic-lists/<int:number>/remove/", matrix_remove, name="matrix-remove"),
    path(f"{_LIST}thematic-lists/session-<int:session>.<slug:kind>", own_matrix, name="own-matrix"),
    path(f"{_LIST}<int:number>/", recommendation, name="recommendation"),
    path(f"{_LIST}<int:number>/remove/", row_remove, name="row-remove"),
    path(f"{_LIST}<int:number>/priority/", priority, name="priority"),
    path(f"{_LIST}<int:number>/facts/", facts, name="facts"),
    path(f"{_LIST}<int:number>/claim/", claim, name="claim"),
    path(f"{_LIST}<int:number>/assess/", assess, name="assess"),
    path(f"{_LIST}<int:number>/evidence/", organisation_evidence, name="organisation-evidence"),
    path(f"{_LIST}<int:number>/evidence/<int:evidence>/check/", evidence_check, name="evidence-check"),
    path(
        f"{_LIST}<int:number>/evidence/<int:evidence>/change/",
        organisation_evidence_change,
        name="organisation-evidence-change",
    ),
    path(
        f"{_LIST}<int:number>/evidence/<int:evidence>/remove/",
        organisation_evidence_remove,
        name="organisation-evidence-remove",
    ),
    path(_FILE, evidence_file, name="evidence-file"),
    path(f"{_FILE}add/", organisation_file_add, name="organisation-file-add"),
    path(f"{_FILE}look/", organisation_file_look, name="organisation-file-look"),
    path(f"{_FILE}remove/", organisation_file_remove, name="organisation-file-remove"),
    path(_SINCE, follow_ups, name="follow-ups"),
    path(f"{_SINCE}done-since.csv", follow_ups_csv, name="follow-ups-csv"),
    path(f"{_SINCE}done-since.json", follow_ups_json, name="follow-ups-json"),
    path(f"{_SINCE}part/", part, name="part"),
    path(f"{_SINCE}part/take/", part_take, name="part-take"),
    path(f"{_SINCE}part.<slug:kind>", part_file, name="part-file"),
    path(f"{_SINCE}take-up/", follow_up_take_up, name="follow-up-take-up"),
    path(f"{_SINCE}<int:number>/", follow_up, name="follow-up"),
    path(f"{_SINCE}<int:number>/owner/", owner, name="owner"),
    path(f"{_SINCE}<int:number>/evidence/", evidence_add, name="evidence-add"),
    path(f"{_SINCE}<int:number>/evidence/<int:evidence>/change/", evidence_change, name="evidence-change"),
    path(f"{_SINCE}<int:number>/evidence/<int:evidence>/file/", evidence_file_add, name="evidence-file-add"),
    path(f"{_SINCE}<int:number>/evidence/<int:evidence>/file/look/", evidence_file_look, name="evidence-file-look"),
    path(
        f"{_SINCE}<int:number>/evidence/<int:evidence>/file/remove/",
        evidence_file_remove,
        name="evidence-file-remove",
    ),
    path(f"{_SINCE}<int:number>/evidence/<int:evidence>/", evidence_remove, name="evidence-remove"),
]
