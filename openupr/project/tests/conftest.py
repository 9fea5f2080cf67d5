"""Which of these tests there are."""

import os

# It reads SQLite's own file, page by page; where PostgreSQL keeps the data there is none.
collect_ignore = ["test_boxes_on_disk.py"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []
