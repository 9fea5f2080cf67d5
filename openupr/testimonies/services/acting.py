"""The frame of the services: who may, one transaction; a line in the trail only of what coordinators do with boxes."""

from openupr.accounts.services.acting import acting
from openupr.coalitions.permissions.roles import circle

from ..permissions import DEEDS, roles_of

act = acting(roles_of, circle, DEEDS)
