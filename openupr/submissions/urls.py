"""The app's addresses; each is written on its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "submissions"
urlpatterns = url_patterns_of("openupr.submissions")
