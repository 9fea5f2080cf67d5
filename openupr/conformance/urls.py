"""The one address of checking: it takes any file and keeps none."""

from django.urls import URLPattern, path

from .views import conform

app_name = "conformance"
urlpatterns: list[URLPattern] = [path("conform/", conform, name="conform")]
