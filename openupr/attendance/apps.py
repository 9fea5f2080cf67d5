from django.apps import AppConfig

from openupr.web import languages, slots


class AttendanceConfig(AppConfig):
    name = "openupr.attendance"
    label = "attendance"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.accounts.services.backups import STAYS_WITHDRAWN
        from openupr.accounts.services.forgetting import on_forgetting
        from openupr.workshops.queries.losses import on_deleting, on_moving_days

        from .queries.beside import beside_workshop
        from .queries.people import holds_on_to, lost_by_last_day
        from .services.deleting import keep_deleted
        from .services.forgetting import forget_in_coalition

        languages.spoken("attendance:link-opened", "attendance:register", "attendance:take-back")
        on_forgetting(forget_in_coalition)
        on_moving_days(lost_by_last_day)
        on_deleting(holds_on_to)
        if keep_deleted not in STAYS_WITHDRAWN:
            STAYS_WITHDRAWN.append(keep_deleted)
        slots.fill("workshop", template="attendance/beside_workshop.html", context=beside_workshop)
