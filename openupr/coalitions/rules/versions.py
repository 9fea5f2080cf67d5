"""Saving what others may have saved meanwhile: both texts are shown, none is lost."""


class SavedMeanwhile(ValueError):
    """Somebody saved another text since this one was opened. Nothing was changed; both texts are kept here."""

    def __init__(self, *, theirs: str, yours: str, version: int) -> None:
        self.theirs, self.yours, self.version = theirs, yours, version
        super().__init__("Somebody else saved this meanwhile. Both texts are shown: join them, then save again.")


def check_version(*, seen: int, current: int, theirs: str, yours: str) -> None:
    """Raise SavedMeanwhile where the text seen is not the current one and the two differ."""
    if seen != current and theirs != yours:
        raise SavedMeanwhile(theirs=theirs, yours=yours, version=current)
