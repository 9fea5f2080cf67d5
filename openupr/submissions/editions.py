"""A submission as data: all that is published, kept as editions, and compared."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from django.db.models import QuerySet

from openupr.documents.light_markup import markup_of
from openupr.web.kept_queries import kept_rows

from .models import (
    AnnexFile,
    Claim,
    Edition,
    ParagraphTranslation,
    Section,
    Submission,
    with_paragraphs,
    written_paragraphs,
)
from .rules.arranging import headed, whole_heading
from .rules.changes import share_changed

Content = dict[str, Any]
# What the cover says besides the organisations; older editions have only the title.
COVER = ("title", "key_words", "contact")


def content_of(submission: Submission, sections: Iterable[Section] | None = None) -> Content:
    """What an edition keeps: cover, sections and paragraphs as texts and anchors, and annexed
    files.

    Four queries; two with all `sections` fetched.
    """
    if sections is None:
        sections = with_paragraphs(submission.sections.select_related("group"))
    sources: defaultdict[int, list[str]] = defaultdict(list)
    for paragraph, source in kept_rows(_claims_in, submission.pk):
        sources[paragraph].append(source)
    parts = list(sections)
    for section in parts:
        section.submission = submission
    return {
        **{name: getattr(submission, name) for name in COVER},
        "sections": [
            {
                "key": section.pk,
                **({"theme": section.theme} if section.theme else {}),
                "heading": section.part_heading,
                "kind": section.kind,
                "paragraphs": [
                    {
                        "anchor": paragraph.anchor,
                        "text": paragraph.text,
                        "sources": sources[paragraph.pk],
                    }
                    for paragraph in written_paragraphs(section)
                ],
            }
            for section in parts
        ],
        "annexes": [{"title": row.title, "sha256": row.sha256} for row in kept_rows(_annex_files_of, submission.pk)],
    }


def _claims_in(submission: int) -> QuerySet[Claim, Any]:
    return Claim.objects.filter(paragraph__section__submission=submission).values_list("paragraph", "source")


def _annex_files_of(submission: int) -> QuerySet[AnnexFile]:
    return AnnexFile.objects.filter(submission=submission)


def edition_fingerprint(content: Content) -> str:
    """Identifies, in a form, the text that was there when its page was opened: 32 characters."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def lodged_edition(submission: Submission) -> Edition | None:
    """The edition that was lodged, None where nothing is. One query."""
    lodged_files = submission.lodged_files.filter(taken_back_on=None).values("edition")
    return submission.editions.filter(pk__in=lodged_files).first()


def with_repeats(submission: Submission) -> list[Edition]:
    """All editions, the last first; each knows the first one with the same text. One query."""
    editions = list(submission.editions.all())
    firsts: list[Edition] = []
    for edition in reversed(editions):
        edition.repeats = next((first for first in firsts if first.content == edition.content), None)
        if edition.repeats is None:
            firsts.append(edition)
    return editions


def translations_of(texts: Mapping[str, str]) -> dict[str, list[ParagraphTranslation]]:
    """{anchor: the translations of exactly this text} for each of {anchor: text}. One query."""
    by_anchor: dict[str, list[ParagraphTranslation]] = {anchor: [] for anchor in texts}
    kept = ParagraphTranslation.objects.filter(paragraph__anchor__in=texts).select_related("paragraph", "written_by")
    for translation in kept:
        if translation.of_text == texts[translation.paragraph.anchor]:
            by_anchor[translation.paragraph.anchor].append(translation)
    return by_anchor


def said_by_both(before: Content, after: Content) -> list[str]:
    """The names of the cover's parts that both have; parts that one did not keep are not
    compared.
    """
    return [name for name in COVER if name in before and name in after]


def texts(content: Content, cover: list[str]) -> list[str]:
    """What a reader reads: cover, titles of annexed files, headings, paragraphs and their
    sources.
    """
    annexes = [annex["title"] for annex in content.get("annexes", ())]
    return [
        *(content[name] for name in cover),
        *annexes,
        *(
            text
            for section, theme in headed(content["sections"])
            for text in (
                *([theme] if theme else ()),
                section["heading"],
                *(piece for paragraph in section["paragraphs"] for piece in (paragraph["text"], *paragraph["sources"])),
            )
        ),
    ]


def share_since(before: Content, now: Content) -> float:
    """Which share of the words that a reader reads has changed since, 0 to 1.

    Key words do not count: they only help to sort.
    """
    cover = [name for name in said_by_both(before, now) if name != "key_words"]
    return 0.0 if before == now else share_changed(texts(before, cover), texts(now, cover))


def has_new_files(before: Content, now: Content) -> bool:
    """Whether a file was annexed since, or replaced under the same title.

    Its words are not counted.
    """
    annexed = before["annexes"] if "annexes" in before else now["annexes"]
    known = {annex["sha256"] for annex in annexed}
    return any(annex["sha256"] not in known for annex in now["annexes"])


Kind = Literal["title", "key_words", "contact", "heading", "paragraph", "sources", "annex"]


