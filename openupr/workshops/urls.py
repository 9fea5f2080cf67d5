"""The addresses of a coalition's workshops. They begin with its key; the gate reads what each is about."""

from django.urls import path

from .views.agenda import session, session_add, session_move, template
from .views.files import agenda_file
from .views.on_the_day import phone, projector, stage
from .views.workshops import change, days, plan, room, workshop, workshops

app_name = "workshops"
ALL = "coalitions/<slug:coalition>/workshops/"
ONE = f"{ALL}<int:workshop>/"
SESSION = f"{ONE}sessions/<int:session>/"

urlpatterns = [
    path(ALL, workshops, name="workshops"),
    path(f"{ALL}plan/", plan, name="plan"),
    path(f"{ALL}room/", room, name="room"),
    path(ONE, workshop, name="workshop"),
    path(f"{ONE}change/", change, name="change"),
    path(f"{ONE}days/", days, name="days"),
    path(f"{ONE}agenda.<slug:kind>", agenda_file, name="agenda-file"),
    path(f"{ONE}template/", template, name="template"),
    path(f"{ONE}projector/", projector, name="projector"),
    path(f"{ONE}projector/stage/", stage, name="stage"),
    path(f"{ONE}phone/", phone, name="phone"),
    path(f"{ONE}sessions/add/", session_add, name="session-add"),
    path(SESSION, session, name="session"),
    path(f"{SESSION}move/", session_move, name="session-move"),
]
