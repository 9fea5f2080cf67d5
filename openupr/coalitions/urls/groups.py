"""The thematic groups of a coalition."""

from django.urls import path

from ..views.groups import group, groups, groups_csv, groups_json
from ..views.placing import appoint, join, leave, place, preferences
from ..views.setting_up_groups import close, edit, new_group, order, start

_GROUP = "<slug:coalition>/groups/<int:group>/"
urlpatterns = [
    path("<slug:coalition>/groups/", groups, name="groups"),
    path("<slug:coalition>/groups.csv", groups_csv, name="groups-csv"),
    path("<slug:coalition>/groups.json", groups_json, name="groups-json"),
    path("<slug:coalition>/groups/new/", new_group, name="new-group"),
    path("<slug:coalition>/groups/start/", start, name="start-with-clusters"),
    path("<slug:coalition>/groups/order/", order, name="order-groups"),
    path("<slug:coalition>/groups/preferences/", preferences, name="preferences"),
    path("<slug:coalition>/groups/preferences/place/", place, name="place-by-preference"),
    path(_GROUP, group, name="group"),
    path(f"{_GROUP}change/", edit, name="edit-group"),
    path(f"{_GROUP}close/", close, name="close-group"),
    path(f"{_GROUP}join/", join, name="join-group"),
    path(f"{_GROUP}leave/", leave, name="leave-group"),
    path(f"{_GROUP}rapporteur/", appoint, name="appoint-rapporteur"),
]
