"""The addresses of what phones do in the room. They begin with the coalition's key."""

from django.urls import path

from .views import moderating, places, questions, quiz, running_places, running_quiz, table

app_name = "phones"

QUESTIONS = "coalitions/<slug:coalition>/workshops/<int:workshop>/questions/"
QUESTION = f"{QUESTIONS}<int:number>/"
QUIZ = "coalitions/<slug:coalition>/workshops/<int:workshop>/quiz/"
PLACES = "coalitions/<slug:coalition>/workshops/<int:workshop>/places/"
TABLE = "coalitions/<slug:coalition>/groups/<int:group>/table/"

urlpatterns = [
    # Questions to the speakers
    path(QUESTIONS, questions.questions, name="questions"),
    path(f"{QUESTIONS}list/", questions.questions_list, name="questions-list"),
    path(f"{QUESTIONS}ask/", questions.ask, name="question-ask"),
    path(f"{QUESTION}vote/", questions.vote, name="question-vote"),
    path(f"{QUESTION}withdraw/", questions.withdraw, name="question-withdraw"),
    path(f"{QUESTIONS}moderate/", moderating.moderate, name="questions-moderate"),
    path(f"{QUESTIONS}open/", moderating.take, name="questions-open"),
    path(f"{QUESTION}moderate/", moderating.decide, name="question-moderate"),
    path(f"{QUESTIONS}projector/", moderating.projector, name="questions-projector"),
    path(f"{QUESTIONS}projector/stage/", moderating.stage, name="questions-stage"),
    path(f"{QUESTIONS}questions.<slug:kind>", moderating.as_file, name="questions-file"),
    # The quiz
    path(QUIZ, quiz.quiz, name="quiz"),
    path(f"{QUIZ}now/", quiz.quiz_now, name="quiz-now"),
    path(f"{QUIZ}<int:number>/answer/", quiz.answer, name="quiz-answer"),
    path(f"{QUIZ}run/", running_quiz.run, name="quiz-run"),
    path(f"{QUIZ}take/", running_quiz.take, name="quiz-take"),
    path(f"{QUIZ}write/", running_quiz.write, name="quiz-write"),
    path(f"{QUIZ}<int:number>/", running_quiz.question, name="quiz-question"),
    path(f"{QUIZ}<int:number>/hands/", running_quiz.hands, name="quiz-hands"),
    path(f"{QUIZ}projector/", running_quiz.projector, name="quiz-projector"),
    path(f"{QUIZ}projector/stage/", running_quiz.stage, name="quiz-stage"),
    path(f"{QUIZ}quiz.<slug:kind>", running_quiz.as_file, name="quiz-file"),
    # How a room divides into groups
    path(PLACES, places.places, name="places"),
    path(f"{PLACES}now/", places.places_now, name="places-now"),
    path(f"{PLACES}wish/", places.wish, name="wish"),
    path(f"{PLACES}run/", running_places.run, name="places-run"),
    path(f"{PLACES}step/", running_places.step, name="places-step"),
    path(f"{PLACES}slip/", running_places.slip, name="places-slip"),
    path(f"{PLACES}move/", running_places.move, name="places-move"),
    path(f"{PLACES}projector/", running_places.projector, name="places-projector"),
    path(f"{PLACES}projector/stage/", running_places.stage, name="places-stage"),
    path(f"{PLACES}places.<slug:kind>", running_places.as_file, name="places-file"),
    # The device on a group's table
    path(TABLE, table.table, name="table"),
    path(f"{TABLE}open/", table.switch, name="table-open"),
    path(f"{TABLE}<int:number>/", table.answer, name="table-answer"),
    path("coalitions/<slug:coalition>/workshops/<int:workshop>/tables/", table.tables, name="tables"),
    path("coalitions/<slug:coalition>/workshops/<int:workshop>/tables/open/", table.open_tables, name="tables-open"),
]
