from django.apps import AppConfig


class CoalitionsConfig(AppConfig):
    name = "openupr.coalitions"
    label = "coalitions"
