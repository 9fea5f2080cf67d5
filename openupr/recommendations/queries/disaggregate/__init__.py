"""The record taken apart by two dimensions, and by the response as a third."""

from ..tally import Tally
from .ordering import Order
from .table import CountTable, SameDimension, TableHead, disaggregate

__all__ = ["CountTable", "Order", "SameDimension", "TableHead", "Tally", "disaggregate"]
