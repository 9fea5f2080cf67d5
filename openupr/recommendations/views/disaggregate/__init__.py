"""The record taken apart: a cross-table, a chart of it, and both as files."""

from .files import disaggregate_file, disaggregate_json
from .page import disaggregate
from .pictures import disaggregate_png, disaggregate_svg

__all__ = [
    "disaggregate",
    "disaggregate_file",
    "disaggregate_json",
    "disaggregate_png",
    "disaggregate_svg",
]
