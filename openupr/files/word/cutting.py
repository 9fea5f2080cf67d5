"""Taking words out of a Word file that is kept, everything else in it as it was."""

import io
from collections.abc import Callable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from openupr.files.word.names import w
from openupr.files.word.package import open_package, parse

Find = Callable[[str], Sequence[tuple[int, int]]]
# Between these, words are not one word; they are no text that could be cut.
_APART = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def words_taken_out(data: bytes, find: Find, *, mark: str) -> bytes:
    """The file with the mark in place of whatever `find` finds in one of its paragraphs; itself where it finds nothing.

    `find`: of a text the places, in order, that do not overlap. Raises RefusedFile.
    """
    package = open_package(data)
    with package.archive as archive:
        parts = {each: archive.read(each) for each in archive.infolist()}
    changed = False
    for each, part in parts.items():
        if each.filename.endswith(".xml"):
            root = parse(part)
            # Every paragraph is looked at, whichever comes first.
            if sum([_cut(texts, find, mark) for texts in _texts(root)]):
                parts[each] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                changed = True
    return _archive(parts) if changed else data


def _texts(root: Any) -> list[list[Any]]:
    """The elements with text of each paragraph; of a part that is none of Word's own each element by itself."""
    paragraphs = list(root.iter(w("p")))
    if paragraphs:
        return [list(one.iter(w("t"), *_APART)) for one in paragraphs]
    return [[each] for each in root.iter() if each.text and each.text.strip()]


def _cut(elements: Sequence[Any], find: Find, mark: str) -> bool:
    """Whether words were taken out; the mark stands in the element in which they began."""
    texts = [_APART.get(each.tag, each.text or "") for each in elements]
    spans = find("".join(texts))
    for start, end in reversed(spans):
        at = 0
        for number, (element, text) in enumerate(zip(elements, texts, strict=True)):
            first, last = max(start, at), min(end, at + len(text))
            if first < last and element.tag not in _APART:
                put = mark if first == start else ""
                now = texts[number][: first - at] + put + texts[number][last - at :]
                element.text, texts[number] = now, now
                element.set(_SPACE, "preserve")
            at += len(text)
    return bool(spans)


def _archive(parts: dict[Any, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    return out.getvalue()
