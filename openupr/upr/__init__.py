"""The vocabulary of the Universal Periodic Review, as data.

Which States there are and what each is called, the cycles, sessions and calendar, the issues of
every source, responses, action categories, Sustainable Development Goals, treaties and sources.
Needs nothing but Python. Every fact is a row of `data/`, and every row names the source it comes
from. Each module reads its own table when it is first imported; importing this package alone reads
nothing.
"""
