"""Properties of text and paragraphs as XML states them, made into plain dictionaries that later
ones override.
"""

import re
from collections.abc import Mapping
from typing import Any

from openupr.files.word.names import VAL, a, w

Properties = dict[str, Any]
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pi": 12.0, "pc": 12.0}
_MEASURE = re.compile(r"([-+]?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pi|pc)?")
_SLOTS = {"ascii": "asciiTheme", "cs": "cstheme", "eastAsia": "eastAsiaTheme"}
_LINE = 240  # what `w:line` of a single line is
_THEMED = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}


def is_on(element: Any) -> bool:
    """Whether a property that is there or not (`<w:b/>`, `<w:b w:val="0"/>`) is on."""
    return element.get(VAL, "1") not in ("0", "false", "off", "none")


def measure(text: str | None, unit: float) -> float | None:
    """A length in points: bare numbers are `unit` points each, others name theirs.

    None for nonsense.
    """
    match = _MEASURE.fullmatch(text or "")
    return float(match[1]) * (_UNITS[match[2]] if match[2] else unit) if match else None


def whole(text: str | None) -> int | None:
    """A whole number of at most six digits, None for anything else."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else None


def theme_fonts(root: Any) -> dict[str, str]:
    """{"minorHAnsi": "Calibri", ...} of a theme part."""
    fonts = {}
    for size in ("major", "minor"):
        font_set = None if root is None else next(root.iter(a(f"{size}Font")), None)
        for suffix, slot in _THEMED.items():
            face = None if font_set is None else font_set.find(a(slot))
            fonts[f"{size}{suffix}"] = "" if face is None else face.get("typeface", "")
    return fonts


def run_properties(element: Any, themes: Mapping[str, str]) -> Properties:
    """Of a `w:rPr`: font for each kind of script, size, bold, italic, hidden, language; only what
    it states.
    """
    properties: Properties = {}
    for child in () if element is None else element:
        name = child.tag.rpartition("}")[2]
        match name:
            case "rFonts":
                for slot, theme in _SLOTS.items():
                    if (themed := child.get(w(theme))) is not None:
                        properties[slot] = themes.get(themed, "")
                    elif (face := child.get(w(slot))) is not None:
                        properties[slot] = face
            case "sz" | "szCs":
                properties[name] = measure(child.get(VAL), 0.5)
            case "b" | "i" | "vanish" | "rtl":
                properties[name] = is_on(child)
            case "cs":
                properties["rtl"] = is_on(child)
            case "lang":
                properties["lang"] = child.get(VAL, "")
            case "rStyle":
                properties["style"] = child.get(VAL, "")
    return properties


def paragraph_properties(element: Any) -> Properties:
    """Of a `w:pPr`: style, numbering, level of outline, line spacing, page break before; only what
    it states.
    """
    properties: Properties = {}
    for child in () if element is None else element:
        match child.tag.rpartition("}")[2]:
            case "pStyle":
                properties["style"] = child.get(VAL, "")
            case "numPr":
                for name, key in (("numId", "list"), ("ilvl", "depth")):
                    if (number := child.find(w(name))) is not None:
                        properties[key] = whole(number.get(VAL))
            case "outlineLvl":
                properties["outline"] = whole(child.get(VAL))
            case "spacing":
                properties |= _spacing(child)
            case "pageBreakBefore":
                properties["page"] = is_on(child)
    return properties


def _spacing(element: Any) -> Properties:
    spacing: Properties = {}
    if (line := measure(element.get(w("line")), 1.0)) is not None:
        spacing["line"] = line / _LINE
    if (rule := element.get(w("lineRule"))) is not None:
        spacing["fixed"] = rule in ("exact", "atLeast")
    elif "line" in spacing:
        spacing["fixed"] = False
    return spacing
