"""Two editions compared: everything that is published, place by place."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from openupr.documents.light_markup import markup_of

from ..rules.arranging import whole_heading
from .editions import Content, said_by_both

Kind = Literal["title", "key_words", "contact", "heading", "paragraph", "sources", "annex"]


@dataclass(frozen=True, slots=True)
class ComparedEditions:
    """One place of two editions, in markup. `heading`: that of the section it stands in; "" on the cover."""

    kind: Kind
    heading: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def compared(before: Content, after: Content) -> list[ComparedEditions]:
    """What the cover says; section by section the heading, the paragraphs and their sources; the annexed files."""
    return [*_cover(before, after), *_sections(before, after), *_annexes(before, after)]


def moved(before: Content, after: Content) -> list[str]:
    """The headings of what stands elsewhere now: sections that were moved, and those whose paragraphs were."""
    name = "key" if all("key" in each for content in (before, after) for each in content["sections"]) else "heading"
    old, new = ({each[name]: each for each in content["sections"]} for content in (before, after))
    sections = _out_of_order(list(old), list(new))
    within = [key for key in new if key in old and _out_of_order(_anchors(old[key]), _anchors(new[key]))]
    return [whole_heading(each) for key, each in new.items() if key in {*sections, *within}]


def _anchors(section: Content) -> list[str]:
    return [each["anchor"] for each in section["paragraphs"]]


def _out_of_order(old: list[Any], new: list[Any]) -> list[Any]:
    """Those of both lists that stand elsewhere among the others: as few as explain the new order."""
    were, are = [each for each in old if each in new], [each for each in new if each in old]
    blocks = SequenceMatcher(None, were, are, autojunk=False).get_matching_blocks()
    kept = {each for block in blocks for each in are[block.b : block.b + block.size]}
    return [each for each in are if each not in kept]


def _cover(before: Content, after: Content) -> Iterator[ComparedEditions]:
    for name in said_by_both(before, after):
        yield ComparedEditions(name, "", markup_of(before[name]), markup_of(after[name]))  # type: ignore[arg-type]


def _sections(before: Content, after: Content) -> Iterator[ComparedEditions]:
    """Those that stand now in their order, then those that went."""
    old, new = _by_anchor(before), _by_anchor(after)
    left = list(before["sections"])
    for section in after["sections"]:
        was = next((each for each in left if _is_same(each, section)), None)
        if was:
            left.remove(was)
        heading = whole_heading(section)
        yield ComparedEditions("heading", heading, markup_of(whole_heading(was)) if was else "", markup_of(heading))
        for each in section["paragraphs"]:
            yield from _paragraph(heading, old.get(each["anchor"]), each)
    for section in left:
        yield ComparedEditions("heading", whole_heading(section), markup_of(whole_heading(section)), "")
    for section in before["sections"]:
        for each in section["paragraphs"]:
            if each["anchor"] not in new:
                yield from _paragraph(whole_heading(section), each, None)


def _is_same(one: Content, other: Content) -> bool:
    """Whether two are one section: by its number, and where an older edition has none by a paragraph or the heading."""
    if "key" in one and "key" in other:
        return bool(one["key"] == other["key"])
    anchors = {each["anchor"] for each in one["paragraphs"]}
    return one["heading"] == other["heading"] or any(each["anchor"] in anchors for each in other["paragraphs"])


def _paragraph(heading: str, was: Content | None, now: Content | None) -> Iterator[ComparedEditions]:
    yield ComparedEditions("paragraph", heading, was["text"] if was else "", now["text"] if now else "")
    yield ComparedEditions("sources", heading, _sources(was), _sources(now))


def _sources(paragraph: Content | None) -> str:
    return "; ".join(map(markup_of, paragraph["sources"])) if paragraph else ""


def _annexes(before: Content, after: Content) -> Iterator[ComparedEditions]:
    """Files by their title; the fingerprint tells that another stands under the same one."""
    old = {each["title"]: each["sha256"] for each in before.get("annexes", ())}
    new = {each["title"]: each["sha256"] for each in after.get("annexes", ())}
    for title in dict.fromkeys([*new, *old]):
        was, now = _file(title, old.get(title)), _file(title, new.get(title))
        yield ComparedEditions("annex", "", was, now)


def _file(title: str, sha256: str | None) -> str:
    return f"{markup_of(title)} (SHA-256 {sha256[:16]}…)" if sha256 else ""


def _by_anchor(content: Content) -> dict[str, Content]:
    return {each["anchor"]: each for section in content["sections"] for each in section["paragraphs"]}
