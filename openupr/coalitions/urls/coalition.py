"""A coalition as a whole."""

from django.urls import path

from ..views.coalition import change, coalitions, found, overview
from ..views.trail import forget, trail

urlpatterns = [
    path("", coalitions, name="coalitions"),
    path("new/", found, name="found"),
    path("<slug:coalition>/", overview, name="coalition"),
    path("<slug:coalition>/change/", change, name="change"),
    path("<slug:coalition>/trail/", trail, name="trail"),
    path("<slug:coalition>/trail/forget/", forget, name="forget"),
]
