"""The addresses of a coalition's workshops. They begin with its key; the gate reads what each is about."""

from django.urls import path

from .views.after import after, after_file, noted, noted_add, session_notes, step, step_add
from .views.agenda import session, session_add, session_move, template
from .views.box import box, give
from .views.files import agenda_file, phone_calendar
from .views.materials import (
    material,
    material_add,
    material_change,
    material_look,
    material_ready,
    materials,
    materials_file,
    phone_materials,
)
from .views.on_the_day import phone, projector, stage
from .views.support import hand_in, match, need, need_add, outcome
from .views.terms import phone_terms, terms, terms_file, terms_write
from .views.today import today
from .views.workshops import change, days, delete, plan, room, workshop, workshops

app_name = "workshops"
ALL = "coalitions/<slug:coalition>/workshops/"
ONE = f"{ALL}<int:workshop>/"
SESSION = f"{ONE}sessions/<int:session>/"
AFTER = f"{ONE}after/"
GROUP = f"{AFTER}groups/<int:group>/"

urlpatterns = [
    path(ALL, workshops, name="workshops"),
    path(f"{ALL}plan/", plan, name="plan"),
    path(f"{ALL}room/", room, name="room"),
    path(f"{ALL}boxes/<int:box>/", give, name="give-box"),
    path(ONE, workshop, name="workshop"),
    path(f"{ONE}change/", change, name="change"),
    path(f"{ONE}days/", days, name="days"),
    path(f"{ONE}delete/", delete, name="delete"),
    path(f"{ONE}today/", today, name="today"),
    path(f"{ONE}box/", box, name="box"),
    path(f"{ONE}agenda.<slug:kind>", agenda_file, name="agenda-file"),
    path(f"{ONE}template/", template, name="template"),
    path(f"{ONE}projector/", projector, name="projector"),
    path(f"{ONE}projector/stage/", stage, name="stage"),
    path(f"{ONE}phone/", phone, name="phone"),
    path(f"{ONE}phone/agenda.ics", phone_calendar, name="phone-calendar"),
    path(f"{ONE}phone/materials/", phone_materials, name="phone-materials"),
    path(f"{ONE}phone/terms/", phone_terms, name="phone-terms"),
    path(f"{ONE}materials/", materials, name="materials"),
    path(f"{ONE}materials/add/", material_add, name="material-add"),
    path(f"{ONE}materials/look/", material_look, name="material-look"),
    path(f"{ONE}materials/ready/", material_ready, name="material-ready"),
    path(f"{ONE}materials.<slug:kind>", materials_file, name="materials-file"),
    path(f"{ONE}materials/<int:number>/", material, name="material"),
    path(f"{ONE}materials/<int:number>/change/", material_change, name="material-change"),
    path(f"{ONE}terms/", terms, name="terms"),
    path(f"{ONE}terms/write/", terms_write, name="terms-write"),
    path(f"{ONE}terms.<slug:kind>", terms_file, name="terms-file"),
    path(f"{ONE}sessions/add/", session_add, name="session-add"),
    path(SESSION, session, name="session"),
    path(f"{SESSION}move/", session_move, name="session-move"),
    path(f"{SESSION}notes/", session_notes, name="session-notes"),
    path(AFTER, after, name="after"),
    path(f"{AFTER}<slug:name>.<slug:kind>", after_file, name="after-file"),
    path(f"{AFTER}next-steps/add/", step_add, name="step-add"),
    path(f"{AFTER}next-steps/<int:number>/", step, name="step"),
    path(f"{AFTER}match/", match, name="match"),
    path(f"{AFTER}note/<slug:what>/", noted_add, name="noted-add"),
    path(f"{AFTER}note/<slug:what>/<int:number>/", noted, name="noted"),
    path(f"{GROUP}hand-in/", hand_in, name="hand-in"),
    path(f"{GROUP}needs/add/", need_add, name="need-add"),
    path(f"{GROUP}needs/<int:number>/", need, name="need"),
    path(f"{GROUP}needs/<int:number>/offers/<int:offer>/", outcome, name="outcome"),
]
