from django.apps import AppConfig

from openupr.web.hooks import PANELS, Panel


class AttendanceConfig(AppConfig):
    name = "openupr.attendance"
    label = "attendance"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.accounts.audit_log import ON_FORGETTING
        from openupr.accounts.backups import STAYS_WITHDRAWN
        from openupr.coalitions.clock import DELETIONS_WAITING
        from openupr.coalitions.frame import AROUND
        from openupr.workshops.losses import DELETION_BLOCKERS, ON_MOVING_DAYS
        from openupr.workshops.today import TODAY

        from .attendance_frame_pages import around_attendance, beside_workshop
        from .door import at_the_door_today
        from .forgetting import forget_in_coalition, holds_on_to, keep_deleted, lost_by_last_day, overdue_in

        ON_FORGETTING.add(forget_in_coalition)
        AROUND.add(around_attendance)
        ON_MOVING_DAYS.add(lost_by_last_day)
        DELETION_BLOCKERS.add(holds_on_to)
        TODAY.add(at_the_door_today, order=20)
        DELETIONS_WAITING.add(overdue_in)
        STAYS_WITHDRAWN.add(keep_deleted)
        PANELS.add(Panel("workshop", "attendance/beside_workshop.html", beside_workshop))
