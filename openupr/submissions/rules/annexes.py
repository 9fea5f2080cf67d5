"""What an annex is called in a Word file."""


def annex_title(heading: str, annex: str = "Annex") -> str:
    """Without the word for it (`annex`: in the file's language), which the file brings itself, with a number."""
    said, colon, title = heading.partition(":")
    title = title.strip()
    if colon and title and said.strip().casefold() in {"annex", annex.casefold()}:
        return title[0].upper() + title[1:]
    return heading
