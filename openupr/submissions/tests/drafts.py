"""A circulated draft, and what others make of its Word file."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_word
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import Returned, returned_of
from openupr.submissions.models import Circulation, Paragraph, Section, Suggestion
from openupr.submissions.paragraphs import add_paragraph, write_paragraph
from openupr.submissions.remarks import add_claim
from openupr.submissions.returned_files import Choices, for_comments, take_back
from openupr.submissions.rounds import circulate
from openupr.submissions.tests.examples import drafted

NOW = timezone.now()
TEXTS = (
    "Land was taken from forty families at the lake.",
    "Since the **second** review no title was given to the villages by the ministry.",
    "The court in Phnom Penh heard three cases and closed them all.",
    "Officials promised to publish every concession before the rains.",
)


@dataclass(frozen=True)
class Draft:
    """A draft of four paragraphs in one section that Sophea has circulated."""

    cast: Cast
    section: Section
    paragraphs: list[Paragraph]
    circulation: Circulation

    def take_back(self, data: bytes, **choices: Any) -> dict[str, int]:
        """By Sophea, from Maly."""
        return self.take(returned_of(read_returned(data)), sha256=str(hash(data)), **choices)

    def take(self, returned: Returned, *, sha256: str = "x", **choices: Any) -> dict[str, int]:
        chosen = Choices(sender="Maly", **choices)
        given = {"circulation": self.circulation, "returned": returned, "sha256": sha256, "choices": chosen}
        counts: dict[str, int] = take_back(by=self.cast.sophea, now=timezone.now(), **given).counts
        return counts


def with_body(data: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its text changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name)
            changed.writestr(name, change(part.decode()) if name == "word/document.xml" else part)
    return output.getvalue()


def circulated_draft() -> Draft:
    """Four paragraphs, one of them with a source, circulated once."""
    known = cast()
    made = drafted(known)
    first = write_paragraph(by=known.chan, paragraph=made.paragraph, text=TEXTS[0], version=1, now=NOW)
    others = [add_paragraph(by=known.chan, section=made.section, text=text, now=NOW) for text in TEXTS[1:]]
    add_claim(now=timezone.now(), by=known.chan, paragraph=others[0], source="The ministry, 2025", kind="official")
    given = {"submission": made.submission, "comments_until": today_there(), "now": NOW}
    return Draft(known, made.section, [first, *others], circulate(by=known.sophea, **given))


def sent(draft: Draft) -> bytes:
    return write_word(for_comments(draft.circulation))


_BY = 'w:author="Chan" w:date="2026-11-20T08:00:00Z"'


def _run(text: str, *, gone: bool = False) -> str:
    name = "delText" if gone else "t"
    return f'<w:r w:rsidRPr="00AB12CD"><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


def tracked(document: str, draft: Draft) -> str:
    """As Word saves it: the first paragraph reworded, the second deleted whole, a new one put in, the last one moved
    to before the third, spelling marks and ids of editing sessions everywhere.
    """
    paragraphs = re.findall(r"<w:p>.*?</w:p>", document)
    one, two, three, four = (next(p for p in paragraphs if each.anchor in p) for each in draft.paragraphs)
    mark = f'<w:rPr><w:{{}} w:id="90" {_BY}/></w:rPr>'
    properties = '<w:pPr><w:pStyle w:val="NumberedParagraph"/>{}</w:pPr>'
    reworded = re.sub(
        r"<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>Land was taken from forty families.*?</w:r>",
        f'<w:proofErr w:type="spellStart"/>{_run("Land was ")}<w:del w:id="1" {_BY}>{_run("taken", gone=True)}</w:del>'
        f'<w:ins w:id="2" {_BY}>{_run("grabbed")}</w:ins><w:proofErr w:type="spellEnd"/>{_run(" from forty ")}'
        f"{_run('families at the lake.')}",
        one,
    ).replace("<w:p>", '<w:p w:rsidR="00112233" w:rsidRDefault="00112233">')
    deleted = re.sub(r"<w:t( [^>]*)?>(.*?)</w:t>", r"<w:delText\1>\2</w:delText>", two)
    deleted = re.sub(r"(<w:r>.*</w:r>)", rf'<w:del w:id="3" {_BY}>\1</w:del>', deleted)
    deleted = deleted.replace(_properties_of(two), properties.format(mark.format("del")))
    written = f'<w:ins w:id="4" {_BY}>{_run("Nobody asked the fisherfolk.")}</w:ins>'
    new = f"<w:p>{properties.format(mark.format('ins'))}{written}</w:p>"
    words = _run("Officials promised to publish every concession before the rains.")
    gone = words.replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
    moved_from = (
        f'<w:moveFromRangeStart w:id="5" {_BY} w:name="move1"/><w:p>{properties.format(mark.format("moveFrom"))}'
        f'<w:bookmarkStart w:id="77" w:name="{draft.paragraphs[3].anchor}"/><w:moveFrom w:id="6" {_BY}>{gone}'
        '</w:moveFrom><w:bookmarkEnd w:id="77"/></w:p><w:moveFromRangeEnd w:id="5"/>'
    )
    moved_to = (
        f'<w:moveToRangeStart w:id="7" {_BY} w:name="move1"/><w:p>{properties.format(mark.format("moveTo"))}'
        f'<w:moveTo w:id="8" {_BY}>{words}</w:moveTo></w:p><w:moveToRangeEnd w:id="7"/>'
    )
    for old, now in ((one, reworded), (two, deleted + new), (three, moved_to + three), (four, moved_from)):
        assert old in document
        document = document.replace(old, now)
    return document


def _properties_of(paragraph: str) -> str:
    found = re.search(r"<w:pPr>.*?</w:pPr>", paragraph)
    assert found
    return found[0]


def told(draft: Draft) -> list[tuple[str, str, str]]:
    """(what, on or after which paragraph, text) of all suggestions."""
    return [
        ("new" if each.is_new else "removes" if each.removes else "text", each.paragraph.text[:10], each.text)
        for each in Suggestion.objects.order_by("pk")
    ]
