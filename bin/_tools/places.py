"""Where things lie on this machine, and the one exception that is shown without a traceback."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
# Another directory keeps a second demo, or a test of the demo, apart from the first.
DATA = Path(os.environ.get("CLINIC_DATA", ROOT / ".data"))


class Problem(Exception):
    """Something that the person at the keyboard can put right; its text says how."""
