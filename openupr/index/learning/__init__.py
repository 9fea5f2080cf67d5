"""Learning labels from texts that people have labelled: numbers and words, no meaning of either.

`vocabulary` turns what is said of a text into sparse rows, `linear` and `network` learn from them, `counting` learns
from nothing but how often something went with a label.
"""
