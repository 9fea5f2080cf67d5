"""Somebody with an account, for the pages of the rules."""

from openupr.accounts.tests.conftest import make

__all__ = ["make"]
