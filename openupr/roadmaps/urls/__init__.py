"""The addresses of roadmaps, recommendations and the plenary, one file a noun. Each begins with a coalition's key."""

from django.urls import URLPattern

from . import plenary, proposals, roadmap

app_name = "roadmaps"
urlpatterns: list[URLPattern] = [
    *proposals.urlpatterns,
    *roadmap.urlpatterns,
    *plenary.urlpatterns,
]
