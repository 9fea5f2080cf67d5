"""Who takes part in a coalition."""

from django.urls import path

from ..views.people import people

urlpatterns = [
    path("<slug:coalition>/people/", people, name="people"),
]
