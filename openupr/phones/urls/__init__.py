"""The addresses of what phones do in the room; one file a noun. They begin with the coalition's key."""

from . import places, questions, quiz, table

app_name = "phones"
urlpatterns = [*questions.urlpatterns, *quiz.urlpatterns, *places.urlpatterns, *table.urlpatterns]
