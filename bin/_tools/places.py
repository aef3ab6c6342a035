"""Where things lie on this machine, and the one exception that is shown without a traceback."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
DATA = ROOT / ".data"


class Problem(Exception):
    """Something that the person at the keyboard can put right; its text says how."""
