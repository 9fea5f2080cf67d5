"""Checking a file, and the rules that it is checked by."""
