"""Reads CSV as people have it: CR, LF or CRLF; comma, semicolon or tab; with a byte-order mark or
not.
"""

import csv
import io
from collections.abc import Iterator

from openupr.files.characters import describe
from openupr.files.decoding import decode, unwanted_in
from openupr.files.limits import MAX_CELL
from openupr.files.refusal import RefusedFile

_WRONG_ENCODING = (
    "no State’s name or sentence contains it, so the file seems to be damaged or saved in another encoding. "
    "Save it as CSV UTF-8 and try again."
)


def delimited_rows(data: bytes) -> Iterator[list[str]]:
    """Each row as cells of text; a blank line is an empty list, so that rows count as a person sees
    them.

    Raises RefusedFile for a wrong encoding (naming character and row), an open quotation mark or an
    endless cell.
    """
    text, mac_roman = decode(data)
    if unwanted_in(text, mac_roman=mac_roman):
        _refuse_encoding(text, mac_roman)
    yield from _records(text)


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise RefusedFile(_what_is_wrong(error, number)) from error
        if row is None:
            return
        yield row


def _what_is_wrong(error: csv.Error, number: int) -> str:
    if "limit" in str(error):
        return f"Row {number} holds a cell of more than {MAX_CELL:,} characters; no such table has that."
    if "unexpected end" in str(error):
        return f"A quotation mark is opened in row {number} and never closed: the file is damaged or cut off."
    return f"Row {number} cannot be taken apart into cells: there is text right after a closing quotation mark."


def _delimiter(text: str) -> str:
    """The mark the first line holds most of: Excel writes semicolons where the comma is a decimal
    sign.
    """
    first = io.StringIO(text[:4096], newline="").readline()
    return max(",;\t", key=first.count)


def _refuse_encoding(text: str, mac_roman: bool) -> None:
    for number, row in enumerate(_records(text), start=1):
        for cell in row:
            piece = unwanted_in(cell, mac_roman=mac_roman)
            if piece:
                raise RefusedFile(f"Row {number} holds {describe(piece)}: {_WRONG_ENCODING}")
    piece = unwanted_in(text, mac_roman=mac_roman) or ""
    raise RefusedFile(f"The file holds {describe(piece)}: {_WRONG_ENCODING}")
