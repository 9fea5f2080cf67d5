"""See openupr.accounts.services.acting."""

from functools import partial

from openupr.accounts.services.acting import act

act_for_oneself = partial(act, own=True)
__all__ = ["act", "act_for_oneself"]
