from django.apps import AppConfig

from openupr.web import slots


class ReportsConfig(AppConfig):
    name = "openupr.reports"
    label = "reports"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.workshops.queries.losses import on_deleting

        from .queries.holding import holds_on_to

        on_deleting(holds_on_to)
        slots.fill("after-a-workshop", template="reports/button.html")
