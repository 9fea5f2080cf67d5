"""How the addresses of a submission's pages begin."""

from openupr.coalitions.addresses import COALITION

SUBMISSION = COALITION + "submissions/<int:submission>/"
SECTION = SUBMISSION + "sections/<int:section>/"
