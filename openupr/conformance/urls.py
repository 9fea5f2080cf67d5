"""The address of checking, which takes any file and keeps none; and those of the rules."""

from django.urls import URLPattern, path

from .views.check import conform
from .views.rules import add_rules, confirm_rules, rules, take_back_rules

app_name = "conformance"
urlpatterns: list[URLPattern] = [
    path("conform/", conform, name="conform"),
    path("conform/rules/", rules, name="rules"),
    path("conform/rules/add/", add_rules, name="add-rules"),
    path("conform/rules/confirm/", confirm_rules, name="confirm-rules"),
    path("conform/rules/<int:number>/take-back/", take_back_rules, name="take-back-rules"),
]
