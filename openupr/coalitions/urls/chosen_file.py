"""The file that somebody chose and looks at."""

from django.urls import path

from ..views.chosen_file import chosen_file, chosen_page

urlpatterns = [
    path("<slug:coalition>/chosen-file/", chosen_file, name="chosen-file"),
    path("<slug:coalition>/chosen-file/<int:number>.png", chosen_page, name="chosen-page"),
]
