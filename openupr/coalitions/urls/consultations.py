"""Consultations."""

from django.urls import path

from ..views.consultations import (
    consultation,
    consultation_new,
    consultation_remove,
    consultations,
    consultations_csv,
    consultations_json,
)

_ALL = "<slug:coalition>/consultations/"

urlpatterns = [
    path(_ALL, consultations, name="consultations"),
    path(f"{_ALL}consultations.csv", consultations_csv, name="consultations-csv"),
    path(f"{_ALL}consultations.json", consultations_json, name="consultations-json"),
    path(f"{_ALL}new/", consultation_new, name="consultation-new"),
    path(f"{_ALL}<int:number>/", consultation, name="consultation"),
    path(f"{_ALL}<int:number>/remove/", consultation_remove, name="consultation-remove"),
]
