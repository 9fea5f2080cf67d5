"""The rules of the architecture that import contracts cannot see, as plain functions over a tree of files.

Each rule yields one sentence a fault, "path:line: ...". `test_architecture.py` holds the real tree to them and
`test_planted_faults.py` proves on small trees that each can fail.
"""
