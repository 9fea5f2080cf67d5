"""OpenUPR beside what its users would use instead, for speed (`make bench`), and on the real record (`make measure`).

Nothing here is part of the product, and no test times anything: a figure belongs to the machine and the hour it was
taken on, a ratio of figures taken in turn to the programs.
"""
