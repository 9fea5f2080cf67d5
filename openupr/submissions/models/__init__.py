"""Submissions, their paragraphs, their editions."""

from .annex_file import AnnexFile
from .edition import Edition, LodgedFile, SignOn
from .ohchr_summary import OhchrSummary
from .paragraph import (
    TO_BE_WRITTEN,
    Paragraph,
    ParagraphVersion,
    Remark,
    Stance,
    Suggestion,
    current_paragraphs,
    with_paragraphs,
    wording_of,
    written_paragraphs,
)
from .source import Claim, ClaimVersion
from .submission import Circulation, ReturnedCopy, Section, SectionTask, Submission
from .translation import ParagraphTranslation
from .works import WorkWords

__all__ = [
    "TO_BE_WRITTEN",
    "AnnexFile",
    "Circulation",
    "Claim",
    "ClaimVersion",
    "Edition",
    "LodgedFile",
    "OhchrSummary",
    "Paragraph",
    "ParagraphTranslation",
    "ParagraphVersion",
    "Remark",
    "ReturnedCopy",
    "Section",
    "SectionTask",
    "SignOn",
    "Stance",
    "Submission",
    "Suggestion",
    "WorkWords",
    "current_paragraphs",
    "with_paragraphs",
    "wording_of",
    "written_paragraphs",
]
