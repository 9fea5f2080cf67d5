"""The app's addresses: each stands on its view; those that allauth asks for by its own names are in sign_in.py."""

from ..pages import url_patterns_of

app_name = "accounts"
urlpatterns = url_patterns_of("openupr.accounts")
