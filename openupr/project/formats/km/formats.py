"""Dates are typed as 2026-12-31 only: elsewhere 12/08/2026 is another day than here, and nobody
would notice.

Numbers are written as in the English papers beside them: 3.860 words would be read as less than
four.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
THOUSAND_SEPARATOR = ","
DECIMAL_SEPARATOR = "."
