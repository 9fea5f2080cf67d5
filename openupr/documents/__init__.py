"""Writes what leaves as a document: PDF from HTML, charts as SVG, pictures of them as PNG.

Plain Python: it is given words and numbers and knows neither Django nor the UPR. Nothing is fetched
from anywhere while a document is written, and no document names an author or a time of writing.
"""
