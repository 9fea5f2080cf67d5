from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "openupr.accounts"
    label = "accounts"
