from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "openupr.attendance"
    label = "attendance"
