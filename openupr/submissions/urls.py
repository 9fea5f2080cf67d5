"""The addresses of submissions. A coalition's own begin with its key; the gate reads what each is about."""

from django.urls import path

from .views.annexing import annex_add, annex_file, annex_look, annex_remove, annexes
from .views.arranging import arrange, divide, section_add, section_change, turn
from .views.check import check
from .views.citing import cite
from .views.editions import edition, editions
from .views.evidence import evidence, place_evidence
from .views.files import file
from .views.from_follow_up import from_follow_up
from .views.history import claim_bring_back, paragraph_restore, section_history
from .views.lists import all_listed, listed
from .views.lodging import lodge, lodge_file, lodged_before, lodging_back, receipt
from .views.ohchr_summary import ohchr_summary, ohchr_summary_bring, ohchr_summary_code
from .views.overview import submission
from .views.paragraphs import bring_in_new, paragraph, paragraph_add, preview
from .views.projector import validation_projector, validation_stage
from .views.remarks import claim_add, claim_change, claim_remove, remark, remark_answer, suggest, suggestion_settle
from .views.returning import comments_file, returned, returned_take
from .views.rounds import circulate, read, rounds
from .views.section import section
from .views.signing import sign, signing, signing_open
from .views.submissions import begin, cover, submissions
from .views.taking_out import section_bring_back, section_remove, taken_out
from .views.tasks import part_settle, task_give, task_settle, tasks
from .views.translating import translate
from .views.validation import (
    stance,
    stance_see_to,
    stance_settle,
    validation,
    validation_end,
    validation_section,
    validation_show,
)

app_name = "submissions"

ALL = "coalitions/<slug:coalition>/submissions/"
ONE = f"{ALL}<int:submission>/"
SECTION = f"{ONE}sections/<int:section>/"
_PARAGRAPH = f"{SECTION}paragraphs/<int:paragraph>/"

