"""The fingerprint of a pack's content: equal content gives equal text, however the files are written."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from programs.packs.reader import FOLDERS


def checksum(data: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON. Comments, order of keys and the split into files do not count."""
    canonical = json.dumps(_in_order(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _in_order(data: Mapping[str, Any]) -> dict[str, Any]:
    listed = {name: sorted(data.get(name, ()), key=lambda entry: str(entry["slug"])) for name in FOLDERS}
    return {**data, **listed}
