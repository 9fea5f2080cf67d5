"""The record taken apart by two dimensions, and by the response as a third."""

from .ordering import Order
from .table import Head, SameDimension, Table, disaggregate
from .tally import Tally

__all__ = ["Head", "Order", "SameDimension", "Table", "Tally", "disaggregate"]
