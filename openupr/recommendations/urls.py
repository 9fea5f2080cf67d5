"""The app's addresses: each is written at its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "recommendations"
urlpatterns = url_patterns_of("openupr.recommendations")
