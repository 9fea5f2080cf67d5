from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "openupr.web"
    label = "web"
