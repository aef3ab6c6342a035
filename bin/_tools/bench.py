"""bin/bench NAME: one of benchmarks/ on servers of its own, which forget nothing, as in production."""

import sys

from _tools import settings
from _tools.cli import command
from _tools.places import ROOT, Problem
from _tools.processes import run
from _tools.servers import Servers


def main(arguments: list[str]) -> int:
    name, *rest = arguments or [""]
    if not (ROOT / "benchmarks" / f"{name}.py").is_file():
        raise Problem("Use: bin/bench NAME [ARGUMENTS], with NAME a file of benchmarks/, for example: today")
    servers = Servers("bench")
    with servers.in_use():
        return run([sys.executable, "-m", f"benchmarks.{name}", *rest], settings.for_tests(servers, 0))


if __name__ == "__main__":
    command(main)
