from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "openupr.project"
    label = "project"
