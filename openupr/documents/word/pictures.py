"""A picture as it stands in Word: in a line of its own, no wider than the text."""

from lxml import etree

from openupr.documents.word.content import Picture
from openupr.documents.word.letters import clean
from openupr.documents.word.manuscript import Manuscript
from openupr.documents.word.markup import RELATION, Element, layout, w

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_A, _PIC = f"{_DRAWING}/main", f"{_DRAWING}/picture"
_WP = f"{_DRAWING}/wordprocessingDrawing"
_AN_INCH = 914_400  # in the unit of drawings
_TWIP = _AN_INCH // 1440
_HIGHEST = 8.5  # inches: more does not fit on an upright page


def picture(content: Picture, manuscript: Manuscript, *, width: int) -> Element:
    """A paragraph with the picture, at most `width` twips wide."""
    name = f"media/picture{len(manuscript.pictures) + 1}.png"
    manuscript.pictures[f"word/{name}"] = content.png
    wide, high = content.size
    shrunk = min(1, width * _TWIP / _AN_INCH / wide, _HIGHEST / high)
    size = {"cx": str(round(wide * shrunk * _AN_INCH)), "cy": str(round(high * shrunk * _AN_INCH))}
    identity, words = str(len(manuscript.pictures)), clean(content.words).replace("\n", " ")
    named = {"id": identity, "name": f"Picture {identity}", "descr": words}
    inline = _element(_WP, "inline", {"distT": "0", "distB": "0", "distL": "0", "distR": "0"})
    inline.extend([_element(_WP, "extent", size), _element(_WP, "docPr", named)])
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic", nsmap={"a": _A})
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", {"uri": _PIC})
    data.append(_pic(manuscript.relations.to("image", name), named, size))
    return w("p", layout(keep_lines=True), w("r", w("drawing", inline)))


def _pic(relation: str, named: dict[str, str], size: dict[str, str]) -> Element:
    root = _element(_PIC, "pic", {})
    about = etree.SubElement(root, f"{{{_PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{_PIC}}}cNvPr", named)
    etree.SubElement(about, f"{{{_PIC}}}cNvPicPr")
    fill = etree.SubElement(root, f"{{{_PIC}}}blipFill")
    etree.SubElement(fill, f"{{{_A}}}blip", {RELATION.replace("}id", "}embed"): relation})
    etree.SubElement(etree.SubElement(fill, f"{{{_A}}}stretch"), f"{{{_A}}}fillRect")
    shape = etree.SubElement(root, f"{{{_PIC}}}spPr")
    place = etree.SubElement(shape, f"{{{_A}}}xfrm")
    etree.SubElement(place, f"{{{_A}}}off", {"x": "0", "y": "0"})
    etree.SubElement(place, f"{{{_A}}}ext", size)
    outline = etree.SubElement(shape, f"{{{_A}}}prstGeom", {"prst": "rect"})
    etree.SubElement(outline, f"{{{_A}}}avLst")
    return root


def _element(namespace: str, tag: str, values: dict[str, str]) -> Element:
    return etree.Element(f"{{{namespace}}}{tag}", values, {"a": _A, "pic": _PIC, "wp": _WP})
