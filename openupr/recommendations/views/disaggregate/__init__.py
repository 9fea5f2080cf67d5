"""The record taken apart: a cross-table, a chart of it, and both as files."""

from .files import disaggregate_csv, disaggregate_json, disaggregate_xlsx
from .page import disaggregate
from .pictures import disaggregate_png, disaggregate_svg

__all__ = [
    "disaggregate",
    "disaggregate_csv",
    "disaggregate_json",
    "disaggregate_png",
    "disaggregate_svg",
    "disaggregate_xlsx",
]
