"""Documents to try the writers with: a large submission, and any that hypothesis thinks of."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from openupr.documents.word import (
    Annex,
    Cover,
    CoverOrganisation,
    Document,
    DocumentTable,
    Furniture,
    Heading,
    Item,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Run,
    WordComment,
    plain,
)

KHMER = "សិទ្ធិមនុស្សនៅកម្ពុជា"
_SENTENCE = "Families who were moved from the lake have waited for titles since the second review. "


def submission() -> Document:
    """Some 5,630 words of text by eight groups, forty organisations, notes, a table across the page."""
    blocks: list[Any] = []
    for group in range(1, 9):
        blocks.append(Heading(plain(f"Theme of group {group}")))
        blocks.append(Heading(plain("Follow-up"), level=2))
        blocks += [_paragraph(group, number) for number in range(15)]
        blocks.append(Listing(tuple(Item(plain(f"Adopt law {number}")) for number in range(3)), "letters"))
    header = tuple(map(plain, ("Number", "Recommendation", "State", "Response", "ខ្មែរ")))
    rows = tuple(
        tuple(map(plain, (f"118.{number}", "Recognise the titles of the families. ", "France", "Noted", KHMER)))
        for number in range(1, 61)
    )
    annex = Annex(plain("Earlier recommendations"), (DocumentTable(rows, header, (1, 4, 1, 1, 2)),), landscape=True)
    organisations = tuple(
        CoverOrganisation(f"Organisation {number} of the lake", plain(_SENTENCE * 3)) for number in range(1, 41)
    )
    cover = Cover(
        titles=("Homes and land", "Joint submission of forty organisations", KHMER),
        state="Cambodia", session="60th session", month="May 2029", kind="Joint stakeholder submission",
        organisations=organisations, contact=("lake@example.org",), key_words=("land", "housing"),
    )  # fmt: skip
    document = Document("Homes and land", (*blocks, annex, Annex(plain("Sources"))), cover)
    return replace(document, furniture=Furniture(header="Draft 3"))


def _paragraph(group: int, number: int) -> Paragraph:
    note = Note((Run("A/HRC/41/17, para. 110.5, "), Run("titles", link="https://example.org/titles")))
    words = (Run(_SENTENCE * 2), Run("Nothing came of it", bold=True), note, Run(f", {KHMER}, says group {group}."))
    return Paragraph(
        (*words, Run(" It was told so twice in the province.")), numbered=True, anchor=f"p_{group}_{number}"
    )


_texts = st.text(max_size=12) | st.sampled_from([KHMER, "a\nb", "<b>&", "\x00\ud800\ufffe", "حقوق الإنسان", "1. x", ""])
_links = st.sampled_from(["", "", "https://example.org/ä b", "#here", "#nowhere", "file:///home/maly", "javascript:x"])
_runs = st.builds(
    Run, _texts, bold=st.booleans(), italic=st.booleans(), link=_links, language=st.sampled_from(["", "km", "fr", "?!"])
)
_inlines = st.lists(_runs | st.builds(Note, st.lists(_runs, max_size=2).map(tuple)), max_size=3).map(tuple)
_comments = st.lists(st.builds(WordComment, _texts, _texts, st.just(datetime(2026, 5, 4, tzinfo=UTC))), max_size=2).map(
    tuple
)
_items = st.lists(st.builds(Item, _inlines, st.integers(0, 2), comments=_comments), max_size=3).map(tuple)


@st.composite
def _tables(draw: st.DrawFn) -> DocumentTable:
    columns = draw(st.integers(1, 4))
    row = st.lists(_inlines, min_size=columns, max_size=columns).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=3).map(tuple))
    widths = st.lists(st.floats(0.1, 9), min_size=columns, max_size=columns).map(tuple)
    return DocumentTable(
        rows, draw(st.just(()) | row), draw(st.just(()) | widths), draw(_inlines), landscape=draw(st.booleans())
    )


_blocks = (
    st.builds(Heading, _inlines, st.integers(1, 3), st.booleans(), comments=_comments)
    | st.builds(Paragraph, _inlines, st.booleans(), comments=_comments)
    | st.builds(Listing, _items, st.sampled_from(["bullets", "letters", "numbers"]))
    | _tables()
    | st.just(PageBreak())
)
_annexes = st.builds(Annex, _inlines, st.lists(_blocks, max_size=3).map(tuple), st.booleans())
_names = st.lists(_texts, max_size=2).map(tuple)
_covers = st.builds(
    Cover, _names, _texts, _texts, _texts, _texts,
    st.lists(st.builds(CoverOrganisation, _texts, _inlines), max_size=2).map(tuple), _names, _names,
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document, however odd."""
    blocks = draw(st.lists(_blocks | _annexes, max_size=6).map(tuple))
    if draw(st.booleans()):
        blocks = (*blocks, Paragraph(plain("x"), anchor="here"))
    furniture = Furniture(draw(_texts), draw(st.booleans()))
    language = draw(st.sampled_from(["en", "fr", "km", "ar", "zh", "", "no tag"]))
    return Document(
        draw(_texts), blocks, draw(st.none() | _covers), language, furniture, for_comments=draw(st.booleans())
    )
