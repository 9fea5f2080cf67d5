"""Who may do what: all may read translations; people with an account may confirm them.

An account needs an invitation, and the audit log keeps what people say.
"""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import ACCOUNTS, EVERYBODY, Action, Table

SEE = Action(
    "languages.see",
    _("See what is translated, beside its English, and what of it is confirmed"),
    EVERYBODY,
    changes=False,
)
READ_OVER = Action(
    "languages.read_over",
    _("Confirm a translation, word it better, take that back"),
    ACCOUNTS,
)

# What the audit log says of each service.

TABLE = Table("languages", _("Languages"), actions=(SEE, READ_OVER))
