"""The record as it is kept: asks, where each is recorded, how a record changed, which files brought it."""

from .asks import Ask, RecordChange, SourceRecord
from .imports import ImportedFile, RecordEdition

__all__ = ["Ask", "ImportedFile", "RecordChange", "RecordEdition", "SourceRecord"]
