from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from openupr.web.languages import TRANSLATED_PAGES
from openupr.web.navigation import NAVIGATION, Entry


class ConformanceConfig(AppConfig):
    name = "openupr.conformance"
    label = "conformance"

    def ready(self) -> None:
        from openupr.accounts.queries.audit import AUDIT_NAMES, AuditName  # models exist only once all apps are loaded

        from .queries.rule_sets import names_of_added

        AUDIT_NAMES.add(AuditName("addedruleset", names_of_added))
        TRANSLATED_PAGES.add("conformance:conform")
        NAVIGATION.add(Entry(_("Check a Word file"), "conformance:conform"), order=70)
