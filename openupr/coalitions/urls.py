"""A coalition's addresses. Each begins with the coalition's key; the gate reads what it is about from its parts."""

from django.urls import URLPattern

app_name = "coalitions"
urlpatterns: list[URLPattern] = []
