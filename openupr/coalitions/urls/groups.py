"""The thematic groups of a coalition."""

from django.urls import path

from ..views.groups import group, groups

urlpatterns = [
    path("<slug:coalition>/groups/", groups, name="groups"),
    path("<slug:coalition>/groups/<int:group>/", group, name="group"),
]
