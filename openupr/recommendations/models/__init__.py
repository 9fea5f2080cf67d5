"""The record as it is kept: asks, where each is recorded, how a record changed, which files brought
it.
"""

from .asks import Ask, RecordChange, SourceRecord
from .corrections import DocumentCorrection, KeptDocument
from .import_jobs import ImportBatch, ImportJob, IncomingPart
from .imports import ImportedFile, RecordEdition, ReviewInFile, UhriName
from .suggestions import CodingDecision, SuggestedCode, SuggestionRun

__all__ = [
    "Ask",
    "CodingDecision",
    "DocumentCorrection",
    "ImportBatch",
    "ImportJob",
    "ImportedFile",
    "IncomingPart",
    "KeptDocument",
    "RecordChange",
    "RecordEdition",
    "ReviewInFile",
    "SourceRecord",
    "SuggestedCode",
    "SuggestionRun",
    "UhriName",
]
