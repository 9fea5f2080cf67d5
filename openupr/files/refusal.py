"""The one error of this room."""


class RefusedFile(ValueError):  # noqa: N818 - users say that a file was refused
    """The file as a whole cannot be used; `str()` is one clear sentence for the person who sent it."""
