"""The app's addresses: each stands on its view; those that allauth asks for by its own names are in sign_in.py."""

from ..pages import pages_of

app_name = "accounts"
urlpatterns = pages_of("openupr.accounts")
