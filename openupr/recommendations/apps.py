from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "openupr.recommendations"
    label = "recommendations"
