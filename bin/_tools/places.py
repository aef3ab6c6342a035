"""Where things lie on this machine, and the one exception that is shown without a traceback."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
DATA = ROOT / ".data"


class Problem(Exception):  # noqa: N818 - it is a sentence for the reader, not an error of the code
    """Something that the person at the keyboard can put right; its text says how."""
