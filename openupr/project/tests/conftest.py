"""Which of these tests there are."""

import os

# They read SQLite's own file, page by page; where PostgreSQL keeps the data there is none.
_ON_DISK = ["test_boxes_on_disk.py", "test_quiz_on_disk.py"]
collect_ignore = _ON_DISK if os.environ.get("DATABASE_URL", "").startswith("postgres") else []
