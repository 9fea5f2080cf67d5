"""Tasks, rounds, the validation meeting, signing on, lodging, editions."""

from django.urls import path

from ..views.editions import edition, editions
from ..views.returning import comments_file, returned, returned_take
from ..views.rounds import circulate, read, rounds
from ..views.signing import lodge, sign, signing, signing_open
from ..views.tasks import task_give, task_settle, tasks
from ..views.validation import stance, stance_settle, validation, validation_section
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
    path(f"{SECTION}validation/", validation_section, name="validation-section"),
    path(f"{SECTION}validation/say/", stance, name="stance"),
    path(f"{SECTION}validation/<int:stance>/settle/", stance_settle, name="stance-settle"),
    path(f"{ONE}signing/", signing, name="signing"),
    path(f"{ONE}signing/open/", signing_open, name="signing-open"),
    path(f"{ONE}signing/sign/", sign, name="sign"),
    path(f"{ONE}lodge/", lodge, name="lodge"),
    path(f"{ONE}editions/", editions, name="editions"),
    path(f"{ONE}editions/<int:number>/", edition, name="edition"),
]
