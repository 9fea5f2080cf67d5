"""Changing the record: importing a file, taking the demo out, building the index. One transaction each."""
