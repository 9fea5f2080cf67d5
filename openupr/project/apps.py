from django.apps import AppConfig
from django.template import Context

from openupr.web.hooks import PANELS, Panel


class ProjectConfig(AppConfig):
    name = "openupr.project"
    label = "project"

    def ready(self) -> None:
        PANELS.add(Panel("foot", "project/foot.html"), order=60)
        PANELS.add(Panel("account", "project/backup_link.html", _for_coordinators), order=90)
        _let_submissions_quote()
        _take_words_out_of_lodged()


def _for_coordinators(context: Context) -> dict[str, object] | None:
    """Whether it is time for a backup, for those who may see that."""
    from django.utils import timezone

    from .backups.permissions import SEE_BACKUPS, roles_of  # models exist only once all slices are loaded
    from .backups.standing import standing

    if not SEE_BACKUPS.open_to(roles_of(context.get("person"), None)):
        return None
    return {"late": standing(now=timezone.now()).late}


def _let_submissions_quote() -> None:
    """Testimonies that were released for it may stand in a submission: the two slices do not know each other."""
    from openupr.coalitions.models import Coalition  # models exist only once all slices are loaded
    from openupr.coalitions.queries.confided import look_for_copies
    from openupr.submissions.queries.quoting import QUOTES
    from openupr.testimonies.queries.copies import copied_from_testimonies
    from openupr.testimonies.queries.released import released_in

    def released(coalition: Coalition) -> dict[int, str]:
        return {each.number: each.text for each in released_in(coalition, use="submission")}

    QUOTES.add(released)
    look_for_copies(copied_from_testimonies)


def _take_words_out_of_lodged() -> None:
    """What was quoted or copied from a testimony goes with it, from the files of what was lodged too."""
    from openupr.submissions.services.taking_words_out import take_words_out_of_lodged  # as above
    from openupr.testimonies.services.copies import on_withdrawing

    on_withdrawing(take_words_out_of_lodged)
