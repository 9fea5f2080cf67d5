from django.apps import AppConfig

from openupr.web.hooks import PANELS, Panel


class ReportsConfig(AppConfig):
    name = "openupr.reports"
    label = "reports"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.coalitions.frame import AROUND
        from openupr.workshops.losses import DELETION_BLOCKERS

        from .activity_report import holds_on_to
        from .activity_report_pages import around_report

        AROUND.add(around_report)
        DELETION_BLOCKERS.add(holds_on_to)
        PANELS.add(Panel("after-a-workshop", "reports/button.html"))
