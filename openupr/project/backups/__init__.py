"""Everything that is yours in one file that only you can open, and back from there.

`contents` says what a backup holds, line by line; `sealing` encrypts it with age; `making` writes
the file; `restoring` puts it in the place of the database, whole or not at all; `backup_age` says
whether it is time for one.
"""
