"""The frame of the services: who may, one transaction, a line in the coalition's audit trail.

Services about a person are given the workshop besides, and it is the workshop that the line names: when somebody came
or registered, to the minute, is not to be read from a trail.
"""

from openupr.accounts.services.acting import acting
from openupr.coalitions.permissions.roles import circle
from openupr.workshops.permissions.agenda import roles_of

from ..permissions import DEEDS

act = acting(roles_of, circle, DEEDS)
