"""The plenary."""

from django.urls import path

from ..views.plenary import (
    plenary,
    plenary_call,
    plenary_clock,
    plenary_close,
    plenary_feedback,
    plenary_moderate,
    plenary_open,
    plenary_projector,
    plenary_release,
)

_PLENARY = "<slug:coalition>/plenary/"

urlpatterns = [
    path(_PLENARY, plenary, name="plenary"),
    path(f"{_PLENARY}projector/", plenary_projector, name="plenary-projector"),
    path(f"{_PLENARY}projector/stage/", plenary_clock, name="plenary-clock"),
    path(f"{_PLENARY}open/", plenary_open, name="plenary-open"),
    path(f"{_PLENARY}call/<int:number>/", plenary_call, name="plenary-call"),
    path(f"{_PLENARY}close/", plenary_close, name="plenary-close"),
    path(f"{_PLENARY}feedback/", plenary_feedback, name="plenary-feedback"),
    path(f"{_PLENARY}feedback/waiting/", plenary_moderate, name="plenary-moderate"),
    path(f"{_PLENARY}feedback/<int:number>/", plenary_release, name="plenary-release"),
]
