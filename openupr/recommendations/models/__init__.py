"""The record as it is kept: asks, where each is recorded, how a record changed, which files brought it."""

from .asks import Ask, RecordChange, SourceRecord
from .import_jobs import ImportBatch, ImportJob
from .imports import ImportedFile, RecordEdition, ReviewInFile

__all__ = [
    "Ask",
    "ImportBatch",
    "ImportJob",
    "ImportedFile",
    "RecordChange",
    "RecordEdition",
    "ReviewInFile",
    "SourceRecord",
]
