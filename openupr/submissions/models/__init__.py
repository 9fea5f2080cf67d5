"""Submissions, their paragraphs, their editions."""

from .annex_file import AnnexFile
from .edition import Edition, LodgedFile, SignOn
from .paragraph import Claim, Paragraph, ParagraphVersion, Remark, Stance, Suggestion, told, wording_of
from .submission import Circulation, ReturnedCopy, Section, SectionTask, Submission

__all__ = [
    "AnnexFile",
    "Circulation",
    "Claim",
    "Edition",
    "LodgedFile",
    "Paragraph",
    "ParagraphVersion",
    "Remark",
    "ReturnedCopy",
    "Section",
    "SectionTask",
    "SignOn",
    "Stance",
    "Submission",
    "Suggestion",
    "told",
    "wording_of",
]
