"""How far a testimony may go: each level includes those before it."""

LEVELS = ("internal", "submission", "public")


def reaching(level: str) -> tuple[str, ...]:
    """The levels of consent that allow a use: what may be public may stand in a submission too.

    Raises ValueError of a level that there is not.
    """
    return LEVELS[LEVELS.index(level) :]
