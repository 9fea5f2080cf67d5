from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.navigation import NAVIGATION, Entry


class ConformanceConfig(AppConfig):
    name = "openupr.conformance"
    label = "conformance"

    def ready(self) -> None:
        from openupr.accounts.audit_log import AUDIT_NAMES, AuditName  # models exist only once all apps are loaded

        from .rule_sets import names_of_added

        AUDIT_NAMES.add(AuditName("addedruleset", names_of_added))
        NAVIGATION.add(Entry(_("Check a Word file"), "conformance:conform"), order=70)