urlpatterns = [
    # All submissions of a coalition, one as a whole, its sections, its files
    path(ALL, submissions, name="submissions"),
    path(f"{ALL}list.<slug:kind>", all_listed, name="submissions-list"),
    path(f"{ALL}begin/", begin, name="begin"),
    path(ONE, submission, name="submission"),
    path(f"{ONE}cover/", cover, name="cover"),
    path(f"{ONE}check/", check, name="check"),
    path(f"{ONE}submission.<slug:kind>", file, name="file"),
    path(f"{ONE}<slug:name>-list.<slug:kind>", listed, name="list"),
    path(f"{ONE}annexes/", annexes, name="annexes"),
    path(f"{ONE}annexes/add/", annex_add, name="annex-add"),
    path(f"{ONE}annexes/look/", annex_look, name="annex-look"),
    path(f"{ONE}annexes/<int:number>/", annex_file, name="annex-file"),
    path(f"{ONE}annexes/<int:number>/remove/", annex_remove, name="annex-remove"),
    path(f"{ONE}sections/", arrange, name="arrange"),
    path(f"{ONE}sections/add/", section_add, name="section-add"),
    path(f"{ONE}sections/divide/", divide, name="divide"),
    path(f"{ONE}sections/order/", turn, name="turn"),
    path(f"{ONE}sections/taken-out/", taken_out, name="taken-out"),
    path(f"{SECTION}change/", section_change, name="section-change"),
    path(f"{SECTION}take-out/", section_remove, name="section-remove"),
    path(f"{SECTION}bring-back/", section_bring_back, name="section-bring-back"),
    # Writing a section, and what is said on its paragraphs
    path(SECTION, section, name="section"),
    path(f"{SECTION}history/", section_history, name="section-history"),
    path(f"{SECTION}cite/", cite, name="cite"),
    path(f"{SECTION}bring-in/", bring_in_new, name="bring-in"),
    path(f"{SECTION}from-follow-up/", from_follow_up, name="from-follow-up"),
    path(f"{SECTION}evidence/", evidence, name="evidence"),
    path(f"{ALL}evidence/<int:number>/", place_evidence, name="place-evidence"),
    path(f"{SECTION}preview/", preview, name="preview"),
    path(f"{SECTION}paragraphs/add/", paragraph_add, name="paragraph-add"),
    path(_PARAGRAPH, paragraph, name="paragraph"),
    path(f"{SECTION}versions/<int:version>/restore/", paragraph_restore, name="restore"),
    path(f"{_PARAGRAPH}comment/", remark, name="remark"),
    path(f"{SECTION}comments/<int:remark>/", remark_answer, name="remark-answer"),
    path(f"{_PARAGRAPH}suggest/", suggest, name="suggest"),
    path(f"{_PARAGRAPH}translation/", translate, name="translate"),
    path(f"{SECTION}suggestions/<int:suggestion>/", suggestion_settle, name="suggestion"),
    path(f"{_PARAGRAPH}source/", claim_add, name="claim-add"),
    path(f"{SECTION}sources/<int:claim>/change/", claim_change, name="claim-change"),
    path(f"{SECTION}sources/<int:claim>/remove/", claim_remove, name="claim-remove"),
    path(f"{SECTION}sources/versions/<int:version>/bring-back/", claim_bring_back, name="claim-bring-back"),
    # Tasks, rounds, the validation meeting, signing on, lodging, editions
    path(f"{ONE}tasks/", tasks, name="tasks"),
    path(f"{ONE}tasks/give/", task_give, name="task-give"),
    path(f"{SECTION}done/", part_settle, name="part-done"),
    path(f"{SECTION}tasks/<int:task>/", task_settle, name="task"),
    path(f"{ONE}rounds/", rounds, name="rounds"),
    path(f"{ONE}rounds/circulate/", circulate, name="circulate"),
    path(f"{ONE}rounds/<int:number>/read/", read, name="have-read"),
    path(f"{ONE}rounds/<int:number>/word/", comments_file, name="comments-file"),
    path(f"{ONE}rounds/<int:number>/returned/", returned, name="returned"),
    path(f"{ONE}rounds/<int:number>/returned/take/", returned_take, name="returned-take"),
    path(f"{ONE}validation/", validation, name="validation"),
    path(f"{ONE}validation/projector/", validation_projector, name="validation-projector"),
    path(f"{ONE}validation/projector/stage/", validation_stage, name="validation-stage"),
    path(f"{ONE}validation/end/", validation_end, name="validation-end"),
    path(f"{SECTION}validation/show/", validation_show, name="validation-show"),
    path(f"{SECTION}validation/<int:stance>/see-to/", stance_see_to, name="stance-see-to"),
    path(f"{SECTION}validation/", validation_section, name="validation-section"),
    path(f"{SECTION}validation/say/", stance, name="stance"),
    path(f"{SECTION}validation/<int:stance>/settle/", stance_settle, name="stance-settle"),
    path(f"{ONE}signing/", signing, name="signing"),
    path(f"{ONE}signing/open/", signing_open, name="signing-open"),
    path(f"{ONE}signing/sign/", sign, name="sign"),
    path(f"{ONE}lodge/", lodge, name="lodge"),
    path(f"{ONE}lodge/file/", lodge_file, name="lodge-file"),
    path(f"{ONE}lodge/receipt/", receipt, name="receipt"),
    path(f"{ONE}lodge/back/", lodging_back, name="lodging-back"),
    path(f"{ONE}lodge/before/<int:number>/submission.<slug:kind>", lodged_before, name="lodged-before"),
    path(f"{ONE}ohchr-summary/", ohchr_summary, name="ohchr-summary"),
    path(f"{ONE}ohchr-summary/bring/", ohchr_summary_bring, name="ohchr-summary-bring"),
    path(f"{ONE}ohchr-summary/code/", ohchr_summary_code, name="ohchr-summary-code"),
    path(f"{ONE}editions/", editions, name="editions"),
    path(f"{ONE}editions/<int:number>/", edition, name="edition"),
]
