"""The frame of a coalition's services: see openupr.accounts.services.acting."""

from openupr.accounts.services.acting import acting

from ..permissions.deeds import DEEDS
from ..permissions.roles import circle, roles_of

act = acting(roles_of, circle, DEEDS)
# What somebody does for themselves, in no coalition: it stands in their own trail.
act_for_oneself = acting(deeds=DEEDS)
