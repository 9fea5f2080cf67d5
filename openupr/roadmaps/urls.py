"""The addresses of roadmaps, recommendations and the plenary. Each begins with a coalition's key."""

from django.urls import URLPattern, path

from .views.all_proposals import all_proposals, all_proposals_file
from .views.consulted import consulted
from .views.handouts import roadmap_file, roadmap_hand_out, roadmap_received, roadmap_word
from .views.looking import proposal_mark, roadmap_earlier
from .views.outline import outline, outline_add, outline_csv, outline_json, outline_point, outline_start
from .views.plenary import (
    plenary,
    plenary_call,
    plenary_clock,
    plenary_close,
    plenary_feedback,
    plenary_moderate,
    plenary_open,
    plenary_projector,
    plenary_release,
)
from .views.proposal import (
    proposal,
    proposal_answer,
    proposal_comment,
    proposal_facts,
    proposal_forward,
    proposal_resolve,
    proposal_settle,
    proposal_stance,
    proposal_versions,
    proposal_word,
)
from .views.proposals import proposal_advice, proposal_new, proposals, proposals_csv, proposals_json
from .views.roadmap import roadmap, roadmap_answer, roadmap_csv, roadmap_history, roadmap_json, roadmap_record
from .views.roadmap_back import roadmap_back, roadmap_back_take
from .views.roadmap_sheet import roadmap_blank, roadmap_blank_pdf, roadmap_type_in

app_name = "roadmaps"
_PROPOSALS = "<slug:coalition>/groups/<int:group>/recommendations/"
_PROPOSAL = f"{_PROPOSALS}<int:number>/"
_GROUP = "<slug:coalition>/groups/<int:group>/"
_ROADMAP = f"{_GROUP}roadmap/"
_OUTLINE = f"{_GROUP}outline/"
_PLENARY = "<slug:coalition>/plenary/"

urlpatterns: list[URLPattern] = [
    # The recommendations that a group proposes
    path("<slug:coalition>/recommendations/", all_proposals, name="all-proposals"),
    path("<slug:coalition>/recommendations.<slug:kind>", all_proposals_file, name="all-proposals-file"),
    path("<slug:coalition>/consultations/<int:number>/recommendations/", consulted, name="consulted"),
    path(_PROPOSALS, proposals, name="proposals"),
    path(f"{_PROPOSALS}recommendations.csv", proposals_csv, name="proposals-csv"),
    path(f"{_PROPOSALS}recommendations.json", proposals_json, name="proposals-json"),
    path(f"{_PROPOSALS}new/", proposal_new, name="proposal-new"),
    path(f"{_PROPOSALS}advice/", proposal_advice, name="proposal-advice"),
    path(_PROPOSAL, proposal, name="proposal"),
    path(f"{_PROPOSAL}text/", proposal_word, name="proposal-word"),
    path(f"{_PROPOSAL}facts/", proposal_facts, name="proposal-facts"),
    path(f"{_PROPOSAL}mark/", proposal_mark, name="proposal-mark"),
    path(f"{_PROPOSAL}forward/", proposal_forward, name="proposal-forward"),
    path(f"{_PROPOSAL}settle/", proposal_settle, name="proposal-settle"),
    path(f"{_PROPOSAL}stance/", proposal_stance, name="proposal-stance"),
    path(f"{_PROPOSAL}stance/<int:stance>/", proposal_answer, name="proposal-answer"),
    path(f"{_PROPOSAL}comments/", proposal_comment, name="proposal-comment"),
    path(f"{_PROPOSAL}comments/<int:comment>/", proposal_resolve, name="proposal-resolve"),
    path(f"{_PROPOSAL}versions/", proposal_versions, name="proposal-versions"),
    # A group's roadmap and its outline
    path(_ROADMAP, roadmap, name="roadmap"),
    path(f"{_ROADMAP}roadmap.csv", roadmap_csv, name="roadmap-csv"),
    path(f"{_ROADMAP}roadmap.json", roadmap_json, name="roadmap-json"),
    path(f"{_ROADMAP}record/", roadmap_record, name="roadmap-record"),
    path(f"{_ROADMAP}earlier/", roadmap_earlier, name="roadmap-earlier"),
    path(f"{_ROADMAP}blank/", roadmap_blank, name="roadmap-blank"),
    path(f"{_ROADMAP}blank.pdf", roadmap_blank_pdf, name="roadmap-blank-pdf"),
    path(f"{_ROADMAP}type-in/", roadmap_type_in, name="roadmap-type-in"),
    path(f"{_ROADMAP}out/", roadmap_hand_out, name="roadmap-hand-out"),
    path(f"{_ROADMAP}out/<int:handout>/roadmap.docx", roadmap_word, name="roadmap-word"),
    path(f"{_ROADMAP}out/<int:handout>/received/", roadmap_received, name="roadmap-received"),
    path(f"{_ROADMAP}back/", roadmap_back, name="roadmap-back"),
    path(f"{_ROADMAP}back/take/", roadmap_back_take, name="roadmap-back-take"),
    path(f"{_ROADMAP}roadmap.docx", roadmap_file, name="roadmap-file"),
    path(f"{_ROADMAP}<int:number>/", roadmap_answer, name="roadmap-answer"),
    path(f"{_ROADMAP}<int:number>/history/", roadmap_history, name="roadmap-history"),
    path(_OUTLINE, outline, name="outline"),
    path(f"{_OUTLINE}outline.csv", outline_csv, name="outline-csv"),
    path(f"{_OUTLINE}outline.json", outline_json, name="outline-json"),
    path(f"{_OUTLINE}start/", outline_start, name="outline-start"),
    path(f"{_OUTLINE}add/", outline_add, name="outline-add"),
    path(f"{_OUTLINE}<int:number>/", outline_point, name="outline-point"),
    # The plenary
    path(_PLENARY, plenary, name="plenary"),
    path(f"{_PLENARY}projector/", plenary_projector, name="plenary-projector"),
    path(f"{_PLENARY}projector/stage/", plenary_clock, name="plenary-clock"),
    path(f"{_PLENARY}open/", plenary_open, name="plenary-open"),
    path(f"{_PLENARY}call/<int:number>/", plenary_call, name="plenary-call"),
    path(f"{_PLENARY}close/", plenary_close, name="plenary-close"),
    path(f"{_PLENARY}feedback/", plenary_feedback, name="plenary-feedback"),
    path(f"{_PLENARY}feedback/waiting/", plenary_moderate, name="plenary-moderate"),
    path(f"{_PLENARY}feedback/<int:number>/", plenary_release, name="plenary-release"),
]
