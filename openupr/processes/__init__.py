"""Processes beside the server that hold what is large and seldom used.

They end when nobody needs them.
"""