@dataclass(frozen=True, slots=True)
class ComparedEditions:
    """One place of two editions, in markup.

    `heading`: that of its section; "" on the cover.
    """

    kind: Kind
    heading: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def compared(before: Content, after: Content) -> list[ComparedEditions]:
    """All places: the cover, then each section with paragraphs and sources, then the annexed
    files.
    """
    return [*_cover(before, after), *_sections(before, after), *_compared_annexes(before, after)]


def moved(before: Content, after: Content) -> list[str]:
    """The headings of sections that moved, and of those in which paragraphs moved."""
    name = (
        "key" if all("key" in section for content in (before, after) for section in content["sections"]) else "heading"
    )
    old, new = ({section[name]: section for section in content["sections"]} for content in (before, after))
    sections = _out_of_order(list(old), list(new))
    within = [key for key in new if key in old and _out_of_order(_anchors(old[key]), _anchors(new[key]))]
    return [whole_heading(section) for key, section in new.items() if key in {*sections, *within}]


def _anchors(section: Content) -> list[str]:
    return [paragraph["anchor"] for paragraph in section["paragraphs"]]


def _out_of_order(old: list[Any], new: list[Any]) -> list[Any]:
    """The keys in both lists that have moved: as few as explain the new order."""
    were, are = [key for key in old if key in new], [key for key in new if key in old]
    blocks = SequenceMatcher(None, were, are, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in are[block.b : block.b + block.size]}
    return [key for key in are if key not in kept]


def _cover(before: Content, after: Content) -> Iterator[ComparedEditions]:
    for name in said_by_both(before, after):
        yield ComparedEditions(name, "", markup_of(before[name]), markup_of(after[name]))  # type: ignore[arg-type]


def _sections(before: Content, after: Content) -> Iterator[ComparedEditions]:
    """The current sections in their order, then those that were removed."""
    old, new = _by_anchor(before), _by_anchor(after)
    left = list(before["sections"])
    for section in after["sections"]:
        was = next((earlier for earlier in left if _is_same(earlier, section)), None)
        if was:
            left.remove(was)
        heading = whole_heading(section)
        yield ComparedEditions("heading", heading, markup_of(whole_heading(was)) if was else "", markup_of(heading))
        for paragraph in section["paragraphs"]:
            yield from _paragraph(heading, old.get(paragraph["anchor"]), paragraph)
    for section in left:
        yield ComparedEditions("heading", whole_heading(section), markup_of(whole_heading(section)), "")
    for section in before["sections"]:
        for paragraph in section["paragraphs"]:
            if paragraph["anchor"] not in new:
                yield from _paragraph(whole_heading(section), paragraph, None)


def _is_same(one: Content, other: Content) -> bool:
    """Whether both are one section.

    By its key; older editions have none, so by a paragraph or the heading.
    """
    if "key" in one and "key" in other:
        return bool(one["key"] == other["key"])
    anchors = {paragraph["anchor"] for paragraph in one["paragraphs"]}
    return one["heading"] == other["heading"] or any(
        paragraph["anchor"] in anchors for paragraph in other["paragraphs"]
    )


def _paragraph(heading: str, was: Content | None, now: Content | None) -> Iterator[ComparedEditions]:
    yield ComparedEditions("paragraph", heading, was["text"] if was else "", now["text"] if now else "")
    yield ComparedEditions("sources", heading, _sources(was), _sources(now))


def _sources(paragraph: Content | None) -> str:
    return "; ".join(map(markup_of, paragraph["sources"])) if paragraph else ""


def _compared_annexes(before: Content, after: Content) -> Iterator[ComparedEditions]:
    """Files by their title; the fingerprint shows that a file was replaced."""
    old = {annex["title"]: annex["sha256"] for annex in before.get("annexes", ())}
    new = {annex["title"]: annex["sha256"] for annex in after.get("annexes", ())}
    for title in dict.fromkeys([*new, *old]):
        was, now = _file(title, old.get(title)), _file(title, new.get(title))
        yield ComparedEditions("annex", "", was, now)


def _file(title: str, sha256: str | None) -> str:
    return f"{markup_of(title)} (SHA-256 {sha256[:16]}…)" if sha256 else ""


def _by_anchor(content: Content) -> dict[str, Content]:
    return {paragraph["anchor"]: paragraph for section in content["sections"] for paragraph in section["paragraphs"]}


def make_edition(submission: Submission, *, label: str, now: datetime) -> Edition:
    """Keep the submission as it is, as an edition.

    The last edition is used again where nothing has changed since, unless it was kept for another
    purpose and this one is to be signed or uploaded. Inside a transaction.
    """
    Submission.objects.select_for_update().get(pk=submission.pk)
    content, last = content_of(submission), submission.editions.first()
    if last and last.content == content and (label not in {Edition.TO_SIGN, Edition.TO_UPLOAD} or last.label == label):
        return last
    number = last.number + 1 if last else 1
    return Edition.objects.create(submission=submission, number=number, made_at=now, label=label, content=content)
