"""Reads the United Nations' documents on a review: what a PDF or Word file says, as plain values.

Plain Python.

    document = read_document(data)     # a WorkingGroupReport, an Addendum, ... : values.py
    document.as_json()                 # what `openupr read FILE --json` prints

One folder or module a kind of document; `reading.READERS` lists them. A reader never guesses: what
it is not sure of is a Problem with its page. A file that is none of these documents, or hostile,
raises RefusedFile with one sentence.
"""

from openupr.undocs.reading import read_document
from openupr.undocs.values import Problem, ReadItem, UnDocument, WorkingGroupReport

__all__ = ["Problem", "ReadItem", "UnDocument", "WorkingGroupReport", "read_document"]
