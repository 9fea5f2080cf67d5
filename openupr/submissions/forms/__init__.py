"""What is asked about submissions, one file a noun."""

from .checking import FileToCheckForm

__all__ = ["FileToCheckForm"]
