"""A submission as it stands, as data: everything that is published, except whom the cover names."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from openupr.web.kept_queries import kept_rows

from ..models import AnnexFile, Claim, Edition, ParagraphTranslation, Section, Submission, told, with_paragraphs
from ..rules.arranging import headed
from ..rules.changes import share_changed

Content = dict[str, Any]
# What the cover says besides the organisations; editions of before that was kept have the title alone.
COVER = ("title", "key_words", "contact")


def content_of(submission: Submission, sections: Iterable[Section] | None = None) -> Content:
    """What the cover says, the sections and paragraphs, texts and anchors only, and which files are annexed: what an
    edition keeps. Four queries; two with all `sections` fetched.
    """
    if sections is None:
        sections = with_paragraphs(submission.sections.select_related("group"))
    sources: defaultdict[int, list[str]] = defaultdict(list)
    for paragraph, source in kept_rows(_sources, submission.pk):
        sources[paragraph].append(source)
    found = list(sections)
    for section in found:
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
                    for paragraph in told(section)
                ],
            }
            for section in found
        ],
        "annexes": [{"title": each.title, "sha256": each.sha256} for each in kept_rows(_annexes, submission.pk)],
    }


def _sources(submission: int) -> QuerySet[Claim, Any]:
    return Claim.objects.filter(paragraph__section__submission=submission).values_list("paragraph", "source")


def _annexes(submission: int) -> QuerySet[AnnexFile]:
    return AnnexFile.objects.filter(submission=submission)


def edition_fingerprint(content: Content) -> str:
    """What a form carries to say which text stood there when its page was opened: 32 characters."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def lodged_edition(submission: Submission) -> Edition | None:
    """The edition that was lodged, None where nothing is. One query."""
    held = submission.lodged_files.filter(taken_back_on=None).values("edition")
    return submission.editions.filter(pk__in=held).first()


def with_repeats(submission: Submission) -> list[Edition]:
    """All editions, the last first; each knows the first one with the same text. One query."""
    editions = list(submission.editions.all())
    firsts: list[Edition] = []
    for each in reversed(editions):
        each.repeats = next((first for first in firsts if first.content == each.content), None)
        if each.repeats is None:
            firsts.append(each)
    return editions


def translations_of(texts: Mapping[str, str]) -> dict[str, list[ParagraphTranslation]]:
    """{anchor: the translations of exactly this text} for each of {anchor: text}. One query."""
    found: dict[str, list[ParagraphTranslation]] = {anchor: [] for anchor in texts}
    kept = ParagraphTranslation.objects.filter(paragraph__anchor__in=texts).select_related("paragraph", "written_by")
    for each in kept:
        if each.of_text == texts[each.paragraph.anchor]:
            found[each.paragraph.anchor].append(each)
    return found


def said_by_both(before: Content, after: Content) -> list[str]:
    """The names of what the cover says in both: what one of them did not keep is not compared."""
    return [name for name in COVER if name in before and name in after]


def texts(content: Content, cover: list[str]) -> list[str]:
    """What a reader reads of it: the cover, titles of annexed files, headings, paragraphs and their sources."""
    annexes = [each["title"] for each in content.get("annexes", ())]
    return [
        *(content[name] for name in cover),
        *annexes,
        *(
            text
            for section, theme in headed(content["sections"])
            for text in (
                *([theme] if theme else ()),
                section["heading"],
                *(piece for each in section["paragraphs"] for piece in (each["text"], *each["sources"])),
            )
        ),
    ]


def share_since(before: Content, now: Content) -> float:
    """Which share of the words has changed since, 0 to 1: of all that a reader reads. Key words only help to sort."""
    cover = [name for name in said_by_both(before, now) if name != "key_words"]
    return 0.0 if before == now else share_changed(texts(before, cover), texts(now, cover))


def has_new_files(before: Content, now: Content) -> bool:
    """Whether a file is annexed now that was not, or another under the same title: nobody counts its words."""
    annexed = before["annexes"] if "annexes" in before else now["annexes"]
    known = {each["sha256"] for each in annexed}
    return any(each["sha256"] not in known for each in now["annexes"])
