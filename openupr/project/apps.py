from django.apps import AppConfig

from openupr.web import slots


class ProjectConfig(AppConfig):
    name = "openupr.project"
    label = "project"

    def ready(self) -> None:
        slots.fill("foot", template="project/foot.html", order=60)
