"""The record taken apart by two dimensions, and by the response as a third."""

from ..tally import Tally
from .ordering import Order
from .table import Head, SameDimension, Table, disaggregate

__all__ = ["Head", "Order", "SameDimension", "Table", "Tally", "disaggregate"]
