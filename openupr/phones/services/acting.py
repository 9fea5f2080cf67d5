"""The frame of the services: who may, one transaction, a line in the coalition's audit trail."""

from openupr.accounts.services.acting import acting
from openupr.coalitions.permissions.roles import circle

from ..permissions.deeds import DEEDS
from ..permissions.roles import roles_of

act = acting(roles_of, circle, DEEDS)
