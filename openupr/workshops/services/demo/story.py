"""What is told of the demo's workshop."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

STORY: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "demo_workshop.toml").read_text(encoding="utf-8")
)
