"""The record's addresses."""

app_name = "recommendations"
urlpatterns: list = []
