"""The addresses of submissions."""

from django.urls import path

from .views import conform

app_name = "submissions"
urlpatterns = [path("conform/", conform, name="conform")]
