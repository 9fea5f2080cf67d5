"""`make measure`: how good the answers are, on the real record (OPENUPR_SHARED)."""

import subprocess
import sys

PARTS = {
    "What `similar` finds: recall@10 by words, by meaning, by both": "bench.recall",
    "Likely coding: learned from sessions 1 to 16, compared with the coders of 17 and 18": "bench.coding",
    "UN documents: what is read of the Working Group's reports, beside UPR Info's rows": "bench.undocs",
    "SMART advice: how often each rule fires": "bench.smart",
    "SMART advice: drafts by somebody who did not know the rules": "bench.smart_drafts",
    "The same recommendation in two sources: how many rows are linked": "bench.links",
    "States to ask: how many of the first ten really raised the theme": "bench.targets",
}


def main() -> int:
    """Every part in a process of its own; the number of those that failed."""
    failed = 0
    for title, module in PARTS.items():
        print(f"== {title}", flush=True)
        failed += subprocess.run([sys.executable, "-m", module], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
