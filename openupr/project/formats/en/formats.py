"""Dates are typed as 2026-12-31 only: elsewhere 12/08/2026 is another day than here, and nobody
would notice.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
