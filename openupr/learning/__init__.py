"""Short lessons for newcomers: what the UPR is and how to take part, in English and Khmer.

With questions to check yourself. Nothing is stored: neither reading nor answers.
"""
