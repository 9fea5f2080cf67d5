"""A coalition as a whole."""

from django.urls import path

from ..views.audit_log import audit_log, forget
from ..views.coalition import change, clock, coalitions, coalitions_csv, coalitions_json, delete, found, overview

urlpatterns = [
    path("", coalitions, name="coalitions"),
    path("coalitions.csv", coalitions_csv, name="coalitions-csv"),
    path("coalitions.json", coalitions_json, name="coalitions-json"),
    path("new/", found, name="found"),
    path("<slug:coalition>/", overview, name="coalition"),
    path("<slug:coalition>/change/", change, name="change"),
    path("<slug:coalition>/delete/", delete, name="delete"),
    path("<slug:coalition>/clock/", clock, name="clock"),
    path("<slug:coalition>/trail/", audit_log, name="audit-log"),
    path("<slug:coalition>/trail/forget/", forget, name="forget"),
]
