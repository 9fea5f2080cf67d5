"""The record as it is kept: asks, where each is recorded, how a record changed, which files brought it."""

from .asks import Ask, RecordChange, SourceRecord
from .corrections import DocumentCorrection, KeptDocument
from .import_jobs import ImportBatch, ImportJob
from .imports import ImportedFile, RecordEdition, ReviewInFile

__all__ = [
    "Ask",
    "DocumentCorrection",
    "ImportBatch",
    "ImportJob",
    "ImportedFile",
    "KeptDocument",
    "RecordChange",
    "RecordEdition",
    "ReviewInFile",
    "SourceRecord",
]
