"""A coalition's addresses, one file a noun. Each begins with the coalition's key; the gate reads what it is about."""

from django.urls import URLPattern

from . import coalition, consultations, decisions, groups, people, timeline

app_name = "coalitions"
urlpatterns: list[URLPattern] = [
    *coalition.urlpatterns,
    *groups.urlpatterns,
    *people.urlpatterns,
    *decisions.urlpatterns,
    *consultations.urlpatterns,
    *timeline.urlpatterns,
]
