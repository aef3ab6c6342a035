"""A process of its own that fetches and reads one calendar: python -m scheduling.calendars.reader

Whatever comes from an address that anybody may have typed in, and from whoever answers there, is only ever
touched here: without the database, without a secret, with little memory and little time. A calendar that
takes too much takes this process with it and nothing else. It is asked in JSON and answers in JSON.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from scheduling.calendars.busy import Stretch, Wanted, busy_times
from scheduling.calendars.fetch import Reach, fetch
from scheduling.calendars.problems import Problem, Trouble

CPU_S = 20
MEMORY = 1024 * 1024 * 1024
# Waiting for the server, then working.
IN_ALL_S = 50
# Where libraries, certificates and time zones lie on this machine; nothing else of the environment.
HANDED_ON = {"LANG", "LD_LIBRARY_PATH", "PYTHONTZPATH", "SSL_CERT_DIR", "SSL_CERT_FILE"}
HOME = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Reading:
    """When somebody is busy; no ``busy`` when nothing has changed since ``etag``."""

    busy: list[Stretch] | None
    etag: str = ""


def read_outside(url: str, wanted: Wanted, *, etag: str = "", reach: Reach | None = None) -> Reading:
    """Has a process of its own read the calendar. Raises Trouble."""
    asked = {"url": url, "etag": etag, "reach": asdict(reach or Reach()), "wanted": _as_json(wanted)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scheduling.calendars.reader"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=IN_ALL_S,
            cwd=HOME,
            env={name: value for name, value in os.environ.items() if name in HANDED_ON},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Trouble(Problem.TOO_MUCH) from error
    if done.returncode != 0:
        raise Trouble(Problem.TOO_MUCH)
    return _reading(json.loads(done.stdout))


def main() -> None:
    """Reads one calendar."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    with suppress(ValueError):  # macOS knows no such limit; the others hold there too
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    try:
        answer = _read(asked)
    except Trouble as trouble:
        answer = {"problem": trouble.problem}
    json.dump(answer, sys.stdout)


def _read(asked: dict[str, object]) -> dict[str, object]:
    said = dict(asked["wanted"])  # type: ignore[call-overload]
    times = {name: datetime.fromisoformat(said[name]) for name in ("starts_at", "ends_at")}
    reach = Reach(**asked["reach"])  # type: ignore[arg-type]
    fetched = fetch(str(asked["url"]), etag=str(asked["etag"]), reach=reach)
    if fetched.data is None:
        return {"busy": None, "etag": asked["etag"]}
    busy = busy_times(fetched.data, Wanted(**{**said, **times}))
    return {"busy": [[each.isoformat() for each in stretch] for stretch in busy], "etag": fetched.etag}


def _as_json(wanted: Wanted) -> dict[str, str]:
    times = {"starts_at": wanted.starts_at.isoformat(), "ends_at": wanted.ends_at.isoformat()}
    return {**asdict(wanted), **times}


def _reading(answer: dict[str, object]) -> Reading:
    if "problem" in answer:
        raise Trouble(Problem(str(answer["problem"])))
    busy = answer["busy"]
    if not isinstance(busy, list):
        return Reading(None, str(answer["etag"]))
    stretches = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in busy]
    return Reading(stretches, str(answer["etag"]))


if __name__ == "__main__":
    main()
