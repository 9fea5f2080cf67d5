"""The addresses of lessons, their questions and the word list: all public."""

from django.urls import path

from .views.files import booklet, lesson_pdf, questions_csv, questions_json, words_csv, words_json
from .views.lessons import check, lesson, lessons
from .views.practices import practices, practices_file
from .views.words import words

app_name = "learning"
urlpatterns = [
    path("learn/", lessons, name="lessons"),
    path("learn/practices/", practices, name="practices"),
    path("learn/practices.<slug:kind>", practices_file, name="practices-file"),
    path("learn/words/", words, name="words"),
    path("learn/words.csv", words_csv, name="words-csv"),
    path("learn/words.json", words_json, name="words-json"),
    path("learn/questions.csv", questions_csv, name="questions-csv"),
    path("learn/questions.json", questions_json, name="questions-json"),
    path("learn/booklet.pdf", booklet, name="booklet"),
    path("learn/<slug:key>/", lesson, name="lesson"),
    path("learn/<slug:key>/questions/", check, name="check"),
    path("learn/<slug:key>.pdf", lesson_pdf, name="lesson-pdf"),
]
