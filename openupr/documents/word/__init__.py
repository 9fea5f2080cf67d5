"""Documents of words: one value, written as Word, PDF, HTML or Markdown.

How to write a document
-----------------------
Say what it consists of; say nothing of numbers, fonts or pages:

    from openupr.documents import word

    document = word.Document(
        title=_("Roadmap of the group Land"),
        language="en",
        blocks=(
            word.Heading(word.plain(_("Focus"))),
            word.Paragraph((word.Run("Land and "), word.Run("housing", bold=True),
                            word.Note((word.Run("A/HRC/26/16, para. 118.12"),))), numbered=True),
            word.Listing((word.Item(word.plain("Adopt the law")),), kind="letters"),
            word.Annex(word.plain(_("Earlier recommendations")), (word.Table(rows, header=header),), landscape=True),
        ),
        labels=word.Labels(annex=_("Annex"), notes=_("End notes"), ...),
    )
    data = word.write_word(document)        # bytes; serve as word.CONTENT_TYPE
    page = word.write_html(document)        # a file; word.html_article(document) is for inside a page
    text = word.write_markdown(document)
    preview = word.write_pdf(document)      # needs Pango, else raises CannotPrint

- Headings, numbered paragraphs, lists, annexes and notes number themselves, in Word too: what is inserted in Word
  counts on. Numbered paragraphs count through the whole document, lists begin anew.
- The text may be anything a person typed. What a file cannot hold is left out, markup is shown as text, and only web
  and mail addresses become links. Khmer letters get a Khmer font without being marked.
- What would be wrong (a row too short, an anchor given twice, a heading of level 7) is a ValueError at once: check
  a person's input before.
- `anchor` marks a paragraph for the way back from Word; give something that says nothing about anybody.
- What follows a cover begins on a new page. The cover has no page number and holds no heading, so that whoever counts
  words knows where the text begins; an annex says "Annex" in letters for the same reason.
- Nobody's name enters a file except what is in the document and the authors of its comments. A file that is to come
  back with comments is `for_comments=True`; any other tells Word to take names off when it saves.
- The same document gives the same bytes, on one Python and zlib. Word itself counts the pages.
"""

from openupr.documents.word.as_html import html_article, to_print, write_html, write_pdf
from openupr.documents.word.as_markdown import write_markdown
from openupr.documents.word.content import (
    Annex,
    Block,
    Cover,
    CoverOrganisation,
    Document,
    DocumentTable,
    Furniture,
    Heading,
    Inline,
    Inlines,
    Item,
    Labels,
    Listing,
    Note,
    OnCover,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    WordComment,
    plain,
)
from openupr.documents.word.writing import CONTENT_TYPE, write_word

__all__ = [
    "CONTENT_TYPE",
    "Annex",
    "Block",
    "Cover",
    "CoverOrganisation",
    "Document",
    "DocumentTable",
    "Furniture",
    "Heading",
    "Inline",
    "Inlines",
    "Item",
    "Labels",
    "Listing",
    "Note",
    "OnCover",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Run",
    "WordComment",
    "html_article",
    "plain",
    "to_print",
    "write_html",
    "write_markdown",
    "write_pdf",
    "write_word",
]  # fmt: skip
