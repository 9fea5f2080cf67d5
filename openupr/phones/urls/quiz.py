"""Addresses of the quiz."""

from django.urls import path

from ..views import quiz, running_quiz

ALL = "coalitions/<slug:coalition>/workshops/<int:workshop>/quiz/"

urlpatterns = [
    path(ALL, quiz.quiz, name="quiz"),
    path(f"{ALL}now/", quiz.quiz_now, name="quiz-now"),
    path(f"{ALL}<int:number>/answer/", quiz.answer, name="quiz-answer"),
    path(f"{ALL}run/", running_quiz.run, name="quiz-run"),
    path(f"{ALL}take/", running_quiz.take, name="quiz-take"),
    path(f"{ALL}write/", running_quiz.write, name="quiz-write"),
    path(f"{ALL}<int:number>/", running_quiz.question, name="quiz-question"),
    path(f"{ALL}projector/", running_quiz.projector, name="quiz-projector"),
    path(f"{ALL}projector/stage/", running_quiz.stage, name="quiz-stage"),
    path(f"{ALL}quiz.<slug:kind>", running_quiz.as_file, name="quiz-file"),
]
