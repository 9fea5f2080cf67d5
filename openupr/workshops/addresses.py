"""How the addresses of a workshop's pages begin, in this app and in the apps above it."""

from openupr.coalitions.addresses import COALITION

WORKSHOP = COALITION + "workshops/<int:workshop>/"
