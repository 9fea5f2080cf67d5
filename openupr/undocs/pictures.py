"""A page of a PDF as a picture, for people who compare it with what was read."""

import io

import pypdfium2

from openupr.files.refusal import RefusedFile

_SCALE = 1.4  # pixels for each point: a page of A4 is 833 wide
_LARGEST = 3000  # points: a page that is larger is no page of a report


def page_as_png(data: bytes, number: int) -> bytes:
    """The page with this number, counted from 1. Raises RefusedFile where there is none."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if not 1 <= number <= len(pdf):
                raise RefusedFile("The document has no such page.")
            page = pdf[number - 1]
            if max(page.get_size()) > _LARGEST:
                raise RefusedFile("This page is too large to be shown.")
            out = io.BytesIO()
            page.render(scale=_SCALE).to_pil().convert("L").save(out, "PNG", optimize=True)
            return out.getvalue()
    except pypdfium2.PdfiumError as error:
        raise RefusedFile("This page cannot be shown.") from error
