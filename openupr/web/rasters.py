"""The SVG pictures of pictures.py as PNG, for documents that take no SVG."""

import io
from typing import Any

from django.utils.translation import gettext as _


class NoPicture(RuntimeError):
    """PNG needs WeasyPrint with Pango, which this machine lacks. SVG always works."""


def png(svg: str, *, scale: float = 2) -> bytes:
    """An SVG of this module as PNG, `scale` pixels for one of its own. Raises NoPicture where WeasyPrint cannot run."""
    try:
        import weasyprint  # needs the system's Pango: only who asks for a PNG must have it
    except OSError as error:
        raise NoPicture(_("PNG needs the system library Pango; take the SVG instead.")) from error
    import pypdfium2

    size = svg.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()
    page = f"<style>@page{{size:{size[0]}px {size[1]}px;margin:0}}body{{margin:0}}svg{{display:block}}</style>{svg}"
    pdf = weasyprint.HTML(string=page, url_fetcher=_refuse_to_fetch).write_pdf()
    # A CSS pixel is 0.75 pt, and pypdfium2 draws one pixel a point.
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=scale / 0.75).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _refuse_to_fetch(url: str, *_args: Any, **_options: Any) -> dict[str, Any]:
    raise ValueError(f"A picture asks nobody for anything, not even for {url[:80]}")
