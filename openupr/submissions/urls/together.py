"""Tasks, rounds, the validation meeting, signing on, lodging, editions."""

from django.urls import path

from ..views.editions import edition, editions
from ..views.lodging import lodge, lodge_file, lodged_before, lodging_back
from ..views.projector import validation_projector, validation_stage
from ..views.returning import comments_file, returned, returned_take
from ..views.rounds import circulate, read, rounds
from ..views.signing import sign, signing, signing_open
from ..views.tasks import task_give, task_settle, tasks
from ..views.validation import (
    stance,
    stance_see_to,
    stance_settle,
    validation,
    validation_end,
    validation_section,
    validation_show,
)
from .drafting import ONE, SECTION

urlpatterns = [
    path(f"{ONE}tasks/", tasks, name="tasks"),
    path(f"{ONE}tasks/give/", task_give, name="task-give"),
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
    path(f"{ONE}lodge/back/", lodging_back, name="lodging-back"),
    path(f"{ONE}lodge/before/<int:number>/submission.<slug:kind>", lodged_before, name="lodged-before"),
    path(f"{ONE}editions/", editions, name="editions"),
    path(f"{ONE}editions/<int:number>/", edition, name="edition"),
]
