"""Which of these tests there are, and a PostgreSQL of one's own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "scripts"

# They read SQLite's own file, page by page; where PostgreSQL keeps the data there is none.
_ON_DISK = ["test_boxes_on_disk.py", "test_quiz_on_disk.py"]
# What servers share in a database; on SQLite one folder has one server.
_SHARED = ["test_tries.py", "test_database_locks.py"]
collect_ignore = _ON_DISK if os.environ.get("DATABASE_URL", "").startswith("postgres") else _SHARED


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a fresh home whose database is in a PostgreSQL of this test's own."""
    if subprocess.run([SCRIPTS / "postgres-programs.sh"], capture_output=True).returncode:
        pytest.skip("PostgreSQL's server is not installed.")
    import psycopg  # an option of the product: present where its server is

    command = [SCRIPTS / "with-postgres.sh", "sh", "-c", 'echo "$DATABASE_URL"; exec cat']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        url = running.stdout.readline().strip()
        # As in earnest: an acknowledged save has reached the log.
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER DATABASE openupr SET synchronous_commit = on")
        yield {**os.environ, "OPENUPR_HOME": str(tmp_path / "home"), "DATABASE_URL": url}
        running.stdin.close()
