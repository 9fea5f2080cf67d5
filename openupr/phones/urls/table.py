"""Addresses of the device on a group's table."""

from django.urls import path

from ..views import table

ONE = "coalitions/<slug:coalition>/groups/<int:group>/table/"

urlpatterns = [
    path(ONE, table.table, name="table"),
    path(f"{ONE}open/", table.switch, name="table-open"),
    path(f"{ONE}<int:number>/", table.answer, name="table-answer"),
    path("coalitions/<slug:coalition>/workshops/<int:workshop>/tables/", table.tables, name="tables"),
]
