from django.apps import AppConfig
from django.template import Context

from openupr.web import slots


class ProjectConfig(AppConfig):
    name = "openupr.project"
    label = "project"

    def ready(self) -> None:
        slots.fill("foot", template="project/foot.html", order=60)
        slots.fill("account", template="project/backup_link.html", context=_for_coordinators, order=90)
        _let_submissions_quote()


def _for_coordinators(context: Context) -> dict[str, object] | None:
    """Whether it is time for a backup, for those who may see that."""
    from django.utils import timezone

    from .backups.permissions import SEE_BACKUPS, roles_of  # models exist only once all slices are loaded
    from .backups.standing import standing

    if not SEE_BACKUPS.open_to(roles_of(context.get("person"), None)):
        return None
    return {"late": standing(now=timezone.now()).late}


def _let_submissions_quote() -> None:
    """Submissions quote testimonies that were released for it, and forget those that are withdrawn.

    The two apps do not know each other.
    """
    from openupr.coalitions.models import Coalition  # models exist only once all slices are loaded
    from openupr.submissions.queries.quoting import quote_from
    from openupr.submissions.services.forgetting import forget_quotes
    from openupr.testimonies.queries.released import released_in
    from openupr.testimonies.services.withdrawing import on_withdrawing

    def released(coalition: Coalition) -> dict[int, str]:
        return {each.number: each.text for each in released_in(coalition, use="submission")}

    quote_from(released)
    on_withdrawing(forget_quotes)
