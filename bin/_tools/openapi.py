"""Whether docs/openapi.yaml says what the code does: the schema is made anew, validated, and compared."""

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

from _tools.places import ROOT

RECORDED = ROOT / "docs" / "openapi.yaml"


def main() -> int:
    with tempfile.TemporaryDirectory() as directory:
        fresh = Path(directory) / "openapi.yaml"
        command = [sys.executable, str(ROOT / "manage.py"), "spectacular", "--validate", "--fail-on-warn"]
        made = subprocess.run([*command, "--file", str(fresh)], cwd=ROOT, check=False).returncode
        return made or _compare(fresh.read_text(encoding="utf-8"))


def _compare(fresh: str) -> int:
    recorded = RECORDED.read_text(encoding="utf-8") if RECORDED.exists() else ""
    lines = difflib.unified_diff(
        recorded.splitlines(True), fresh.splitlines(True), "docs/openapi.yaml", "the code"
    )
    difference = list(lines)
    sys.stdout.writelines(difference[:200])
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
