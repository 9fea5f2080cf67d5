"""Who may do what with the lessons: they are as public as the record."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, Action, Table

LEARN = Action(
    "learning.learn",
    _("Read the lessons, the practices of others and the word list; answer the questions for oneself"),
    EVERYBODY,
    changes=False,
)

TABLE = Table("learning", _("Lessons"), actions=(LEARN,))
