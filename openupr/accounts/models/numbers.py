"""Numbers of rows that say nothing about which came first."""

import secrets


def new_number() -> int:
    """A random number of 62 bits.

    Where it is the key of a table, SQLite keeps the rows in its order and no other: an `integer` key is the row's own
    number there, while rows with any other kind of key carry a hidden one that counts upwards as they come.
    """
    return secrets.randbelow(2**62) + 1
