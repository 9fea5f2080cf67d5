"""Addresses of questions to the speakers."""

from django.urls import path

from ..views import moderating, questions

ALL = "coalitions/<slug:coalition>/workshops/<int:workshop>/questions/"
ONE = f"{ALL}<int:number>/"

urlpatterns = [
    path(ALL, questions.questions, name="questions"),
    path(f"{ALL}list/", questions.questions_list, name="questions-list"),
    path(f"{ALL}ask/", questions.ask, name="question-ask"),
    path(f"{ONE}vote/", questions.vote, name="question-vote"),
    path(f"{ONE}withdraw/", questions.withdraw, name="question-withdraw"),
    path(f"{ALL}moderate/", moderating.moderate, name="questions-moderate"),
    path(f"{ALL}open/", moderating.take, name="questions-open"),
    path(f"{ONE}moderate/", moderating.decide, name="question-moderate"),
    path(f"{ALL}projector/", moderating.projector, name="questions-projector"),
    path(f"{ALL}projector/stage/", moderating.stage, name="questions-stage"),
    path(f"{ALL}questions.<slug:kind>", moderating.as_file, name="questions-file"),
]
