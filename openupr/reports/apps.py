from django.apps import AppConfig

from openupr.web import slots


class ReportsConfig(AppConfig):
    name = "openupr.reports"
    label = "reports"

    def ready(self) -> None:
        slots.fill("after-a-workshop", template="reports/button.html")
