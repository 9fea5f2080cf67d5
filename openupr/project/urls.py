"""Every address. The record is public; nothing else exists yet."""

from django.urls import include, path

urlpatterns = [
    path("", include("openupr.recommendations.urls")),
    path("", include("openupr.timeline.urls")),
    path("coalitions/", include("openupr.coalitions.urls")),
]
