"""The one error of this package."""


class RefusedFile(ValueError):
    """The file as a whole cannot be used; `str()` is one clear sentence for the person who sent
    it.
    """
