"""A group's roadmap and its outline."""

from django.urls import path

from ..views.handouts import roadmap_hand_out, roadmap_received, roadmap_word
from ..views.outline import outline, outline_add, outline_csv, outline_json, outline_point, outline_start
from ..views.roadmap import roadmap, roadmap_answer, roadmap_csv, roadmap_history, roadmap_json, roadmap_record
from ..views.roadmap_sheet import roadmap_blank, roadmap_blank_pdf, roadmap_type_in

_GROUP = "<slug:coalition>/groups/<int:group>/"
_ROADMAP = f"{_GROUP}roadmap/"
_OUTLINE = f"{_GROUP}outline/"

urlpatterns = [
    path(_ROADMAP, roadmap, name="roadmap"),
    path(f"{_ROADMAP}roadmap.csv", roadmap_csv, name="roadmap-csv"),
    path(f"{_ROADMAP}roadmap.json", roadmap_json, name="roadmap-json"),
    path(f"{_ROADMAP}record/", roadmap_record, name="roadmap-record"),
    path(f"{_ROADMAP}blank/", roadmap_blank, name="roadmap-blank"),
    path(f"{_ROADMAP}blank.pdf", roadmap_blank_pdf, name="roadmap-blank-pdf"),
    path(f"{_ROADMAP}type-in/", roadmap_type_in, name="roadmap-type-in"),
    path(f"{_ROADMAP}out/", roadmap_hand_out, name="roadmap-hand-out"),
    path(f"{_ROADMAP}out/<int:handout>/roadmap.docx", roadmap_word, name="roadmap-word"),
    path(f"{_ROADMAP}out/<int:handout>/received/", roadmap_received, name="roadmap-received"),
    path(f"{_ROADMAP}<int:number>/", roadmap_answer, name="roadmap-answer"),
    path(f"{_ROADMAP}<int:number>/history/", roadmap_history, name="roadmap-history"),
    path(_OUTLINE, outline, name="outline"),
    path(f"{_OUTLINE}outline.csv", outline_csv, name="outline-csv"),
    path(f"{_OUTLINE}outline.json", outline_json, name="outline-json"),
    path(f"{_OUTLINE}start/", outline_start, name="outline-start"),
    path(f"{_OUTLINE}add/", outline_add, name="outline-add"),
    path(f"{_OUTLINE}<int:number>/", outline_point, name="outline-point"),
]
