"""How every command begins and ends: signals unwind it, problems are told without a traceback."""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from _tools.places import Problem
from _tools.processes import ENDED_BY_SIGNAL


def command(main: Callable[[list[str]], int]) -> NoReturn:
    """Run `main` with the arguments and leave with its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(ENDED_BY_SIGNAL + signal.SIGINT)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """As an exception, so that what was started is stopped on the way out."""
    sys.exit(ENDED_BY_SIGNAL + number)
