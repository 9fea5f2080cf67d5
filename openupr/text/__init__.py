"""Plain words: how a sentence is cut, folded and stemmed, alike when it is stored and when it is
sought.
"""
