"""The addresses of coalitions and of organisations, one file a noun; the gate reads what each is about."""

from django.urls import URLPattern, URLResolver, include, path

from . import chosen_file, coalition, consultations, decisions, groups, people, timeline

app_name = "coalitions"
_of_coalitions: list[URLPattern] = [
    *coalition.urlpatterns,
    *groups.urlpatterns,
    *people.urlpatterns,
    *decisions.urlpatterns,
    *consultations.urlpatterns,
    *timeline.urlpatterns,
    *chosen_file.urlpatterns,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("coalitions/", include(_of_coalitions)),
]
