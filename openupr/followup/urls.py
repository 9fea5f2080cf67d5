"""What was done since, of one group."""

from django.urls import path

from .views.follow_ups import (
    evidence_add,
    evidence_remove,
    follow_up,
    follow_up_take_up,
    follow_ups,
    follow_ups_csv,
    follow_ups_json,
)

_SINCE = "<slug:coalition>/groups/<int:group>/done-since/"

app_name = "followup"
urlpatterns = [
    path(_SINCE, follow_ups, name="follow-ups"),
    path(f"{_SINCE}done-since.csv", follow_ups_csv, name="follow-ups-csv"),
    path(f"{_SINCE}done-since.json", follow_ups_json, name="follow-ups-json"),
    path(f"{_SINCE}take-up/", follow_up_take_up, name="follow-up-take-up"),
    path(f"{_SINCE}<int:number>/", follow_up, name="follow-up"),
    path(f"{_SINCE}<int:number>/evidence/", evidence_add, name="evidence-add"),
    path(f"{_SINCE}<int:number>/evidence/<int:evidence>/", evidence_remove, name="evidence-remove"),
]
