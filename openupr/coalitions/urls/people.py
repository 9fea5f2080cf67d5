"""Who takes part in a coalition, and which organisations."""

from django.urls import path

from ..views import organisations
from ..views.people import (
    hand_over,
    invite,
    leave,
    people,
    people_csv,
    people_json,
    person,
    remove,
    withdraw,
)

_PEOPLE = "<slug:coalition>/people/"
_ORGANISATIONS = "<slug:coalition>/people/organisations/"
urlpatterns = [
    path(_PEOPLE, people, name="people"),
    path("<slug:coalition>/people.csv", people_csv, name="people-csv"),
    path("<slug:coalition>/people.json", people_json, name="people-json"),
    path("<slug:coalition>/organisations.csv", organisations.organisations_csv, name="organisations-csv"),
    path("<slug:coalition>/organisations.json", organisations.organisations_json, name="organisations-json"),
    path(f"{_PEOPLE}invite/", invite, name="invite"),
    path(f"{_PEOPLE}invitations/<int:number>/withdraw/", withdraw, name="withdraw-invitation"),
    path(f"{_PEOPLE}acting-for/", organisations.act_for, name="act-for"),
    path(f"{_PEOPLE}leave/", leave, name="leave"),
    path(f"{_PEOPLE}<int:number>/", person, name="person"),
    path(f"{_PEOPLE}<int:number>/remove/", remove, name="remove-person"),
    path(f"{_PEOPLE}<int:number>/hand-over/", hand_over, name="hand-over"),
    path(f"{_ORGANISATIONS}add/", organisations.add, name="add-organisation"),
    path(f"{_ORGANISATIONS}<int:number>/", organisations.representative, name="representative"),
    path(f"{_ORGANISATIONS}<int:number>/about/", organisations.about, name="organisation-about"),
    path(f"{_ORGANISATIONS}<int:number>/leave/", organisations.leave, name="leave-organisation"),
    path(f"{_ORGANISATIONS}<int:number>/remove/", organisations.remove, name="remove-organisation"),
]
