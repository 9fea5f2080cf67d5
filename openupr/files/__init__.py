"""Opens what strangers send, and writes what leaves: tables, JSON, archives.

Knows nothing of the UPR.

Whatever is wrong with a file ends in `RefusedFile` with one sentence for its owner; nothing else is
raised, and no file can hold the reader for ever or fill its memory.
"""
