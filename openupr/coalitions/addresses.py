"""How the addresses of a coalition's pages begin, in this app and in the apps above it."""

COALITION = "coalitions/<slug:coalition>/"
GROUP = COALITION + "groups/<int:group>/"
