"""The addresses of submissions. A coalition's own begin with its key; the gate reads what each is about."""

from django.urls import URLPattern

from . import drafting, together, writing

app_name = "submissions"
urlpatterns: list[URLPattern] = [
    *drafting.urlpatterns,
    *writing.urlpatterns,
    *together.urlpatterns,
]
