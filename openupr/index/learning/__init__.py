"""Learning labels from texts that people have labelled: numbers and words, no meaning of either.

`vocabulary` turns what is said of a text into sparse rows, `linear` learns from them, `kin` also
from what words mean, `counting` from nothing but how often something went with a label.
"""
