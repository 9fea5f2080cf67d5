"""Decisions of the organisations."""

from django.urls import path

from ..views.decisions import (
    decision,
    decision_close,
    decision_new,
    decision_voice,
    decisions,
    decisions_csv,
    decisions_json,
)

_ALL = "<slug:coalition>/decisions/"

urlpatterns = [
    path(_ALL, decisions, name="decisions"),
    path(f"{_ALL}decisions.csv", decisions_csv, name="decisions-csv"),
    path(f"{_ALL}decisions.json", decisions_json, name="decisions-json"),
    path(f"{_ALL}new/", decision_new, name="decision-new"),
    path(f"{_ALL}<int:number>/", decision, name="decision"),
    path(f"{_ALL}<int:number>/voice/", decision_voice, name="decision-voice"),
    path(f"{_ALL}<int:number>/close/", decision_close, name="decision-close"),
]
