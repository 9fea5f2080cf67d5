"""The timeline's addresses: all public, the feeds by their secret."""

from django.urls import path

from .views import choose, feed, review, review_ics, review_json, review_pdf, review_svg, state

app_name = "timeline"
urlpatterns = [
    path("timeline/", choose, name="choose"),
    path("timeline/feed/<str:token>.ics", feed, name="feed"),
    path("timeline/<str:name>/", state, name="state"),
    path("timeline/<str:name>/<slug:number>/", review, name="review"),
    path("timeline/<str:name>/<slug:number>.json", review_json, name="review-json"),
    path("timeline/<str:name>/<slug:number>.svg", review_svg, name="review-svg"),
    path("timeline/<str:name>/<slug:number>.pdf", review_pdf, name="review-pdf"),
    path("timeline/<str:name>/<slug:number>.ics", review_ics, name="review-ics"),
]
