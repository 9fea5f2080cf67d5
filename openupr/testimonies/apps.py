from django.apps import AppConfig


class TestimoniesConfig(AppConfig):
    name = "openupr.testimonies"
    label = "testimonies"
