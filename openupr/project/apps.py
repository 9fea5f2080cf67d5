from django.apps import AppConfig
from django.conf import settings
from django.template import Context

from openupr.files.own_process import memory_here, take_turns
from openupr.web.hooks import PANELS, Panel


class ProjectConfig(AppConfig):
    name = "openupr.project"
    label = "project"

    def ready(self) -> None:
        PANELS.add(Panel("foot", "project/foot.html"), order=60)
        PANELS.add(Panel("account", "project/backup_link.html", _for_coordinators), order=90)
        PANELS.add(Panel("server", "project/coalitions_here.html", _for_the_operator))
        PANELS.add(Panel("coalition", "project/backup_offered.html", _in_a_coalition), order=90)
        _let_submissions_quote()
        take_turns(settings.OPENUPR_HOME / "reading.lock", memory=memory_here())


def _for_coordinators(context: Context) -> dict[str, object] | None:
    """Whether it is time for a backup, for those who may see that."""
    from .backups.actions import SEE_BACKUPS, roles_of  # models exist only once all apps are loaded
    from .backups.backup_age import backup_age

    if not SEE_BACKUPS.open_to(roles_of(context.get("person"), None)):
        return None
    return {"is_overdue": backup_age(now=context["request"].now).is_overdue}


def _for_the_operator(context: Context) -> dict[str, object]:
    """How many people each coalition has, with `?sizes` how much it takes, and when the last backup
    was made.
    """
    from .backups.backup_age import backup_age
    from .hosting.sizes import coalitions_here, sizes_of_coalitions

    request = context["request"]
    counted = "sizes" in request.GET
    coalitions = sizes_of_coalitions() if counted else coalitions_here()
    return {"coalitions": coalitions, "counted": counted, "backup_age": backup_age(now=request.now)}


def _in_a_coalition(context: Context) -> dict[str, object] | None:
    """How many days ago the last backup was made, for those who coordinate or run the server.

    One query.
    """
    if not {"project.take_backup", "coalitions.set_up_groups"} & set(context.get("may") or ()):
        return None
    from openupr.accounts.backups import last_backup

    from .backups.backup_age import OVERDUE_AFTER

    last, now = last_backup(), context["request"].now
    age = now - last.made_at if last else None
    return {"last": last, "days": age.days if age else None, "is_old": age is None or age > OVERDUE_AFTER}


def _let_submissions_quote() -> None:
    """Submissions quote testimonies that were released for it, and forget those that are withdrawn.

    The two apps do not know each other.
    """
    # Models exist only once all apps are loaded.
    from openupr.submissions.citations import QUOTES
    from openupr.submissions.forgetting import forget_quotes
    from openupr.testimonies.testimonies import released_for_submissions
    from openupr.testimonies.withdrawals import ON_WITHDRAWING

    QUOTES.add(released_for_submissions)
    ON_WITHDRAWING.add(forget_quotes)
