"""Who may do what with translations: all may read what is translated, who has an account may say whether it is right.

Whoever has an account was invited by somebody; what they say stands in the audit log.
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
