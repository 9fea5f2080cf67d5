"""The addresses of what is translated."""

from django.urls import path

from .views.files import texts_csv, texts_json
from .views.languages import languages, name, read, texts

app_name = "languages"
urlpatterns = [
    path("languages/", languages, name="languages"),
    path("languages/<slug:language>/", texts, name="texts"),
    path("languages/<slug:language>/read/", read, name="read"),
    path("languages/<slug:language>/name/", name, name="name"),
    path("languages/<slug:language>.csv", texts_csv, name="texts-csv"),
    path("languages/<slug:language>.json", texts_json, name="texts-json"),
]
