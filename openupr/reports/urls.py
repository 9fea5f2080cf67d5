"""The addresses of a workshop's report."""

from django.urls import path

from .views.report import file, paragraph, report

app_name = "reports"
ONE = "coalitions/<slug:coalition>/workshops/<int:workshop>/report"

urlpatterns = [
    path(f"{ONE}/", report, name="report"),
    path(f"{ONE}.<slug:kind>", file, name="file"),
    path(f"{ONE}/<slug:key>/", paragraph, name="paragraph"),
]
